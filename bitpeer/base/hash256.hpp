#pragma once
/// 32 bytes that name something: a block, a transaction, a filter.

#include <bitpeer/base/bytes.hpp>
#include <bitpeer/base/endian.hpp>
#include <bitpeer/base/hex.hpp>

#include <algorithm>
#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace bitpeer {

/// A 256-bit hash in the order of the hash function's output, which is the order on the wire.
/// People read and write it reversed: `to_string` and `parse` turn it round, `bytes` never is.
struct hash256 {
    std::array<std::uint8_t, 32> bytes{};

    /// The hash that 64 hexadecimal digits in display order (reversed) spell.
    [[nodiscard]] static constexpr std::optional<hash256> parse(std::string_view display) noexcept {
        if (display.size() != 64) return std::nullopt;
        hash256 hash;
        for (std::size_t i = 0; i < 32; ++i) {
            const auto high = hex_digit(display[2 * i]);
            const auto low = hex_digit(display[2 * i + 1]);
            if (!high || !low) return std::nullopt;
            hash.bytes[31 - i] = static_cast<std::uint8_t>(*high << 4 | *low);
        }
        return hash;
    }

    /// A hash written in the source, in display order; a wrong text does not compile.
    [[nodiscard]] static consteval hash256 literal(std::string_view display) {
        return parse(display).value();
    }

    [[nodiscard]] static hash256 copy(byte_view from) {
        hash256 hash;
        std::copy_n(from.begin(), 32, hash.bytes.begin());
        return hash;
    }

    /// Display order: reversed hexadecimal, as block explorers and RPC interfaces print it.
    [[nodiscard]] std::string to_string() const {
        auto reversed = bytes;
        std::ranges::reverse(reversed);
        return to_hex(reversed);
    }

    /// All zero: "none" in locators, coinbase inputs and the genesis block's parent.
    [[nodiscard]] constexpr bool is_zero() const noexcept { return *this == hash256{}; }

    friend constexpr bool operator==(const hash256&, const hash256&) = default;
    friend constexpr auto operator<=>(const hash256&, const hash256&) = default;
};

}  // namespace bitpeer

/// Hashes are uniform already, so eight of their bytes do; a table that a remote can fill at will
/// wants a keyed hash instead.
template <>
struct std::hash<bitpeer::hash256> {
    std::size_t operator()(const bitpeer::hash256& value) const noexcept {
        return bitpeer::load_le<std::size_t>(value.bytes.data());
    }
};
