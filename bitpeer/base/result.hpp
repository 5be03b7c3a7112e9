#pragma once
/// The library's way to report that something went wrong: a value, never an exception.

#include <tl/expected.hpp>

#include <utility>

namespace bitpeer {

/// Either a `T` or an error `E`. This alias is the one place that says which implementation stands
/// behind it; it has the interface of C++23's `std::expected`. `value()` throws when there is an
/// error, for those who like it; everything else does not.
template <class T, class E>
using result = tl::expected<T, E>;

/// An error on its way into a `result`: `return failed(some_error);`
template <class E>
[[nodiscard]] constexpr auto failed(E error) {
    return tl::unexpected<E>(std::move(error));
}

}  // namespace bitpeer
