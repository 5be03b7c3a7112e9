#pragma once
#include <bitpeer/wire/command.hpp>
#include <bitpeer/wire/dash/transaction.hpp>
#include <bitpeer/wire/field_types.hpp>
#include <bitpeer/wire/transaction.hpp>

#include <string_view>

namespace bitpeer::wire::dash {

/// `dsi`: what a participant puts into a mixing session (CoinJoin) and wants out.
struct dsi {
    static constexpr command_name command{"dsi"};
    static constexpr short_id v2_id{132};
    static constexpr std::string_view about{"what I put into a mixing session and take out"};

    list<transaction_input> inputs;  ///< not signed yet
    dash::transaction collateral;    ///< as in `dsa`
    list<transaction_output> outputs;

    static constexpr void fields(auto& self, auto& ar) {
        ar("inputs", self.inputs);
        ar("collateral", self.collateral);
        ar("outputs", self.outputs);
    }
    friend bool operator==(const dsi&, const dsi&) = default;
};

}  // namespace bitpeer::wire::dash
