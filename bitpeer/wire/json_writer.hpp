#pragma once
/// Messages and events as JSON (RFC 8259), always valid whatever a stranger put into a text.

#include <bitpeer/base/bytes.hpp>
#include <bitpeer/base/hex.hpp>
#include <bitpeer/wire/archive.hpp>
#include <bitpeer/wire/command.hpp>
#include <bitpeer/wire/format_options.hpp>

#include <array>
#include <charconv>
#include <cmath>
#include <concepts>
#include <cstddef>
#include <ranges>
#include <string>
#include <string_view>
#include <utility>

namespace bitpeer::wire {

/// Appends `text` in quotes. Escaped are quotes, backslashes, control characters, those that turn
/// the direction of writing, and each byte that belongs to no valid UTF-8 (as \u0080 to \u00ff):
/// the result is printable, and harmless in a terminal.
void append_json_string(std::string& out, std::string_view text);

/// Appends one value, by its type:
///
/// - hashes and addresses as their text, numbers with names (services, inventory types) by name;
/// - bytes in hexadecimal, in the order of the wire;
/// - described types as objects with their fields, ranges as arrays, what is absent as null.
template <class T>
void append_json(std::string& out, const T& value);

/// Builds one JSON object. It is the archive that a message's `fields` can be called with, and
/// serves everything else that is told as JSON:
///
///     json_object event;
///     event.field("event", "connected").field("peer", address);
///     puts(event.text().c_str());
class json_object {
public:
    json_object() = default;

    /// Adds a member. Names are not compared with those before.
    template <class T>
    json_object& field(std::string_view name, const T& value) {
        text_ += text_.empty() ? '{' : ',';
        append_json_string(text_, name);
        text_ += ':';
        append_json(text_, value);
        return *this;
    }

    /// Adds a member whose value is JSON already.
    json_object& field_json(std::string_view name, std::string_view json);

    template <class T>
    void operator()(const char* name, const T& value) {
        field(name, value);
    }
    [[nodiscard]] static constexpr int protocol_version() { return described_protocol_version; }
    static constexpr bool tail() { return true; }

    /// The object: one line.
    [[nodiscard]] std::string text() const { return text_.empty() ? "{}" : text_ + '}'; }

private:
    std::string text_;  // without the last brace
};

/// The fields of a message, or any other value, as JSON.
template <class T>
[[nodiscard]] std::string to_json(const T& value) {
    std::string text;
    append_json(text, value);
    return text;
}

namespace detail {

/// The archive inside `append_json`: members straight into the text, without a copy at each level.
class json_members {
public:
    explicit json_members(std::string& out) : out_(out) {}

    template <class T>
    void operator()(const char* name, const T& value) {
        if (!first_) out_ += ',';
        first_ = false;
        append_json_string(out_, name);
        out_ += ':';
        append_json(out_, value);
    }
    [[nodiscard]] static constexpr int protocol_version() { return described_protocol_version; }
    static constexpr bool tail() { return true; }

private:
    std::string& out_;
    bool first_ = true;
};

template <class T>
concept has_text = requires(const T& value) {
    { value.to_string() } -> std::convertible_to<std::string_view>;
};

/// `to_string` next to the type; std's own for numbers does not count.
template <class T>
concept has_name = !std::is_arithmetic_v<T> && requires(const T& value) {
    { to_string(value) } -> std::convertible_to<std::string_view>;
};

template <class T>
concept may_be_absent = requires(const T& value) {
    { value.has_value() } -> std::same_as<bool>;
    *value;
};

template <class T>
    requires std::is_arithmetic_v<T>
void append_json_number(std::string& out, T value) {
    if constexpr (std::floating_point<T>) {
        if (!std::isfinite(value)) {
            out += "null";  // JSON has no other word for it
            return;
        }
    }
    std::array<char, 32> digits{};
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value).ptr;
    out.append(digits.data(), end);
}

}  // namespace detail

template <class T>
void append_json(std::string& out, const T& value) {
    if constexpr (std::same_as<T, json_object>) {
        out += value.text();
    } else if constexpr (std::same_as<T, bool>) {
        out += value ? "true" : "false";
    } else if constexpr (std::is_arithmetic_v<T>) {
        detail::append_json_number(out, value);
    } else if constexpr (std::same_as<T, command_name>) {
        append_json_string(out, value.text());
    } else if constexpr (std::convertible_to<const T&, std::string_view>) {
        append_json_string(out, value);
    } else if constexpr (detail::may_be_absent<T>) {
        if (value.has_value()) {
            append_json(out, *value);
        } else {
            out += "null";
        }
    } else if constexpr (detail::has_text<T>) {
        append_json_string(out, value.to_string());
    } else if constexpr (detail::has_name<T>) {
        append_json_string(out, to_string(value));
    } else if constexpr (open_number<T>) {
        append_json(out, value.number);
    } else if constexpr (detail::is_compact<T> || std::same_as<T, port_number>) {
        append_json(out, value.value);
    } else if constexpr (described<T>) {
        out += '{';
        detail::json_members members(out);
        T::fields(value, members);
        out += '}';
    } else if constexpr (requires { value.value(); }) {
        append_json(out, value.value());  // one value with a rule of its own: strict_types.hpp
    } else if constexpr (std::convertible_to<const T&, byte_view>) {
        out += '"' + to_hex(value) + '"';
    } else {
        static_assert(std::ranges::input_range<const T>, "no rule says how this looks in JSON");
        out += '[';
        bool first = true;
        for (const auto& element : value) {
            if (!first) out += ',';
            first = false;
            append_json(out, element);
        }
        out += ']';
    }
}

}  // namespace bitpeer::wire
