#pragma once
/// What a world draws by lot.

#include <bitpeer/base/endian.hpp>
#include <bitpeer/base/random.hpp>

#include <cstddef>
#include <cstdint>

namespace bitpeer::sim {

/// SplitMix64 (Steele, Lea, Flood): a world draws for every piece of every message, and nobody
/// tries to guess what comes next. Engines draw from ChaCha20 here as everywhere.
class chance final : public random_source {
public:
    explicit chance(const entropy& seed) {
        for (std::size_t i = 0; i < seed.bytes.size(); i += 8) {
            state_ = next() ^ load_le<std::uint64_t>(seed.bytes.data() + i);
        }
    }

    std::uint64_t next() override {
        auto mixed = state_ += 0x9e3779b97f4a7c15;
        mixed = (mixed ^ mixed >> 30) * 0xbf58476d1ce4e5b9;
        mixed = (mixed ^ mixed >> 27) * 0x94d049bb133111eb;
        return mixed ^ mixed >> 31;
    }

private:
    std::uint64_t state_ = 0;
};

}  // namespace bitpeer::sim
