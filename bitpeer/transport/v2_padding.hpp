#pragma once
/// What an encrypted connection sends besides messages, so that its sizes tell less (BIP324).

#include <bitpeer/base/bytes.hpp>
#include <bitpeer/base/random.hpp>

#include <cstddef>
#include <functional>
#include <optional>

namespace bitpeer::transport {

/// More garbage than this nobody may send.
inline constexpr std::size_t garbage_max = 4095;

/// Two questions that a transport asks. The random source is its own, seeded with the rest.
struct v2_padding {
    /// The bytes to send behind our public key, asked once. What is above `garbage_max` is cut off.
    /// Null: none.
    std::function<bytes(random_source&)> garbage;

    /// The contents' size of a decoy to send in front of the next packet, or nothing. `contents` is
    /// the size of that packet's; 0 for the one that opens the stream. What is above the
    /// connection's limit is cut off. Null: no decoys.
    std::function<std::optional<std::size_t>(std::size_t contents, random_source&)> decoy;
};

/// Random bytes, `least` to `most` of them, all counts as likely: what the BIP proposes.
[[nodiscard]] std::function<bytes(random_source&)> random_garbage(
    std::size_t least = 0, std::size_t most = garbage_max
);

/// A decoy of `contents` bytes in front of each packet whose turn it is: the first, then every
/// `rate`-th. A rate of 0 means none.
[[nodiscard]] std::function<std::optional<std::size_t>(std::size_t, random_source&)> decoys_at_rate(
    std::size_t rate, std::size_t contents
);

/// As Bitcoin Core does: garbage of a random size, no decoys.
[[nodiscard]] v2_padding usual_padding();

}  // namespace bitpeer::transport
