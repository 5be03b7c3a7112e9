#pragma once
/// Conditions that only a mistake in this library can break.

namespace bitpeer {

/// Stops the process when `condition` does not hold. Not for what a remote or a user can cause:
/// those are errors and values.
constexpr void ensure(bool condition) noexcept {
    if (!condition) [[unlikely]]
        __builtin_trap();
}

}  // namespace bitpeer
