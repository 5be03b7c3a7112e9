#pragma once
/// A strict reader of JSON (RFC 8259) that makes nothing of it but a verdict: independent of what
/// writes it.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace bitpeer::fuzz {

/// Whether a text is one JSON value and nothing else, in one line, as valid UTF-8 without control
/// characters. Deeper than 200 levels counts as wrong.
class json_checker {
public:
    [[nodiscard]] static bool accepts(std::string_view text) {
        json_checker checker(text);
        return checker.value(0) && checker.rest_.empty();
    }

    /// The text that a JSON string stands for, quotes included in `quoted`; nothing when it is
    /// none.
    [[nodiscard]] static std::optional<std::string> unquoted(std::string_view quoted) {
        json_checker checker(quoted);
        std::string text;
        if (!checker.string(&text) || !checker.rest_.empty()) return std::nullopt;
        return text;
    }

    /// Whether these bytes are valid UTF-8: shortest forms, no surrogates.
    [[nodiscard]] static bool is_utf8(std::string_view text) {
        json_checker checker(text);
        checker.controls_may_stand_ = true;
        while (!checker.rest_.empty()) {
            if (!checker.code_point(nullptr)) return false;
        }
        return true;
    }

private:
    explicit json_checker(std::string_view text) : rest_(text) {}

    [[nodiscard]] bool next_is(char wanted) const { return !rest_.empty() && rest_[0] == wanted; }
    bool skip(char wanted) {
        if (!next_is(wanted)) return false;
        rest_.remove_prefix(1);
        return true;
    }
    bool skip(std::string_view word) {
        if (!rest_.starts_with(word)) return false;
        rest_.remove_prefix(word.size());
        return true;
    }

    bool value(int depth) {
        if (depth > 200 || rest_.empty()) return false;
        switch (rest_[0]) {
            case '{': return members(depth);
            case '[': return elements(depth);
            case '"': return string(nullptr);
            case 't': return skip("true");
            case 'f': return skip("false");
            case 'n': return skip("null");
            default: return number();
        }
    }

    bool members(int depth) {
        skip('{');
        if (skip('}')) return true;
        do {
            if (!string(nullptr) || !skip(':') || !value(depth + 1)) return false;
        } while (skip(','));
        return skip('}');
    }

    bool elements(int depth) {
        skip('[');
        if (skip(']')) return true;
        do {
            if (!value(depth + 1)) return false;
        } while (skip(','));
        return skip(']');
    }

    bool digits() {
        const auto before = rest_.size();
        while (!rest_.empty() && rest_[0] >= '0' && rest_[0] <= '9') rest_.remove_prefix(1);
        return rest_.size() < before;
    }
    bool number() {
        skip('-');
        if (!skip('0') && !digits()) return false;
        if (skip('.') && !digits()) return false;
        if (!skip('e') && !skip('E')) return true;
        if (!skip('+')) skip('-');
        return digits();
    }

    bool string(std::string* into) {
        if (!skip('"')) return false;
        while (!skip('"')) {
            if (next_is('\\')) {
                if (!escape(into)) return false;
            } else if (!code_point(into)) {
                return false;
            }
        }
        return true;
    }

    bool escape(std::string* into) {
        skip('\\');
        if (rest_.empty()) return false;
        const char kind = rest_[0];
        rest_.remove_prefix(1);
        if (kind == '"' || kind == '\\') {
            if (into != nullptr) *into += kind;
            return true;
        }
        if (kind != 'u' || rest_.size() < 4) return false;  // ours uses no other
        std::uint32_t number = 0;
        for (const char digit : rest_.substr(0, 4)) {
            const auto place = std::string_view("0123456789abcdef").find(digit);
            if (place == std::string_view::npos) return false;
            number = number << 4 | static_cast<std::uint32_t>(place);
        }
        rest_.remove_prefix(4);
        if (number >= 0xd800 && number <= 0xdfff) return false;
        if (into != nullptr) append(*into, number);
        return true;
    }

    /// Below U+10000, which is all that \uXXXX can say.
    static void append(std::string& into, std::uint32_t number) {
        if (number < 0x80) {
            into += static_cast<char>(number);
        } else if (number < 0x800) {
            into += static_cast<char>(0xc0 | number >> 6);
            into += static_cast<char>(0x80 | (number & 0x3f));
        } else {
            into += static_cast<char>(0xe0 | number >> 12);
            into += static_cast<char>(0x80 | (number >> 6 & 0x3f));
            into += static_cast<char>(0x80 | (number & 0x3f));
        }
    }

    /// One code point that may stand in a string as it is.
    bool code_point(std::string* into) {
        if (rest_.empty()) return false;
        const auto at = [this](std::size_t i) { return static_cast<std::uint8_t>(rest_[i]); };
        const auto lead = at(0);
        std::size_t size = 1;
        std::uint8_t low = 0x80;
        std::uint8_t high = 0xbf;
        // The table of RFC 3629, section 4.
        if (lead >= 0xc2 && lead <= 0xdf) {
            size = 2;
        } else if (lead >= 0xe0 && lead <= 0xef) {
            size = 3;
            if (lead == 0xe0) low = 0xa0;
            if (lead == 0xed) high = 0x9f;
        } else if (lead >= 0xf0 && lead <= 0xf4) {
            size = 4;
            if (lead == 0xf0) low = 0x90;
            if (lead == 0xf4) high = 0x8f;
        } else if (lead >= 0x80 || (lead < 0x20 && !controls_may_stand_)) {
            return false;
        }
        if (size > rest_.size()) return false;
        if (size > 1 && (at(1) < low || at(1) > high)) return false;
        for (std::size_t i = 2; i < size; ++i) {
            if (at(i) < 0x80 || at(i) > 0xbf) return false;
        }
        if (into != nullptr) into->append(rest_.substr(0, size));
        rest_.remove_prefix(size);
        return true;
    }

    std::string_view rest_;
    bool controls_may_stand_ = false;
};

}  // namespace bitpeer::fuzz
