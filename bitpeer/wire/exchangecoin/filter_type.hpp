#pragma once
/// The kinds of version 1 block filters.

#include <cstdint>
#include <string>

namespace bitpeer::wire::exchangecoin {

/// A kind of committed filter as `getcfilter` and its like name it. Other numbers are kept.
struct filter_type {
    std::uint8_t number = 0;

    static const filter_type regular;   ///< what the regular wallet looks for
    static const filter_type extended;  ///< what else there is in a block

    friend constexpr bool operator==(filter_type, filter_type) = default;
};

inline constexpr filter_type filter_type::regular{0};
inline constexpr filter_type filter_type::extended{1};

/// The name as it stands above, or the number.
[[nodiscard]] inline std::string to_string(filter_type type) {
    if (type == filter_type::regular) return "regular";
    if (type == filter_type::extended) return "extended";
    return std::to_string(type.number);
}

}  // namespace bitpeer::wire::exchangecoin
