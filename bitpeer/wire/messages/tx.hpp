#pragma once
#include <bitpeer/wire/command.hpp>
#include <bitpeer/wire/transaction.hpp>

#include <string_view>

namespace bitpeer::wire {

/// `tx`: one transaction, asked for or not.
template <class Transaction>
struct basic_tx {
    static constexpr command_name command{"tx"};
    static constexpr short_id v2_id{21};
    static constexpr std::string_view about{"one transaction"};

    Transaction transaction;

    static constexpr void fields(auto& self, auto& ar) { ar("transaction", self.transaction); }
    friend bool operator==(const basic_tx&, const basic_tx&) = default;
};

using tx = basic_tx<transaction>;

}  // namespace bitpeer::wire
