#pragma once
/// Randomness as a parameter. The core draws from what it is given, so a run can be repeated.

#include <array>
#include <cstdint>

namespace bitpeer {

/// 32 bytes from which a generator starts. Whoever makes an engine brings them: the runtime from
/// the system's source, a test or the simulator from its seed.
struct entropy {
    std::array<std::uint8_t, 32> bytes{};

    /// A seed made of one number: for tests and simulations, never for a live connection.
    [[nodiscard]] static constexpr entropy from_number(std::uint64_t number) noexcept {
        entropy seed;
        for (std::size_t i = 0; i < 8; ++i)
            seed.bytes[i] = static_cast<std::uint8_t>(number >> (8 * i));
        return seed;
    }
};

/// A stream of random numbers. Not thread-safe.
class random_source {
public:
    virtual ~random_source() = default;

    /// 64 uniform bits.
    virtual std::uint64_t next() = 0;

    /// Uniform in `[0, bound)`; 0 when `bound` is 0. The same on every platform, unlike the
    /// standard library's distributions.
    [[nodiscard]] std::uint64_t below(std::uint64_t bound) {
        if (bound < 2) return 0;
        const std::uint64_t unfair =
            (0 - bound) % bound;  // draws under this would favour low values
        for (;;) {
            if (const auto draw = next(); draw >= unfair) return draw % bound;
        }
    }

    /// Uniform in `[0, 1)`, with 53 bits.
    [[nodiscard]] double unit() { return static_cast<double>(next() >> 11) * 0x1.0p-53; }
};

}  // namespace bitpeer
