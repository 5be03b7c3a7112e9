#pragma once
/// A field that is there when a flag before it says so.

#include <bitpeer/wire/archive.hpp>
#include <bitpeer/wire/describer.hpp>
#include <bitpeer/wire/limits.hpp>
#include <bitpeer/wire/reader.hpp>

#include <optional>
#include <string>

namespace bitpeer::wire::dash {

/// A `T` or nothing. It cannot know whether it comes: the part that it belongs to reads the flag,
/// and makes room with `emplace` where the field follows. It is written when it is there.
template <wire_type T>
struct flagged_field : std::optional<T> {
    using value_type = T;
    using std::optional<T>::optional;

    static constexpr size_bounds bounds{0, bounds_of<T>().max};
    [[nodiscard]] static std::string type_text() { return wire::detail::type_text<T>(); }

    static void decode(flagged_field& self, reader& in) {
        if (self.has_value()) in.read(self.value());
    }
    static void encode(const flagged_field& self, auto& out) {
        if (self.has_value()) out.write(self.value());
    }

    friend bool operator==(const flagged_field&, const flagged_field&) = default;
};

}  // namespace bitpeer::wire::dash
