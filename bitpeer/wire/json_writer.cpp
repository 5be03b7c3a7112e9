#include <bitpeer/wire/json_writer.hpp>

#include <array>
#include <cstdint>
#include <cstdio>

namespace bitpeer::wire {

namespace {

struct code_point {
    std::uint32_t number = 0;
    std::size_t size = 0;  ///< bytes that it takes; 0: not valid UTF-8
};

/// How many bytes a sequence has that begins with `lead`; 0: none begins so.
std::size_t sequence_size(std::uint8_t lead) {
    if (lead < 0x80) return 1;
    if (lead < 0xc0) return 0;
    if (lead < 0xe0) return 2;
    if (lead < 0xf0) return 3;
    return lead < 0xf8 ? 4 : 0;
}

/// The code point at the beginning of `text` (RFC 3629: shortest form, no surrogates).
code_point first_code_point(std::string_view text) {
    const auto lead = static_cast<std::uint8_t>(text[0]);
    const auto size = sequence_size(lead);
    if (size == 1) return {lead, 1};
    if (size == 0 || size > text.size()) return {};
    std::uint32_t number = lead & (0x7fU >> size);
    for (std::size_t i = 1; i < size; ++i) {
        const auto byte = static_cast<std::uint8_t>(text[i]);
        if ((byte & 0xc0) != 0x80) return {};
        number = number << 6 | (byte & 0x3fU);
    }
    static constexpr std::array<std::uint32_t, 5> smallest{0, 0, 0x80, 0x800, 0x10000};
    const bool surrogate = number >= 0xd800 && number <= 0xdfff;
    if (number < smallest[size] || number > 0x10ffff || surrogate) return {};
    return {number, size};
}

/// Characters that do something instead of being seen.
bool acts_on_terminals(std::uint32_t number) {
    return number < 0x20 || (number >= 0x7f && number < 0xa0) ||
           (number >= 0x200e && number <= 0x200f) || (number >= 0x2028 && number <= 0x202e) ||
           (number >= 0x2066 && number <= 0x2069);
}

void append_escaped(std::string& out, std::uint32_t number) {
    std::array<char, 8> text{};
    std::snprintf(text.data(), text.size(), "\\u%04x", static_cast<unsigned>(number & 0xffff));
    out += text.data();
}

}  // namespace

void append_json_string(std::string& out, std::string_view text) {
    out += '"';
    while (!text.empty()) {
        const auto [number, size] = first_code_point(text);
        if (size == 0) {
            append_escaped(out, static_cast<std::uint8_t>(text[0]));
        } else if (number == '"' || number == '\\') {
            out += '\\';
            out += text[0];
        } else if (acts_on_terminals(number)) {
            append_escaped(out, number);
        } else {
            out += text.substr(0, size);
        }
        text.remove_prefix(size == 0 ? 1 : size);
    }
    out += '"';
}

json_object& json_object::field_json(std::string_view name, std::string_view json) {
    text_ += text_.empty() ? '{' : ',';
    append_json_string(text_, name);
    text_ += ':';
    text_ += json;
    return *this;
}

}  // namespace bitpeer::wire
