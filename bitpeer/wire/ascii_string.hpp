#pragma once
/// Texts that are printable ASCII and nothing else.

#include <bitpeer/wire/archive.hpp>
#include <bitpeer/wire/describer.hpp>
#include <bitpeer/wire/encoder.hpp>
#include <bitpeer/wire/reader.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace bitpeer::wire {

namespace detail {

inline constexpr auto is_printable_ascii = [](auto byte) { return byte >= 0x20 && byte <= 0x7e; };

}  // namespace detail

/// A text as `var_string`, whose bytes all are 0x20 to 0x7e. Another byte is the error
/// `not_printable`, when it is read and when it is to be written; too long a text is too long
/// first.
template <std::size_t Max, std::size_t Min = 0>
struct ascii_string : var_string<Max, Min> {
    using var_string<Max, Min>::var_string;

    static constexpr size_bounds bounds{
        compact_size_length(Min) + Min, compact_size_length(Max) + Max};
    [[nodiscard]] static std::string type_text() {
        return "printable ASCII" + detail::limits_text(Min, Max);
    }

    static void decode(ascii_string& self, reader& in) {
        const auto length = static_cast<std::size_t>(in.peek_compact());
        in.read(static_cast<var_string<Max, Min>&>(self));
        if (!in.ok()) return;
        const auto start = in.offset() - length;
        const auto run = in.since(start);
        const auto wrong = std::ranges::find_if_not(run, detail::is_printable_ascii);
        if (wrong == run.end()) return;
        const auto where = start + static_cast<std::size_t>(wrong - run.begin());
        in.fail_at(where, errc::not_printable, *wrong);
    }
    static void encode(const ascii_string& self, auto& out) {
        const std::string_view text = self.text;
        const auto wrong = std::ranges::find_if_not(text, detail::is_printable_ascii);
        if (text.size() <= Max && wrong != text.end()) {
            return out.fail(errc::not_printable, static_cast<std::uint8_t>(*wrong));
        }
        out.write(static_cast<const var_string<Max, Min>&>(self));
    }

    friend bool operator==(const ascii_string&, const ascii_string&) = default;
};

}  // namespace bitpeer::wire
