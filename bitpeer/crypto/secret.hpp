#pragma once
/// Bytes that nobody shall find in memory afterwards: keys, and what keys are made of.

#include <bitpeer/base/assert.hpp>
#include <bitpeer/base/bytes.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>

namespace bitpeer::crypto {

/// Overwrites with zeros in a way that no optimiser leaves out.
void wipe(byte_span data) noexcept;

/// `N` bytes that are wiped when their holder ends or hands them on. Cannot be copied or compared:
/// a comparison would take a time that depends on them.
template <std::size_t N>
class secret {
public:
    /// All zero.
    secret() = default;

    /// A copy of `N` bytes, which stay with whoever owns them.
    explicit secret(byte_view from) {
        ensure(from.size() == N);
        std::copy_n(from.begin(), N, bytes_.begin());
    }

    secret(secret&& other) noexcept : bytes_(other.bytes_) { wipe(other.bytes_); }
    secret& operator=(secret&& other) noexcept {
        if (this == &other) return *this;
        bytes_ = other.bytes_;
        wipe(other.bytes_);
        return *this;
    }
    ~secret() { wipe(bytes_); }

    [[nodiscard]] std::uint8_t* data() { return bytes_.data(); }
    [[nodiscard]] const std::uint8_t* data() const { return bytes_.data(); }
    [[nodiscard]] static constexpr std::size_t size() { return N; }
    [[nodiscard]] byte_view view() const { return bytes_; }
    [[nodiscard]] byte_span span() { return bytes_; }

private:
    std::array<std::uint8_t, N> bytes_{};
};

}  // namespace bitpeer::crypto
