#pragma once
/// What two peers agreed on that changes the bytes of a message.

namespace bitpeer::wire {

/// The newest protocol version of Bitcoin that this library speaks (BIP155, BIP339).
inline constexpr int newest_protocol_version = 70016;

/// Whether transactions carry their witness (BIP144).
enum class witness { included, stripped };

/// What to do with bytes behind the last field of a payload. Bitcoin Core ignores them, so that
/// messages can grow; some implementations refuse them.
enum class trailing_bytes { ignored, refused };

/// How to read and write payloads on one connection.
struct format_options {
    int protocol_version = newest_protocol_version;  ///< the lower of the two peers'
    wire::witness witness = wire::witness::included;
    wire::trailing_bytes trailing = wire::trailing_bytes::ignored;

    friend bool operator==(const format_options&, const format_options&) = default;
};

}  // namespace bitpeer::wire
