#pragma once
#include <bitpeer/wire/command.hpp>
#include <bitpeer/wire/dash/compressed_header.hpp>
#include <bitpeer/wire/dash/protocol_version.hpp>
#include <bitpeer/wire/field_types.hpp>
#include <bitpeer/wire/limits.hpp>
#include <bitpeer/wire/reader.hpp>

#include <cstddef>
#include <string_view>

namespace bitpeer::wire::dash {

/// `headers2` (DIP25): the answer to `getheaders2`, and an announcement of blocks to peers that
/// sent `sendheaders2`. Each header links to the one before; the first is complete. This is the
/// message to the byte; `header_compression.hpp` makes headers of it.
struct headers2 {
    static constexpr command_name command{"headers2"};
    static constexpr short_id v2_id{165};
    static constexpr std::string_view about{"headers of consecutive blocks, compressed (DIP25)"};

    /// How many headers one message may carry.
    [[nodiscard]] static constexpr std::size_t count_max(int protocol_version) {
        return protocol_version >= longer_headers2 ? 8'000 : 2'000;
    }

    list<compressed_header, 8'000> items;

    static constexpr void fields(auto& self, auto& ar) { ar("items", self.items); }

    static constexpr size_bounds bounds = bounds_of<list<compressed_header, 8'000>>();
    static void decode(headers2& self, reader& in) {
        const auto most = count_max(in.protocol_version());
        const auto count = in.peek_compact();
        if (count > most) return in.fail(errc::count_above_limit, count, most);
        in("items", self.items);
    }
    static void encode(const headers2& self, auto& out) {
        const auto most = count_max(out.protocol_version());
        const auto count = self.items.size();
        if (count > most) return out.fail(errc::count_above_limit, count, most);
        out("items", self.items);
    }

    friend bool operator==(const headers2&, const headers2&) = default;
};

}  // namespace bitpeer::wire::dash
