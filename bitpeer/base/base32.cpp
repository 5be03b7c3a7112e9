#include <bitpeer/base/base32.hpp>

namespace bitpeer {

namespace {

constexpr std::string_view base32_digits = "abcdefghijklmnopqrstuvwxyz234567";

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

}  // namespace

std::string to_base32(byte_view data) {
    std::string text;
    text.reserve((data.size() * 8 + 4) / 5);
    std::uint32_t pending = 0;
    int bits = 0;
    for (const auto byte : data) {
        pending = pending << 8 | byte;
        for (bits += 8; bits >= 5; bits -= 5) text += base32_digits[pending >> (bits - 5) & 31];
    }
    if (bits > 0) text += base32_digits[pending << (5 - bits) & 31];
    return text;
}

std::optional<bytes> from_base32(std::string_view text) {
    bytes data;
    data.reserve(text.size() * 5 / 8);
    std::uint32_t pending = 0;
    int bits = 0;
    for (const char c : text) {
        const auto digit = base32_digits.find(lower(c));
        if (digit == std::string_view::npos) return std::nullopt;
        pending = pending << 5 | static_cast<std::uint32_t>(digit);
        bits += 5;
        if (bits < 8) continue;
        bits -= 8;
        data.push_back(static_cast<std::uint8_t>(pending >> bits));
    }
    const bool filled_with_zeros = (pending & ((1U << bits) - 1)) == 0;
    return bits < 5 && filled_with_zeros ? std::optional(data) : std::nullopt;
}

}  // namespace bitpeer
