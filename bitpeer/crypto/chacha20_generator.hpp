#pragma once
/// Random numbers from a seed.

#include <bitpeer/base/random.hpp>

#include <array>
#include <cstddef>
#include <cstdint>

namespace bitpeer::crypto {

/// The keystream of ChaCha20 (RFC 8439) under the seed as key, read as little-endian 64-bit
/// numbers: unpredictable to whoever does not know the seed, and the same for the same seed
/// everywhere. Not thread-safe.
class chacha20_generator final : public random_source {
public:
    explicit chacha20_generator(const entropy& seed);

    std::uint64_t next() override;

private:
    void refill();

    std::array<std::uint32_t, 8> key_{};
    std::uint64_t blocks_ = 0;
    std::array<std::uint8_t, 64> block_{};
    std::size_t used_ = 64;
};

}  // namespace bitpeer::crypto
