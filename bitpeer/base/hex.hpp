#pragma once
/// Hexadecimal text, lower case when written, either case when read.

#include <bitpeer/base/bytes.hpp>
#include <bitpeer/base/result.hpp>

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace bitpeer {

/// The value of one hexadecimal digit, or nothing.
[[nodiscard]] constexpr std::optional<std::uint8_t> hex_digit(char digit) noexcept {
    if (digit >= '0' && digit <= '9') return static_cast<std::uint8_t>(digit - '0');
    if (digit >= 'a' && digit <= 'f') return static_cast<std::uint8_t>(digit - 'a' + 10);
    if (digit >= 'A' && digit <= 'F') return static_cast<std::uint8_t>(digit - 'A' + 10);
    return std::nullopt;
}

/// Why a text is no hexadecimal text: the position of the first character that does not fit; the
/// text's length when a digit is missing at its end.
struct hex_error {
    std::size_t position = 0;
};

/// Two digits a byte, in the order of the bytes.
[[nodiscard]] std::string to_hex(byte_view data);

/// The bytes that `text` spells: two digits each, nothing between them.
[[nodiscard]] result<bytes, hex_error> from_hex(std::string_view text);

}  // namespace bitpeer
