#pragma once
/// Base32 text (RFC 4648) without padding: lower case when written, either case when read. The
/// names of Tor's and I2P's services are written so.

#include <bitpeer/base/bytes.hpp>

#include <optional>
#include <string>
#include <string_view>

namespace bitpeer {

/// Five bits a character; the last one is filled up with zeros.
[[nodiscard]] std::string to_base32(byte_view data);

/// The bytes that `text` spells, or nothing: when a character is none of the 32, when no number of
/// bytes has this length, or when the last character's unused bits are not zero.
[[nodiscard]] std::optional<bytes> from_base32(std::string_view text);

}  // namespace bitpeer
