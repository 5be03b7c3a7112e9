#pragma once
#include <bitpeer/wire/block_header.hpp>
#include <bitpeer/wire/command.hpp>
#include <bitpeer/wire/field_types.hpp>
#include <bitpeer/wire/reader.hpp>

#include <cstddef>
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

    /// Reads or skips one whose count takes one byte, as all do; else does nothing.
    static bool read_usual(announced_header& self, reader& in) {
        const auto from = in.rest();
        if (!is_usual(from)) return false;
        detail::plain_reader(from.data(), newest_protocol_version).read(self.header);
        self.transaction_count.value = from[header_size];
        in.take(header_size + 1);
        return true;
    }
    static bool skip_usual(reader& in) {
        if (!is_usual(in.rest())) return false;
        in.take(header_size + 1);
        return true;
    }

    friend bool operator==(const announced_header&, const announced_header&) = default;

private:
    static constexpr std::size_t header_size = 80;

    static bool is_usual(byte_view from) {
        return from.size() > header_size && from[header_size] < 0xfd;
    }
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
