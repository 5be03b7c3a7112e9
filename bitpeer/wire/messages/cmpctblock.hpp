#pragma once
#include <bitpeer/wire/block_header.hpp>
#include <bitpeer/wire/command.hpp>
#include <bitpeer/wire/differential.hpp>
#include <bitpeer/wire/field_types.hpp>
#include <bitpeer/wire/transaction.hpp>

#include <array>
#include <cstdint>
#include <string_view>

namespace bitpeer::wire {

/// A transaction that a compact block brings along, and where it stands in the block.
template <class Transaction>
struct prefilled_transaction {
    std::uint16_t index = 0;
    Transaction transaction;

    static constexpr void fields(auto& self, auto& ar) {
        ar("index", self.index);
        ar("transaction", self.transaction);
    }
    friend bool operator==(const prefilled_transaction&, const prefilled_transaction&) = default;
};

/// What a compact block says of its transactions: six bytes of a keyed hash for most (little
/// endian, in block order), the rest whole. Together at most 65,535.
template <class Transaction>
struct compact_transactions {
    list<std::array<std::uint8_t, 6>, index_max> short_ids;
    list<prefilled_transaction<Transaction>, index_max> prefilled;  ///< by rising position

    static constexpr void fields(auto& self, auto& ar) {
        ar("short_ids", self.short_ids);
        ar("prefilled", self.prefilled);
    }

    static constexpr size_bounds bounds{2, bounded_by_message};
    static void decode(compact_transactions& self, reader& in) {
        const auto ids = in.peek_compact();
        in("short_ids", self.short_ids);
        const auto start = in.offset();
        const auto count = in.compact_length(index_max, errc::count_above_limit);
        if (in.ok() && ids + count > index_max) {
            in.fail_at(start, errc::count_above_limit, ids + count, index_max);
        }
        detail::index_reader indexes;
        for (std::size_t i = 0; i < count && in.ok(); ++i) {
            prefilled_transaction<Transaction> next;
            next.index = indexes.next(in);
            in("transaction", next.transaction);
            if (in.ok() && in.storing()) self.prefilled.push_back(std::move(next));
        }
    }
    static void encode(const compact_transactions& self, auto& out) {
        out("short_ids", self.short_ids);
        const auto total = self.short_ids.size() + self.prefilled.size();
        if (total > index_max) return out.fail(errc::count_above_limit, total, index_max);
        out.compact_size(self.prefilled.size());
        detail::index_writer indexes;
        for (const auto& prefilled : self.prefilled) {
            indexes.next(prefilled.index, out);
            out("transaction", prefilled.transaction);
        }
    }
    friend bool operator==(const compact_transactions&, const compact_transactions&) = default;
};

/// `cmpctblock` (BIP152): a block for those who have most of its transactions.
template <class Transaction>
struct basic_cmpctblock {
    static constexpr command_name command{"cmpctblock"};
    static constexpr short_id v2_id{4};
    static constexpr int since = 70014;
    static constexpr std::string_view about{"a block, its transactions by short ids (BIP152)"};

    block_header header;
    std::uint64_t nonce{};  ///< makes the key of the short ids
    compact_transactions<Transaction> transactions;

    static constexpr void fields(auto& self, auto& ar) {
        ar("header", self.header);
        ar("nonce", self.nonce);
        ar("transactions", self.transactions);
    }
    friend bool operator==(const basic_cmpctblock&, const basic_cmpctblock&) = default;
};

using cmpctblock = basic_cmpctblock<transaction>;

}  // namespace bitpeer::wire
