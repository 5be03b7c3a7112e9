#pragma once
/// What Litecoin's messages have that Bitcoin's have not: MimbleWimble extension blocks (MWEB).

#include <bitpeer/wire/messages/block.hpp>
#include <bitpeer/wire/messages/blocktxn.hpp>
#include <bitpeer/wire/messages/cmpctblock.hpp>
#include <bitpeer/wire/messages/tx.hpp>
#include <bitpeer/wire/transaction.hpp>

#include <cstdint>
#include <string_view>

namespace bitpeer::wire::litecoin {

/// The MWEB part of a transaction: kept byte for byte, not looked into. It begins with a byte that
/// says whether anything follows. Nothing does in the HogEx, the last transaction of a block with
/// an extension block. Where something does, only the message's end delimits it, which is why no
/// block contains such a transaction.
struct mweb_part {
    static constexpr std::uint8_t flag_bit = 8;

    rest_of_payload content;  ///< to the lock time; empty: there is no such part

    [[nodiscard]] bool present() const { return !content.empty(); }
    [[nodiscard]] bool is_hogex() const { return content.size() == 1 && content[0] == 0; }

    static void decode(mweb_part& self, reader& in) {
        constexpr std::size_t lock_time_size = 4;
        std::uint8_t first = 0;
        const auto start = in.offset();
        in("mweb", first);
        if (first > 1) in.fail_at(start, errc::bad_value, first, 1);
        if (first == 1 && in.remaining() >= lock_time_size) {
            in.take(in.remaining() - lock_time_size);
        }
        if (!in.ok() || !in.storing()) return;
        const auto part = in.since(start);
        self.content.assign(part.begin(), part.end());
    }
    static void encode(const mweb_part& self, auto& out) { out.put(self.content); }
    static constexpr void fields(auto& self, auto& ar) { ar("mweb", self.content); }

    friend bool operator==(const mweb_part&, const mweb_part&) = default;
};

using transaction = basic_transaction<mweb_part>;
using tx = basic_tx<transaction>;
using blocktxn = basic_blocktxn<transaction>;
using cmpctblock = basic_cmpctblock<transaction>;

/// `block`: as Bitcoin's, and behind it an extension block, which belongs there when the last
/// transaction is a HogEx. Whatever follows the transactions is taken for it.
struct block {
    static constexpr command_name command{"block"};
    static constexpr short_id v2_id{2};
    static constexpr std::string_view about{"one block, with its extension block"};

    block_header header;
    list<transaction> transactions;
    rest_of_payload extension_block;  ///< kept byte for byte; empty where there is none

    static constexpr void fields(auto& self, auto& ar) {
        ar("header", self.header);
        ar("transactions", self.transactions);
        ar("extension_block", self.extension_block);
    }
    friend bool operator==(const block&, const block&) = default;
};

}  // namespace bitpeer::wire::litecoin
