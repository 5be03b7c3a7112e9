#pragma once
#include <bitpeer/wire/command.hpp>
#include <bitpeer/wire/dash/transaction.hpp>
#include <bitpeer/wire/field_types.hpp>

#include <string_view>

namespace bitpeer::wire::dash {

/// `dss`: a participant's inputs of the final transaction (CoinJoin), signed.
struct dss {
    static constexpr command_name command{"dss"};
    static constexpr short_id v2_id{134};
    static constexpr std::string_view about{"my signed inputs of a mixing session"};

    list<transaction_input> inputs;

    static constexpr void fields(auto& self, auto& ar) { ar("inputs", self.inputs); }
    friend bool operator==(const dss&, const dss&) = default;
};

}  // namespace bitpeer::wire::dash
