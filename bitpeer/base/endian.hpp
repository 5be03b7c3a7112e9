#pragma once
/// Integers as bytes. The wire is little endian but for ports, which are big endian.

#include <concepts>
#include <cstddef>
#include <cstdint>

namespace bitpeer {

/// Reads a little-endian integer from the `sizeof(T)` bytes at `from`.
template <std::integral T>
[[nodiscard]] constexpr T load_le(const std::uint8_t* from) noexcept {
    std::uint64_t value = 0;
    for (std::size_t i = 0; i < sizeof(T); ++i) value |= std::uint64_t{from[i]} << (8 * i);
    return static_cast<T>(value);
}

/// Writes `value` as `sizeof(T)` little-endian bytes at `to`.
template <std::integral T>
constexpr void store_le(std::uint8_t* to, T value) noexcept {
    const auto number = static_cast<std::uint64_t>(+value);  // promoted: keeps the sign of a byte
    for (std::size_t i = 0; i < sizeof(T); ++i)
        to[i] = static_cast<std::uint8_t>(number >> (8 * i));
}

/// Reads a big-endian integer from the `sizeof(T)` bytes at `from`.
template <std::integral T>
[[nodiscard]] constexpr T load_be(const std::uint8_t* from) noexcept {
    std::uint64_t value = 0;
    for (std::size_t i = 0; i < sizeof(T); ++i) value = value << 8 | from[i];
    return static_cast<T>(value);
}

/// Writes `value` as `sizeof(T)` big-endian bytes at `to`.
template <std::integral T>
constexpr void store_be(std::uint8_t* to, T value) noexcept {
    const auto number = static_cast<std::uint64_t>(+value);  // promoted: keeps the sign of a byte
    for (std::size_t i = 0; i < sizeof(T); ++i) {
        to[sizeof(T) - 1 - i] = static_cast<std::uint8_t>(number >> (8 * i));
    }
}

}  // namespace bitpeer
