#pragma once
/// Integers as bytes. The wire is little endian but for ports, which are big endian.

#include <bit>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <type_traits>

namespace bitpeer {

namespace detail {

/// The unsigned integer of so many bytes.
template <std::size_t size>
struct as_bits;
template <>
struct as_bits<1> {
    using type = std::uint8_t;
    static type swapped(type value) noexcept { return value; }
};
template <>
struct as_bits<2> {
    using type = std::uint16_t;
    static type swapped(type value) noexcept { return __builtin_bswap16(value); }
};
template <>
struct as_bits<4> {
    using type = std::uint32_t;
    static type swapped(type value) noexcept { return __builtin_bswap32(value); }
};
template <>
struct as_bits<8> {
    using type = std::uint64_t;
    static type swapped(type value) noexcept { return __builtin_bswap64(value); }
};

/// One load, and one swap where the machine's order is the other one: compilers do not make that of
/// a loop over bytes everywhere.
template <std::endian order, std::integral T>
[[nodiscard]] T load(const std::uint8_t* from) noexcept {
    using bits = as_bits<sizeof(T)>;
    typename bits::type value;
    std::memcpy(&value, from, sizeof(value));
    return static_cast<T>(order == std::endian::native ? value : bits::swapped(value));
}

template <std::endian order, std::integral T>
void store(std::uint8_t* to, T number) noexcept {
    using bits = as_bits<sizeof(T)>;
    auto value = static_cast<typename bits::type>(number);
    if (order != std::endian::native) value = bits::swapped(value);
    std::memcpy(to, &value, sizeof(value));
}

}  // namespace detail

/// Reads a little-endian integer from the `sizeof(T)` bytes at `from`.
template <std::integral T>
[[nodiscard]] constexpr T load_le(const std::uint8_t* from) noexcept {
    if (!std::is_constant_evaluated()) return detail::load<std::endian::little, T>(from);
    std::uint64_t value = 0;
    for (std::size_t i = 0; i < sizeof(T); ++i) value |= std::uint64_t{from[i]} << (8 * i);
    return static_cast<T>(value);
}

/// Writes `value` as `sizeof(T)` little-endian bytes at `to`.
template <std::integral T>
constexpr void store_le(std::uint8_t* to, T value) noexcept {
    if (!std::is_constant_evaluated()) return detail::store<std::endian::little>(to, value);
    const auto number = static_cast<std::uint64_t>(+value);  // promoted: keeps the sign of a byte
    for (std::size_t i = 0; i < sizeof(T); ++i)
        to[i] = static_cast<std::uint8_t>(number >> (8 * i));
}

/// Reads a big-endian integer from the `sizeof(T)` bytes at `from`.
template <std::integral T>
[[nodiscard]] constexpr T load_be(const std::uint8_t* from) noexcept {
    if (!std::is_constant_evaluated()) return detail::load<std::endian::big, T>(from);
    std::uint64_t value = 0;
    for (std::size_t i = 0; i < sizeof(T); ++i) value = value << 8 | from[i];
    return static_cast<T>(value);
}

/// Writes `value` as `sizeof(T)` big-endian bytes at `to`.
template <std::integral T>
constexpr void store_be(std::uint8_t* to, T value) noexcept {
    if (!std::is_constant_evaluated()) return detail::store<std::endian::big>(to, value);
    const auto number = static_cast<std::uint64_t>(+value);  // promoted: keeps the sign of a byte
    for (std::size_t i = 0; i < sizeof(T); ++i) {
        to[sizeof(T) - 1 - i] = static_cast<std::uint8_t>(number >> (8 * i));
    }
}

}  // namespace bitpeer
