#pragma once
#include <bitpeer/wire/command.hpp>

#include <cstdint>
#include <string_view>

namespace bitpeer::wire::dash {

/// `dsc`: how a mixing session (CoinJoin) ended.
struct dsc {
    static constexpr command_name command{"dsc"};
    static constexpr short_id v2_id{135};
    static constexpr std::string_view about{"a mixing session is complete"};

    std::int32_t session{};
    std::int32_t message{};  ///< a number of Dash Core's texts

    static constexpr void fields(auto& self, auto& ar) {
        ar("session", self.session);
        ar("message", self.message);
    }
    friend bool operator==(const dsc&, const dsc&) = default;
};

}  // namespace bitpeer::wire::dash
