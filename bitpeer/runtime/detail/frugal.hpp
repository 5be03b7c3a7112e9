#pragma once
/// Saying why something failed when there may be no memory to say it.

#include <bitpeer/engine/disconnect.hpp>
#include <bitpeer/runtime/failure.hpp>

#include <string_view>

namespace bitpeer::detail {

/// With its words if there is room for them, else without; what a program needs to know stays.
[[nodiscard]] failure frugal(failure_code code, std::string_view words) noexcept;
[[nodiscard]] failure frugal_copy(const failure& of) noexcept;
[[nodiscard]] disconnect frugal_copy(const disconnect& of) noexcept;

/// Nothing was done, since there was no memory for it.
[[nodiscard]] failure no_memory() noexcept;

}  // namespace bitpeer::detail
