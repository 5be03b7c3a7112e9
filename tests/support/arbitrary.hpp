#pragma once
/// Messages full of arbitrary valid values, made from their descriptions.

#include <bitpeer/base/random.hpp>
#include <bitpeer/wire/address.hpp>
#include <bitpeer/wire/archive.hpp>
#include <bitpeer/wire/ascii_string.hpp>
#include <bitpeer/wire/format_options.hpp>
#include <bitpeer/wire/optional_tail.hpp>
#include <bitpeer/wire/strict_types.hpp>

#include <algorithm>
#include <array>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <limits>

namespace bitpeer::wire {

// A type whose layout is written by hand says here (or in a header of its own beside this one,
// which must be included before the type is filled) what its valid values are. Found by the type's
// namespace.

inline void arbitrary_of(address& into, random_source& random) {
    const auto network = address_network{static_cast<std::uint8_t>(1 + random.below(9))};
    const auto length = address_length(network).value_or(random.below(40));
    bytes run(length);
    for (auto& byte : run) byte = static_cast<std::uint8_t>(random.next());
    into = address::make(network, run, static_cast<std::uint16_t>(random.next())).value();
}

inline void arbitrary_of(strict_bool& into, random_source& random) { into = random.below(2) == 1; }

template <class T, T Max>
void arbitrary_of(at_most<T, Max>& into, random_source& random) {
    into = static_cast<T>(random.below(std::uint64_t{Max} + 1));
}

template <std::size_t Max, std::size_t Min>
void arbitrary_of(ascii_string<Max, Min>& into, random_source& random) {
    into.text.resize(Min + random.below(std::min<std::size_t>(Max - Min, 8) + 1));
    for (auto& c : into.text) c = static_cast<char>(' ' + random.below('~' - ' ' + 1));
}

}  // namespace bitpeer::wire

namespace bitpeer::test {

template <class T>
concept has_arbitrary = requires(T& into, random_source& random) {
    arbitrary_of(into, random);
};

/// The archive that fills in what it is shown. Lists and texts stay short: up to `size_max` above
/// the least that they may have.
class arbitrary {
public:
    explicit arbitrary(
        random_source& random, std::size_t size_max = 4,
        int protocol_version = wire::newest_protocol_version
    )
        : random_(random), size_max_(size_max), protocol_version_(protocol_version) {}

    template <class T>
    void operator()(const char* /*name*/, T& field) {
        fill(field);
    }
    [[nodiscard]] int protocol_version() const { return protocol_version_; }
    static bool tail() { return true; }

    template <class T>
    void fill(T& value) {
        if constexpr (has_arbitrary<T>) {
            arbitrary_of(value, random_);
        } else if constexpr (requires { fill(value.emplace()); }) {
            fill(value.emplace());
        } else if constexpr (wire::described<T>) {
            T::fields(value, *this);
        } else if constexpr (wire::open_number<T>) {
            fill(value.number);
        } else if constexpr (std::same_as<T, bool>) {
            value = random_.below(2) == 1;
        } else if constexpr (std::integral<T>) {
            value = number<T>();
        } else if constexpr (std::same_as<T, wire::port_number> || wire::detail::is_compact<T>) {
            fill(value.value);
        } else if constexpr (std::same_as<T, hash256>) {
            fill(value.bytes);
        } else if constexpr (wire::detail::is_byte_array<T>) {
            std::ranges::generate(value, [this] { return byte(); });
        } else if constexpr (wire::detail::is_var_string<T>) {
            value.text.resize(size(T::min_length, T::max_length));
            std::ranges::generate(value.text, [this] { return static_cast<char>(byte()); });
        } else if constexpr (wire::detail::is_var_bytes<T>) {
            value.resize(size(T::min_length, T::max_length));
            std::ranges::generate(value, [this] { return byte(); });
        } else if constexpr (std::same_as<T, wire::rest_of_payload>) {
            value.resize(size(0, size_max_));
            std::ranges::generate(value, [this] { return byte(); });
        } else {
            static_assert(wire::detail::is_list<T>, "write an arbitrary_of for this type");
            value.resize(size(0, T::max_count));
            for (auto& element : value) fill(element);
        }
    }

private:
    /// Borders as often as numbers of any length in between.
    template <std::integral T>
    T number() {
        switch (random_.below(4)) {
            case 0: return 0;
            case 1: return std::numeric_limits<T>::max();
            default: return static_cast<T>(random_.next() >> random_.below(64));
        }
    }

    std::uint8_t byte() { return static_cast<std::uint8_t>(random_.next()); }

    std::size_t size(std::size_t min, std::size_t max) {
        return min + random_.below(std::min(size_max_, max - min) + 1);
    }

    random_source& random_;
    std::size_t size_max_;
    int protocol_version_;
};

/// An arbitrary valid `M`.
template <class M>
[[nodiscard]] M make_arbitrary(random_source& random, std::size_t size_max = 4) {
    M value{};
    arbitrary(random, size_max).fill(value);
    return value;
}

}  // namespace bitpeer::test
