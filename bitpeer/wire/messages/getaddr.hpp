#pragma once
#include <bitpeer/wire/command.hpp>

#include <string_view>

namespace bitpeer::wire {

/// `getaddr`: tell me nodes that you know of. Answered once, by `addr` or `addrv2`.
struct getaddr {
    static constexpr command_name command{"getaddr"};
    static constexpr std::string_view about{"tell me nodes that you know of"};

    static constexpr void fields(auto& /*self*/, auto& /*ar*/) {}
    friend bool operator==(const getaddr&, const getaddr&) = default;
};

}  // namespace bitpeer::wire
