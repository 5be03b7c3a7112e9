#pragma once
/// Loops that are written out by the compiler.

#include <cstddef>
#include <type_traits>
#include <utility>

namespace bitpeer::crypto::detail {

/// Calls `body` with 0, 1 and so on up to `count - 1`, each a constant of its own type. A state
/// that is only met with constant indices can live in registers, which doubles the speed of a hash
/// function or more; a plain loop leaves that to the compiler's taste.
template <std::size_t count, class Body>
constexpr void unrolled(Body&& body) {
    [&]<std::size_t... i>(std::index_sequence<i...>) {
        (body(std::integral_constant<std::size_t, i>{}), ...);
    }
    (std::make_index_sequence<count>{});
}

}  // namespace bitpeer::crypto::detail
