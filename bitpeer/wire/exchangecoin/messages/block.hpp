#pragma once
#include <bitpeer/wire/command.hpp>
#include <bitpeer/wire/exchangecoin/block_header.hpp>
#include <bitpeer/wire/exchangecoin/payload_limits.hpp>
#include <bitpeer/wire/exchangecoin/transaction.hpp>
#include <bitpeer/wire/field_types.hpp>

#include <string_view>

namespace bitpeer::wire::exchangecoin {

/// `block`: a header and two trees of transactions. Below protocol version 4 it has at most
/// 1,000,000 bytes and 33,334 transactions in each tree.
struct block {
    static constexpr command_name command{"block"};
    static constexpr std::string_view about{"one block"};

    using transaction_list = list<transaction, newest_tree_count_max>;

    block_header header;
    transaction_list transactions;        ///< the coinbase is the first
    transaction_list stake_transactions;  ///< tickets, votes and revocations

    static constexpr void fields(auto& self, auto& ar) {
        ar("header", self.header);
        ar("transactions", self.transactions);
        ar("stake_transactions", self.stake_transactions);
    }

    static constexpr size_bounds bounds{280 + 1 + 1, newest_block_payload_max};
    static void decode(block& self, reader& in) { detail::read_bounded(self, in); }
    static void encode(const block& self, auto& out) { detail::write_bounded(self, out); }

    /// The fields with the limits that depend on the protocol version.
    static void layout(auto& self, auto& ar) {
        detail::tree_count regular{self.transactions.size()};
        detail::tree_count stake{self.stake_transactions.size()};
        ar("header", self.header);
        ar("transactions", regular);
        ar("transactions", self.transactions);
        ar("stake_transactions", stake);
        ar("stake_transactions", self.stake_transactions);
    }

    friend bool operator==(const block&, const block&) = default;
};

}  // namespace bitpeer::wire::exchangecoin
