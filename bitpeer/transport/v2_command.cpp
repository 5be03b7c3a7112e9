#include <bitpeer/transport/printable.hpp>
#include <bitpeer/transport/v2_command.hpp>

#include <algorithm>

namespace bitpeer::transport {

namespace {

dropped_frame dropped(drop_code code, byte_view name, std::size_t payload_size) {
    return {code, printable(name), payload_size, 0};
}

}  // namespace

v2_command::v2_command(const wire::dialect& dialect, wire::command_name command) {
    const auto* known = dialect.find(command);
    if (known != nullptr && known->v2_id != wire::short_id{}) {
        bytes_[0] = known->v2_id.number;
        return;
    }
    std::ranges::copy(command.padded(), bytes_.begin() + 1);
    size_ = size_max;
}

std::variant<v2_name, dropped_frame> read_v2_name(
    const wire::dialect& dialect, byte_view contents
) {
    if (contents.empty()) return dropped(drop_code::short_contents, {}, 0);
    if (contents[0] != 0) {
        const auto* known = dialect.find(wire::short_id{contents[0]});
        if (known == nullptr) {
            return dropped(drop_code::unknown_id, contents.first(1), contents.size() - 1);
        }
        return v2_name{known->command, 1};
    }
    if (contents.size() < v2_command::size_max) {
        return dropped(drop_code::short_contents, contents.subspan(1), 0);
    }
    const auto field = contents.subspan<1, wire::command_name::length>();
    const auto name = wire::command_name::from_wire(field);
    if (!name) {
        return dropped(drop_code::bad_command, field, contents.size() - v2_command::size_max);
    }
    return v2_name{*name, v2_command::size_max};
}

}  // namespace bitpeer::transport
