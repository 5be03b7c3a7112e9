#pragma once
/// The name of a message on the wire.

#include <algorithm>
#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace bitpeer::wire {

/// A command: 1 to 12 printable ASCII characters (0x20 to 0x7e), padded with zero bytes on the
/// wire. A value of this type is always valid, or empty. A literal that is too long does not
/// compile.
class command_name {
public:
    static constexpr std::size_t length = 12;

    constexpr command_name() = default;

    template <std::size_t N>
        requires(N >= 2 && N <= length + 1)
    consteval command_name(const char (&text)[N])  // NOLINT: a literal is meant to convert
        : command_name(parse(std::string_view(text, N - 1)).value()) {}

    /// The command that `text` spells, or nothing when it is empty, too long or not printable.
    [[nodiscard]] static constexpr std::optional<command_name> parse(std::string_view text) {
        if (text.empty() || text.size() > length) return std::nullopt;
        command_name name;
        for (std::size_t i = 0; i < text.size(); ++i) {
            if (text[i] < 0x20 || text[i] > 0x7e) return std::nullopt;
            name.characters_[i] = text[i];
        }
        return name;
    }

    /// The command in a frame's 12 bytes, or nothing when it breaks the rule above: something else
    /// than printable characters, or a byte that is not zero behind the first zero.
    [[nodiscard]] static constexpr std::optional<command_name> from_wire(
        std::span<const std::uint8_t, length> field
    ) {
        std::array<char, length> text{};
        for (std::size_t i = 0; i < length; ++i) text[i] = static_cast<char>(field[i]);
        const auto end = std::find(text.begin(), text.end(), '\0');
        if (std::any_of(end, text.end(), [](char c) { return c != '\0'; })) return std::nullopt;
        return parse({text.data(), static_cast<std::size_t>(end - text.begin())});
    }

    [[nodiscard]] constexpr std::string_view text() const {
        const auto end = std::find(characters_.begin(), characters_.end(), '\0');
        return {characters_.data(), static_cast<std::size_t>(end - characters_.begin())};
    }

    /// The 12 characters as they stand in a frame, zeros included.
    [[nodiscard]] constexpr const std::array<char, length>& padded() const { return characters_; }

    [[nodiscard]] constexpr bool empty() const { return characters_[0] == '\0'; }

    friend constexpr bool operator==(const command_name&, const command_name&) = default;
    friend constexpr auto operator<=>(const command_name&, const command_name&) = default;

private:
    std::array<char, length> characters_{};
};

/// The one-byte name that a frequent message has in the encrypted transport (BIP324). Zero: none.
struct short_id {
    std::uint8_t number = 0;

    friend constexpr bool operator==(const short_id&, const short_id&) = default;
    friend constexpr auto operator<=>(const short_id&, const short_id&) = default;
};

}  // namespace bitpeer::wire
