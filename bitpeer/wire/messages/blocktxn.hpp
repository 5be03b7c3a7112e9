#pragma once
#include <bitpeer/base/hash256.hpp>
#include <bitpeer/wire/command.hpp>
#include <bitpeer/wire/field_types.hpp>
#include <bitpeer/wire/transaction.hpp>

#include <string_view>

namespace bitpeer::wire {

/// `blocktxn` (BIP152): the transactions that `getblocktxn` asked for, in that order.
template <class Transaction>
struct basic_blocktxn {
    static constexpr command_name command{"blocktxn"};
    static constexpr short_id v2_id{3};
    static constexpr int since = 70014;
    static constexpr std::string_view about{"transactions of a compact block (BIP152)"};

    hash256 block;
    list<Transaction> transactions;

    static constexpr void fields(auto& self, auto& ar) {
        ar("block", self.block);
        ar("transactions", self.transactions);
    }
    friend bool operator==(const basic_blocktxn&, const basic_blocktxn&) = default;
};

using blocktxn = basic_blocktxn<transaction>;

}  // namespace bitpeer::wire
