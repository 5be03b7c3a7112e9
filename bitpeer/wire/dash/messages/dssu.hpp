#pragma once
#include <bitpeer/wire/command.hpp>
#include <bitpeer/wire/dash/mixing.hpp>

#include <cstdint>
#include <string_view>

namespace bitpeer::wire::dash {

/// `dssu`: how a mixing session (CoinJoin) stands, and what became of the receiver's last message.
struct dssu {
    static constexpr command_name command{"dssu"};
    static constexpr short_id v2_id{136};
    static constexpr std::string_view about{"how a mixing session stands"};

    std::int32_t session{};
    mixing_state state;
    mixing_status status;
    std::int32_t message{};  ///< a number of Dash Core's texts: why

    static constexpr void fields(auto& self, auto& ar) {
        ar("session", self.session);
        ar("state", self.state);
        ar("status", self.status);
        ar("message", self.message);
    }
    friend bool operator==(const dssu&, const dssu&) = default;
};

}  // namespace bitpeer::wire::dash
