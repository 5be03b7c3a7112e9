#pragma once
#include <bitpeer/wire/archive.hpp>
#include <bitpeer/wire/command.hpp>
#include <bitpeer/wire/exchangecoin/block_header.hpp>
#include <bitpeer/wire/field_types.hpp>
#include <bitpeer/wire/reader.hpp>

#include <cstdint>
#include <string>
#include <string_view>

namespace bitpeer::wire::exchangecoin {

/// The count of transactions behind a header that stands alone: a CompactSize that must be zero,
/// else `bad_value`.
struct no_transactions {
    [[nodiscard]] static constexpr std::uint64_t value() { return 0; }

    static constexpr size_bounds bounds{1, 1};
    [[nodiscard]] static std::string type_text() { return "CompactSize, 0"; }
    static void decode(no_transactions& /*self*/, reader& in) {
        const auto start = in.offset();
        const auto count = in.compact_number();
        if (count != 0) in.fail_at(start, errc::bad_value, count);
    }
    static void encode(const no_transactions& /*self*/, auto& out) { out.compact_size(0); }

    friend bool operator==(no_transactions, no_transactions) = default;
};

/// A header as `headers` carries it.
struct announced_header {
    block_header header;
    no_transactions transaction_count;

    static constexpr void fields(auto& self, auto& ar) {
        ar("header", self.header);
        ar("transaction_count", self.transaction_count);
    }
    friend bool operator==(const announced_header&, const announced_header&) = default;
};

/// `headers`: the answer to `getheaders`, and an announcement of blocks to peers that sent
/// `sendheaders`. Each header links to the one before. An empty list: there are no more.
struct headers {
    static constexpr command_name command{"headers"};
    static constexpr std::string_view about{"headers of consecutive blocks"};

    list<announced_header, 2000> items;

    static constexpr void fields(auto& self, auto& ar) { ar("items", self.items); }
    friend bool operator==(const headers&, const headers&) = default;
};

}  // namespace bitpeer::wire::exchangecoin
