#pragma once
/// What the benchmarks of blocks work on: the block that others measure with, 413567 of Bitcoin:
/// 999,887 bytes, 1,557 transactions, 4,887 inputs, 3,581 outputs.

#include <bitpeer/base/bytes.hpp>
#include <bitpeer/wire/codec.hpp>
#include <bitpeer/wire/messages/block.hpp>
#include <tests/support/data_folder.hpp>

#include <benchmark/benchmark.h>

#include <cstdint>
#include <fstream>
#include <iterator>
#include <utility>

namespace block_413567_detail {

/// A block of the same shape, where the data folder is missing.
inline bitpeer::bytes generated() {
    using namespace bitpeer;
    wire::block made;
    for (std::size_t i = 0; i < 1'557; ++i) {
        wire::transaction one;
        one.lock_time = static_cast<std::uint32_t>(i);
        for (std::size_t input = 0; input < (i % 7 == 0 ? 4 : 3); ++input) {
            // A signature and a compressed key, or a script of several.
            const bytes script(input == 2 ? 190 : 107, static_cast<std::uint8_t>(i));
            one.inputs.push_back(
                {.previous = {}, .script = wire::var_bytes<>(script), .witness = {}}
            );
        }
        for (std::size_t output = 0; output < (i % 3 == 0 ? 3 : 2); ++output) {
            const bytes script(25, static_cast<std::uint8_t>(i));
            one.outputs.push_back({.value = 1, .script = wire::var_bytes<>(script)});
        }
        made.transactions.push_back(std::move(one));
    }
    return wire::encode(made).value();
}

}  // namespace block_413567_detail

/// Its payload.
inline const bitpeer::bytes& block_413567() {
    static const bitpeer::bytes payload = [] {
        std::ifstream file(
            bitpeer::test::data_folder() / "blocks/block413567.raw", std::ios::binary
        );
        bitpeer::bytes raw(std::istreambuf_iterator<char>(file), {});
        return raw.empty() ? block_413567_detail::generated() : raw;
    }();
    return payload;
}

/// Says which block it was, and how many bytes a second.
inline void note_block_413567(benchmark::State& state) {
    const auto size = block_413567().size();
    state.SetLabel(size == 999'887 ? "block 413567" : "generated block");
    state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(size));
}
