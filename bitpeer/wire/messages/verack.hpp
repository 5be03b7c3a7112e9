#pragma once
#include <bitpeer/wire/command.hpp>
#include <bitpeer/wire/phase.hpp>

#include <string_view>

namespace bitpeer::wire {

/// `verack`: I accept your `version`. Ends the handshake.
struct verack {
    static constexpr command_name command{"verack"};
    static constexpr phase when = phase::closing;
    static constexpr std::string_view about{"I accept your version; ends the handshake"};

    static constexpr void fields(auto& /*self*/, auto& /*ar*/) {}
    friend bool operator==(const verack&, const verack&) = default;
};

}  // namespace bitpeer::wire
