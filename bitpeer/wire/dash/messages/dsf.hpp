#pragma once
#include <bitpeer/wire/command.hpp>
#include <bitpeer/wire/dash/transaction.hpp>

#include <cstdint>
#include <string_view>

namespace bitpeer::wire::dash {

/// `dsf`: the transaction of all participants of a mixing session (CoinJoin), for them to sign.
struct dsf {
    static constexpr command_name command{"dsf"};
    static constexpr short_id v2_id{133};
    static constexpr std::string_view about{
        "the final transaction of a mixing session, to be signed"};

    std::int32_t session{};
    dash::transaction transaction;

    static constexpr void fields(auto& self, auto& ar) {
        ar("session", self.session);
        ar("transaction", self.transaction);
    }
    friend bool operator==(const dsf&, const dsf&) = default;
};

}  // namespace bitpeer::wire::dash
