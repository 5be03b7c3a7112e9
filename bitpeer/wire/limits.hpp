#pragma once
/// The least and the most bytes that a message can take, computed from its description.

#include <bitpeer/wire/archive.hpp>
#include <bitpeer/wire/encoder.hpp>
#include <bitpeer/wire/format_options.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>

namespace bitpeer::wire {

namespace detail {

/// The archive that adds up the bounds of the fields that it is shown.
class bounds_counter {
public:
    template <class T>
    constexpr void operator()(const char* name, const T& field);

    [[nodiscard]] static constexpr int protocol_version() { return described_protocol_version; }

    constexpr bool tail() {
        optional_ = true;
        return true;
    }

    [[nodiscard]] constexpr size_bounds total() const { return total_; }

private:
    size_bounds total_;
    bool optional_ = false;
};

/// Something of type `T` to show to `fields` while compiling. Only its members' types are looked
/// at: not every standard library has strings whose values a constant expression may read.
template <class T>
inline const T specimen{};

/// A CompactSize length of at most `max` and the elements that it counts.
constexpr size_bounds counted(
    std::uint64_t min_count, std::uint64_t max_count, size_bounds element
) {
    return {
        compact_size_length(min_count) + min_count * element.min,
        compact_size_length(max_count) + max_count * element.max};
}

}  // namespace detail

/// The bounds of a field type or message at the newest protocol version of its dialect, before the
/// network's limit on payloads is applied.
template <wire_type T>
[[nodiscard]] constexpr size_bounds bounds_of() {
    if constexpr (laid_out_by_hand<T>) {
        return T::bounds;
    } else if constexpr (described<T>) {
        detail::bounds_counter counter;
        T::fields(detail::specimen<T>, counter);
        return counter.total();
    } else if constexpr (detail::is_compact<T>) {
        return {1, 9};
    } else if constexpr (detail::is_list<T>) {
        return detail::counted(0, T::max_count, bounds_of<typename T::element_type>());
    } else if constexpr (detail::is_var_bytes<T> || detail::is_var_string<T>) {
        return detail::counted(T::min_length, T::max_length, {1, 1});
    } else if constexpr (std::same_as<T, rest_of_payload>) {
        return {0, bounded_by_message};
    } else {
        return {sizeof(T), sizeof(T)};
    }
}

template <class T>
constexpr void detail::bounds_counter::operator()(const char* /*name*/, const T& /*field*/) {
    constexpr auto bounds = bounds_of<T>();
    if (!optional_) total_.min += bounds.min;
    total_.max += bounds.max;
}

/// The longest payload that a message can have, in bytes, never above the network's limit.
template <class M>
[[nodiscard]] constexpr std::size_t max_payload() {
    return static_cast<std::size_t>(std::min<std::uint64_t>(bounds_of<M>().max, max_message_payload)
    );
}

/// Whether every value of this type takes the same number of bytes.
template <wire_type T>
inline constexpr bool fixed_size = bounds_of<T>().min == bounds_of<T>().max;

}  // namespace bitpeer::wire
