#pragma once
/// Headers to `headers2` and back (DIP25).

#include <bitpeer/base/bytes.hpp>
#include <bitpeer/base/hash256.hpp>
#include <bitpeer/base/result.hpp>
#include <bitpeer/wire/block_header.hpp>
#include <bitpeer/wire/dash/messages/headers2.hpp>

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace bitpeer::wire::dash {

/// What a `headers2` cannot be decompressed for.
enum class compression_fault : std::uint8_t {
    first_incomplete,  ///< the first header leaves something out: there is nothing before it
    unknown_version,   ///< a version is referred to that did not occur
};

[[nodiscard]] std::string_view to_string(compression_fault fault);

/// What is wrong, and with which header of the message.
struct compression_error {
    compression_fault fault{};
    std::size_t index = 0;

    friend constexpr bool operator==(compression_error, compression_error) = default;
};

/// The name of a block, from its 80 bytes: `dialect::block_hash`. For Dash's chain it is X11.
using header_hash = hash256 (*)(byte_view header);

/// The headers in full. `hash` is asked for each hash that was left out. Whether the headers link,
/// or have any work behind them, is not looked at.
[[nodiscard]] result<std::vector<block_header>, compression_error> decompress(
    const headers2& message, header_hash hash
);

/// Whose `headers2` to imitate: all of them mean the same headers.
enum class compression_style : std::uint8_t {
    announcement,  ///< Dash Core's, unasked: a time that goes back is written in full
    reply,         ///< Dash Core's answer to `getheaders2`: forgets the first header's version too
    signed_offsets,  ///< the shortest: a time that goes back by up to 32,768 s is an offset
};

/// The shortest form of `headers` in that style. Each must link to the one before, whose hash is
/// left out; only the first keeps its `previous`. More than a `headers2` can carry (8000) fail to
/// encode.
[[nodiscard]] headers2 compress(
    std::span<const block_header> headers, compression_style style = compression_style::announcement
);

}  // namespace bitpeer::wire::dash
