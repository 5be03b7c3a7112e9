#pragma once
/// Plain types: numbers and runs of a fixed length, nothing of which can be wrong. Of those a whole
/// list is read after one look at whether it is there.

#include <bitpeer/base/assert.hpp>
#include <bitpeer/base/endian.hpp>
#include <bitpeer/wire/archive.hpp>
#include <bitpeer/wire/format_options.hpp>

#include <algorithm>
#include <array>
#include <bit>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <type_traits>

namespace bitpeer::wire::detail {

template <class T>
constexpr std::size_t plain_size(int protocol_version);

/// The archive that adds up what the fields take; finds out as well whether all are plain.
class plain_counter {
public:
    explicit constexpr plain_counter(int protocol_version) : protocol_version_(protocol_version) {}

    template <class T>
    constexpr void operator()(const char* /*name*/, const T& /*field*/) {
        const auto size = plain_size<T>(protocol_version_);
        plain_ = plain_ && size > 0;
        size_ += size;
    }
    [[nodiscard]] constexpr int protocol_version() const { return protocol_version_; }
    constexpr bool tail() {
        plain_ = false;
        return true;
    }

    [[nodiscard]] constexpr std::size_t size() const { return plain_ ? size_ : 0; }

private:
    int protocol_version_;
    std::size_t size_ = 0;
    bool plain_ = true;
};

/// A type without fields that is plain.
template <class T>
concept plain_part = std::integral<T> || open_number<T> || is_byte_array<T> ||
    std::same_as<T, hash256> || std::same_as<T, port_number>;

/// Only its members' types are looked at.
template <class T>
inline const T shown_to_counter{};

/// How many bytes any `T` takes at this version; 0: it is not plain.
template <class T>
constexpr std::size_t plain_size(int protocol_version) {
    if constexpr (laid_out_by_hand<T>) {
        return 0;
    } else if constexpr (described<T>) {
        plain_counter counter(protocol_version);
        T::fields(shown_to_counter<T>, counter);
        return counter.size();
    } else if constexpr (plain_part<T>) {
        return sizeof(T);
    } else {
        return 0;
    }
}

/// Whether `T` is plain at its dialect's newest version. It may still be not at an older one.
template <class T>
inline constexpr bool is_plain = plain_size<T>(described_protocol_version) > 0;

/// The archive that reads plain fields from bytes that are there.
class plain_reader {
public:
    constexpr plain_reader(const std::uint8_t* from, int protocol_version)
        : at_(from), protocol_version_(protocol_version) {}

    template <class T>
    constexpr void operator()(const char* /*name*/, T& field) {
        read_by_fields(field);
    }
    [[nodiscard]] constexpr int protocol_version() const { return protocol_version_; }
    static constexpr bool tail() { return true; }

    template <class T>
    constexpr void read(T& value);

    template <class T>
    constexpr void read_by_fields(T& value) {
        if constexpr (laid_out_by_hand<T>) {
            ensure(false);  // of a version at which the whole is not plain
        } else if constexpr (described<T>) {
            T::fields(value, *this);
        } else if constexpr (open_number<T>) {
            read_by_fields(value.number);
        } else if constexpr (std::same_as<T, bool>) {
            value = *taken(1) != 0;
        } else if constexpr (std::integral<T>) {
            value = load_le<T>(taken(sizeof(T)));
        } else if constexpr (std::same_as<T, port_number>) {
            value.value = load_be<std::uint16_t>(taken(2));
        } else if constexpr (std::same_as<T, hash256>) {
            read_by_fields(value.bytes);
        } else if constexpr (is_byte_array<T>) {
            std::copy_n(taken(value.size()), value.size(), value.begin());
        } else {
            ensure(false);
        }
    }

private:
    constexpr const std::uint8_t* taken(std::size_t count) {
        const auto* from = at_;
        at_ += count;
        return from;
    }

    const std::uint8_t* at_;
    int protocol_version_;
};

/// Whether a `T` looks in memory as it does on the wire, so that many are copied at once.
template <class T>
constexpr bool find_out_mirrors_wire() {
    if constexpr (std::endian::native != std::endian::little || !std::is_trivially_copyable_v<T>) {
        return false;
    } else if constexpr (plain_size<T>(described_protocol_version) != sizeof(T)) {
        return false;
    } else {
        // All bytes differ, and none is what a bool may be.
        std::array<std::uint8_t, sizeof(T)> pattern{};
        for (std::size_t i = 0; i < sizeof(T); ++i) pattern[i] = static_cast<std::uint8_t>(i + 2);
        T value{};
        plain_reader(pattern.data(), described_protocol_version).read_by_fields(value);
        return std::bit_cast<std::array<std::uint8_t, sizeof(T)>>(value) == pattern;
    }
}
template <class T>
inline constexpr bool mirrors_wire = find_out_mirrors_wire<T>();

template <class T>
constexpr void plain_reader::read(T& value) {
    if constexpr (described<T> && mirrors_wire<T>) {
        if (plain_size<T>(protocol_version_) == sizeof(T)) {
            std::memcpy(&value, taken(sizeof(T)), sizeof(T));
            return;
        }
    }
    read_by_fields(value);
}

}  // namespace bitpeer::wire::detail
