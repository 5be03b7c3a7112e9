#pragma once
/// The name of a message on the wire.

#include <algorithm>
#include <array>
#include <bit>
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
        // Every frame has one: four characters are judged at a time, each by its highest bit.
        constexpr std::uint32_t highest = 0x80808080U;
        command_name name;
        bool valid = field[0] != 0;
        bool full = true;  // no zero byte came yet
        for (std::size_t i = 0; i < length; i += 4) {
            std::uint32_t word = 0;
            for (std::size_t k = 0; k < 4; ++k) {
                word |= static_cast<std::uint32_t>(field[i + k]) << 8 * k;
                name.characters_[i + k] = static_cast<char>(field[i + k]);
            }
            const auto nonzero = (word + 0x7f7f7f7fU) & highest;
            const auto printable = (word + 0x60606060U) & ~(word + 0x01010101U) & highest;
            const auto filled = nonzero | (nonzero - (nonzero >> 7));  // 0xff for each character
            valid &= (word & highest) == 0 && nonzero == printable && (filled & (filled + 1)) == 0;
            valid &= full || word == 0;
            full = filled == ~std::uint32_t{0};
        }
        if (!valid) return std::nullopt;
        return name;
    }

    [[nodiscard]] constexpr std::string_view text() const {
        const auto end = std::find(characters_.begin(), characters_.end(), '\0');
        return {characters_.data(), static_cast<std::size_t>(end - characters_.begin())};
    }

    /// The 12 characters as they stand in a frame, zeros included.
    [[nodiscard]] constexpr const std::array<char, length>& padded() const { return characters_; }

    /// A number from 0 to 255 that differs for most names: where a table begins to look.
    [[nodiscard]] constexpr std::uint8_t bucket() const {
        const auto word = words();
        const auto mixed = word[0] * 0x9e3779b1U ^ word[1] * 0x85ebca77U ^ word[2] * 0xc2b2ae3dU;
        return static_cast<std::uint8_t>(mixed >> 24);
    }

    [[nodiscard]] constexpr bool empty() const { return characters_[0] == '\0'; }

    /// In the order of their characters.
    friend constexpr bool operator==(const command_name& left, const command_name& right) {
        const auto a = left.words();
        const auto b = right.words();
        return ((a[0] ^ b[0]) | (a[1] ^ b[1]) | (a[2] ^ b[2])) == 0;
    }
    friend constexpr std::strong_ordering operator<=>(
        const command_name& left, const command_name& right
    ) {
        const auto a = left.words();
        const auto b = right.words();
        for (std::size_t i = 0; i < a.size(); ++i) {
            if (a[i] != b[i]) return big_endian(a[i]) <=> big_endian(b[i]);
        }
        return std::strong_ordering::equal;
    }

private:
    /// Three numbers are compared in place of twelve characters: each message is looked up by name.
    [[nodiscard]] constexpr std::array<std::uint32_t, length / 4> words() const {
        return std::bit_cast<std::array<std::uint32_t, length / 4>>(characters_);
    }
    [[nodiscard]] static constexpr std::uint32_t big_endian(std::uint32_t word) {
        return std::endian::native == std::endian::little ? __builtin_bswap32(word) : word;
    }

    std::array<char, length> characters_{};
};

/// The one-byte name that a frequent message has in the encrypted transport (BIP324). Zero: none.
struct short_id {
    std::uint8_t number = 0;

    friend constexpr bool operator==(const short_id&, const short_id&) = default;
    friend constexpr auto operator<=>(const short_id&, const short_id&) = default;
};

}  // namespace bitpeer::wire
