#pragma once
/// How a message is described, and who reads descriptions.
///
/// A message (and each part of one) is a plain struct with one function that lists its fields:
///
///     static constexpr void fields(auto& self, auto& ar) {
///         ar("type", self.type);
///         ar("hash", self.hash);
///     }
///
/// An *archive* is anything that such a function can be called with: the reader, the encoder, the
/// size counter, the JSON writer, the documentation's describer, the tests' generator of arbitrary
/// values. Besides `ar(name, field)` every archive has:
///
/// - `ar.protocol_version()`: for fields that exist since or until some version of Bitcoin's;
/// - `ar.tail()`: begins a part that old peers leave out. False when reading and nothing is left.
///
/// A type whose layout no list of fields can say (a transaction, a BIP155 address) has in addition
///
///     static void decode(T&, reader&);
///     static void encode(const T&, auto& encoder);
///     static constexpr size_bounds bounds{…};
///
/// which the reader, the encoder and the limits then use in place of `fields`.

#include <bitpeer/base/hash256.hpp>
#include <bitpeer/wire/byte_run.hpp>
#include <bitpeer/wire/field_types.hpp>

#include <array>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <type_traits>

namespace bitpeer::wire {

class reader;

/// The fewest and the most bytes that a field or message can take.
struct size_bounds {
    std::uint64_t min = 0;
    std::uint64_t max = 0;
};

namespace detail {

struct any_archive {
    void operator()(const char* name, auto& field);
    [[nodiscard]] int protocol_version() const;
    bool tail();
};

template <class T>
inline constexpr bool is_list = false;
template <class T, std::size_t Max, class Allocator>
inline constexpr bool is_list<list<T, Max, Allocator>> = true;

template <class T>
inline constexpr bool is_var_bytes = false;
template <std::size_t Max, std::size_t Min>
inline constexpr bool is_var_bytes<var_bytes<Max, Min>> = true;
template <>
inline constexpr bool is_var_bytes<byte_run> = true;

template <class T>
inline constexpr bool is_var_string = false;
template <std::size_t Max, std::size_t Min>
inline constexpr bool is_var_string<var_string<Max, Min>> = true;

template <class T>
inline constexpr bool is_compact = false;
template <class T>
inline constexpr bool is_compact<compact<T>> = true;

template <class T>
inline constexpr bool is_byte_array = false;
template <std::size_t N>
inline constexpr bool is_byte_array<std::array<std::uint8_t, N>> = true;

}  // namespace detail

/// Has a hand-written layout.
template <class T>
concept laid_out_by_hand = requires(T& value, reader& in) {
    T::decode(value, in);
    { T::bounds.max } -> std::convertible_to<std::uint64_t>;
};

/// Lists its fields.
template <class T>
concept described = requires(T& value, detail::any_archive& ar) {
    T::fields(value, ar);
};

/// What may stand in a message.
template <class T>
concept wire_type =
    laid_out_by_hand<T> || described<T> || open_number<T> ||
    (std::integral<T> && !std::same_as<T, char>) ||
    std::same_as<T, hash256> || std::same_as<T, port_number> || std::same_as<T, rest_of_payload> ||
    detail::is_list<T> || detail::is_var_bytes<T> || detail::is_var_string<T> ||
    detail::is_compact<T> || detail::is_byte_array<T>;

}  // namespace bitpeer::wire
