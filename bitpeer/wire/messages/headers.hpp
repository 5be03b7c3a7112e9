#pragma once
#include <bitpeer/wire/block_header.hpp>
#include <bitpeer/wire/command.hpp>
#include <bitpeer/wire/field_types.hpp>

#include <cstdint>
#include <string_view>

namespace bitpeer::wire {

/// A header as `headers` carries it.
struct announced_header {
    block_header header;
    compact<std::uint64_t> transaction_count;  ///< a relic: send 0; what comes is not looked at

    static constexpr void fields(auto& self, auto& ar) {
        ar("header", self.header);
        ar("transaction_count", self.transaction_count);
    }
    friend bool operator==(const announced_header&, const announced_header&) = default;
};

/// `headers`: the answer to `getheaders`, and an announcement of blocks to peers that sent
/// `sendheaders` (BIP130). Each header links to the one before. An empty list: there are no more.
struct headers {
    static constexpr command_name command{"headers"};
    static constexpr short_id v2_id{13};
    static constexpr std::string_view about{"headers of consecutive blocks"};

    list<announced_header, 2'000> items;

    static constexpr void fields(auto& self, auto& ar) { ar("items", self.items); }
    friend bool operator==(const headers&, const headers&) = default;
};

}  // namespace bitpeer::wire
