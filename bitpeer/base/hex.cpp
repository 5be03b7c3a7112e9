#include <bitpeer/base/hex.hpp>

namespace bitpeer {

std::string to_hex(byte_view data) {
    static constexpr std::string_view digits = "0123456789abcdef";
    std::string text;
    text.reserve(data.size() * 2);
    for (const auto byte : data) {
        text.push_back(digits[byte >> 4]);
        text.push_back(digits[byte & 15]);
    }
    return text;
}

result<bytes, hex_error> from_hex(std::string_view text) {
    bytes data;
    data.reserve(text.size() / 2);
    for (std::size_t i = 0; i < text.size(); i += 2) {
        const auto high = hex_digit(text[i]);
        if (!high) return failed(hex_error{i});
        if (i + 1 == text.size()) return failed(hex_error{text.size()});
        const auto low = hex_digit(text[i + 1]);
        if (!low) return failed(hex_error{i + 1});
        data.push_back(static_cast<std::uint8_t>(*high << 4 | *low));
    }
    return data;
}

}  // namespace bitpeer
