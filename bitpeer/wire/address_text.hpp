#pragma once
/// Why a text is no address.

#include <cstdint>
#include <string_view>

namespace bitpeer::wire {

/// Why `address::parse` found no address in a text.
enum class address_text_error : std::uint8_t {
    empty,         ///< nothing stands in front of the port
    bad_brackets,  ///< a bracket that is not closed, or text behind it that is no port
    bad_port,      ///< no decimal number from 0 to 65535, or one with a sign or leading zeros
    bad_ipv4,      ///< digits and dots, but not four numbers from 0 to 255
    bad_ipv6,      ///< in brackets or with colons, but no IPv6 address
    bad_onion,     ///< no base32 of 35 bytes before `.onion`; also Tor v2, which is gone
    bad_checksum,  ///< of an onion name: a typing mistake
    bad_version,   ///< of an onion name: another than 3
    bad_i2p,       ///< no base32 of 32 bytes before `.b32.i2p`
    bad_bytes,     ///< `network:bytes:port` with bytes that are none, or as many as cannot be
    name,          ///< something else: perhaps a name that must be looked up first
};

/// The error's name as it stands above: stable, for logs and programs.
[[nodiscard]] std::string_view to_string(address_text_error error);

}  // namespace bitpeer::wire
