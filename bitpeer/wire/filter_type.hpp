#pragma once
/// The kinds of block filters that BIP157 messages speak of.

#include <cstdint>
#include <string>

namespace bitpeer::wire {

/// A kind of compact block filter. Only the basic one exists.
struct filter_type {
    std::uint8_t number = 0;

    static const filter_type basic;  ///< scripts of outputs and of the outputs they spend (BIP158)

    friend constexpr bool operator==(filter_type, filter_type) = default;
};

inline constexpr filter_type filter_type::basic{0};

/// The name as it stands above, or the number.
[[nodiscard]] inline std::string to_string(filter_type type) {
    return type == filter_type::basic ? "basic" : std::to_string(type.number);
}

}  // namespace bitpeer::wire
