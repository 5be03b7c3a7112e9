#pragma once
/// A last field that may be missing.

#include <bitpeer/wire/archive.hpp>
#include <bitpeer/wire/describer.hpp>
#include <bitpeer/wire/limits.hpp>
#include <bitpeer/wire/reader.hpp>

#include <optional>
#include <string>

namespace bitpeer::wire {

/// A `T` at the end of a message, or nothing. Unlike the fields behind `ar.tail()`, which have a
/// meaning when they are absent and are always written, this one is written only when it is there.
template <wire_type T>
struct optional_tail : std::optional<T> {
    using value_type = T;
    using std::optional<T>::optional;

    static constexpr size_bounds bounds{0, bounds_of<T>().max};
    [[nodiscard]] static std::string type_text() { return detail::type_text<T>(); }

    static void decode(optional_tail& self, reader& in) {
        self.reset();
        if (in.tail()) in.read(self.emplace());
    }
    static void encode(const optional_tail& self, auto& out) {
        if (!self.has_value()) return;
        out.tail();
        out.write(self.value());
    }

    friend bool operator==(const optional_tail&, const optional_tail&) = default;
};

}  // namespace bitpeer::wire
