#pragma once
/// Block filters (BIP158): a client sees by a filter whether a block concerns it and fetches only
/// such blocks; who serves it learns nothing of what it looks for. How to get filters, and whom to
/// believe: `filter_header_chain.hpp`.
///
///     const auto filter = basic_filter_over(message.block_hash, message.filter);
///     if (filter && filter->contains_any(my_scripts)) fetch(message.block_hash);
///
/// All functions are thread-safe and never throw (but for memory).

#include <bitpeer/base/bytes.hpp>
#include <bitpeer/base/hash256.hpp>
#include <bitpeer/base/result.hpp>
#include <bitpeer/node/golomb_coded_set.hpp>

#include <concepts>
#include <cstdint>
#include <ranges>

namespace bitpeer {

/// The coding of basic filters.
inline constexpr golomb_coding basic_filter_coding{
    .remainder_bits = 19,
    .inverse_rate = 784'931,
    .empty = golomb_coding::empty_set::zero_count,
};

/// The coding of version 2 filters of Decred and what came of it (Exchangecoin's `cfilterv2`).
/// Their key is made from the block's merkle root, and what is in them is another matter. They are
/// named by BLAKE-256, which this library does not have.
inline constexpr golomb_coding decred_filter_coding{
    .remainder_bits = 19,
    .inverse_rate = 784'931,
    .empty = golomb_coding::empty_set::no_bytes,
};

/// Whether a basic filter holds this output's script: not the empty one, nor those that begin with
/// OP_RETURN, which nobody can spend.
[[nodiscard]] constexpr bool in_basic_filter(byte_view output_script) {
    constexpr std::uint8_t op_return = 0x6a;
    return !output_script.empty() && output_script[0] != op_return;
}

/// The basic filter of a block. `spent` are the scripts of the outputs that its inputs spend, in
/// any order, which a block itself does not tell; the coinbase's spends none. `Block` is a
/// `wire::basic_block_view`.
template <class Block, std::ranges::input_range Scripts>
    requires std::convertible_to<std::ranges::range_reference_t<Scripts>, byte_view>
[[nodiscard]] bytes build_basic_filter(const Block& block, Scripts&& spent) {
    golomb_set_builder builder(golomb_key(block.hash()));
    for (const auto& transaction : block.transactions()) {
        for (const auto& output : transaction.outputs()) {
            if (in_basic_filter(output.script)) builder.add(output.script);
        }
    }
    for (const auto& script : spent) {
        if (byte_view(script).empty()) continue;
        builder.add(script);
    }
    return builder.finish(basic_filter_coding);
}

/// A basic filter as it came, ready to be asked; `filter` must outlive the result.
[[nodiscard]] inline result<golomb_coded_set, golomb_fault> basic_filter_over(
    const hash256& block, byte_view filter
) {
    return golomb_coded_set::over(basic_filter_coding, golomb_key(block), filter);
}

/// What names a filter: SHA-256 twice over its bytes.
[[nodiscard]] hash256 filter_hash(byte_view filter);

/// What commits to a block's filter and to those of all blocks before it. Before the first block
/// stands zero.
[[nodiscard]] hash256 filter_header(const hash256& filter_hash, const hash256& previous_header);

}  // namespace bitpeer
