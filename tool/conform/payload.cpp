#include "payload.hpp"

#include <bitpeer/wire/command.hpp>

#include <algorithm>
#include <array>

namespace bitpeer::tool::conform {

bytes v1_frame::written_for(const network& net) const {
    std::array<std::uint8_t, wire::command_name::length> name{};
    std::copy_n(command.begin(), std::min(command.size(), name.size()), name.begin());
    auto checksum = net.dialect->frame_checksum(content);
    if (damaged) checksum[0] = static_cast<std::uint8_t>(checksum[0] ^ 0xffU);
    return payload()
        .raw(magic.value_or(net.magic))
        .raw(name)
        .number(size.value_or(static_cast<std::uint32_t>(content.size())))
        .raw(checksum)
        .raw(content)
        .take();
}

}  // namespace bitpeer::tool::conform
