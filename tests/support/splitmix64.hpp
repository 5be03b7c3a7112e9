#pragma once
/// Randomness for tests: the same on every machine and in every run.

#include <bitpeer/base/random.hpp>

#include <cstdint>

namespace bitpeer::test {

/// The generator splitmix64 of Steele, Lea and Flood.
class splitmix64 final : public random_source {
public:
    explicit splitmix64(std::uint64_t seed) : state_(seed) {}

    std::uint64_t next() override {
        state_ += 0x9e3779b97f4a7c15;
        auto mixed = state_;
        mixed = (mixed ^ (mixed >> 30)) * 0xbf58476d1ce4e5b9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94d049bb133111eb;
        return mixed ^ (mixed >> 31);
    }

private:
    std::uint64_t state_;
};

}  // namespace bitpeer::test
