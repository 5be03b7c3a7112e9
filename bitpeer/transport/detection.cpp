#include <bitpeer/transport/detection.hpp>
#include <bitpeer/wire/command.hpp>

#include <algorithm>

namespace bitpeer::transport {

namespace {

constexpr wire::command_name first_command{"version"};

}  // namespace

std::optional<network_magic> v1_magic_of(byte_view first) {
    if (first.size() < v1_prefix_size) return std::nullopt;
    network_magic magic;
    const auto command = first.subspan(magic.size(), wire::command_name::length);
    if (!std::ranges::equal(command, first_command.padded())) return std::nullopt;
    std::ranges::copy(first.first(magic.size()), magic.begin());
    return magic;
}

detection::detection(const network& net) {
    const auto after = std::ranges::copy(net.magic, expected_.begin()).out;
    std::ranges::copy(first_command.padded(), after);
}

detection::verdict detection::receive(byte_view& in) {
    while (verdict_ == verdict::undecided && !in.empty()) {
        const auto byte = in.front();
        in = in.subspan(1);
        taken_[count_] = byte;
        if (byte != expected_[count_++]) {
            verdict_ = verdict::v2;
        } else if (count_ == taken_.size()) {
            verdict_ = verdict::v1;
        }
    }
    return verdict_;
}

}  // namespace bitpeer::transport
