#pragma once
/// What two peers agreed on that changes the bytes of a message.

#include <cstdint>
#include <limits>

namespace bitpeer::wire {

/// The newest protocol version of Bitcoin that this library speaks (BIP434).
inline constexpr int newest_protocol_version = 70017;

/// What descriptions of layouts are made for: later than every version, so that no field is left
/// out, whichever dialect it came with.
inline constexpr int described_protocol_version = std::numeric_limits<int>::max();

/// Whose protocol versions a dialect counts by: those of Bitcoin and of the forks that went on from
/// its numbers, or a count of its own that says nothing about Bitcoin's (Decred and its forks).
enum class numbering : std::uint8_t { bitcoin, own };

/// Whether transactions carry their witness (BIP144).
enum class witness { included, stripped };

/// What to do with bytes behind the last field of a payload. Bitcoin Core ignores them, so that
/// messages can grow; some implementations refuse them.
enum class trailing_bytes { ignored, refused };

/// How to read and write payloads on one connection.
struct format_options {
    int protocol_version = newest_protocol_version;  ///< the lower of the two peers'
    wire::numbering numbering = wire::numbering::bitcoin;
    wire::witness witness = wire::witness::included;
    wire::trailing_bytes trailing = wire::trailing_bytes::ignored;

    /// The version that fields and messages which Bitcoin once added are judged by. A dialect with
    /// numbers of its own began with all of them; what it gates itself stands in its list.
    [[nodiscard]] constexpr int bitcoin_version() const {
        return numbering == wire::numbering::bitcoin ? protocol_version : newest_protocol_version;
    }

    friend bool operator==(const format_options&, const format_options&) = default;
};

}  // namespace bitpeer::wire
