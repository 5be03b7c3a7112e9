#pragma once
/// What the benchmarks of blocks work on.

#include <bitpeer/base/bytes.hpp>

#include <fstream>
#include <iterator>

/// A real block of 1 MB; none where the data folder is missing.
inline const bitpeer::bytes& block_413567() {
    static const bitpeer::bytes payload = [] {
        std::ifstream file(BITPEER_DATA_DIR "/blocks/block413567.raw", std::ios::binary);
        return bitpeer::bytes(std::istreambuf_iterator<char>(file), {});
    }();
    return payload;
}
