#pragma once
/// What to do when peers tell different things of the filters (BIP157): find the first block for
/// which they do, ask each for that block's filter, fetch the block and see whose filter is wrong.
///
/// All functions are thread-safe.

#include <bitpeer/base/hash256.hpp>
#include <bitpeer/node/compact_filter.hpp>
#include <bitpeer/node/filter_header_chain.hpp>
#include <bitpeer/node/header_chain.hpp>
#include <bitpeer/wire/messages/cfcheckpt.hpp>
#include <bitpeer/wire/messages/cfheaders.hpp>
#include <bitpeer/wire/messages/cfilter.hpp>
#include <bitpeer/wire/messages/getcfheaders.hpp>
#include <bitpeer/wire/messages/getcfilters.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <ranges>
#include <span>
#include <string_view>
#include <vector>

namespace bitpeer {

/// What one peer answered. `peer` is any number that the caller knows it by.
struct told_filter_headers {
    std::size_t peer = 0;
    wire::cfheaders answer;
    /// The checkpoint that this peer told for the stop block, if it told one: it is held to it.
    std::optional<hash256> promised{};
};

struct told_checkpoints {
    std::size_t peer = 0;
    wire::cfcheckpt answer;
};

/// Peers that say the same.
struct filter_party {
    hash256 claim;  ///< the filter's hash; between checkpoints the filter header
    std::vector<std::size_t> peers;

    friend bool operator==(const filter_party&, const filter_party&) = default;
};

/// An answer that needs no second opinion.
struct refused_answer {
    std::size_t peer = 0;
    filter_header_fault fault{};

    friend bool operator==(const refused_answer&, const refused_answer&) = default;
};

/// The first height at which peers disagree. Parties come in the order of their first peer.
struct filter_dispute {
    std::uint32_t height = 0;
    hash256 block;
    std::vector<filter_party> parties;

    /// Asks for the filter that settles it: to be sent to a peer of each party, beside a `getdata`
    /// for the block. Then `doubt_about` tells what each filter is worth.
    [[nodiscard]] wire::getcfilters request() const;
};

struct filter_header_comparison {
    std::vector<refused_answer> refused;
    std::optional<filter_dispute> dispute;
};

/// Compares answers to `getcfheaders` from one start on. Some may reach further than others.
[[nodiscard]] filter_header_comparison compare_filter_headers(
    const header_chain& blocks, const filter_header_start& start,
    std::span<const told_filter_headers> answers
);

/// The first checkpoint at which peers disagree.
struct checkpoint_dispute {
    std::uint32_t height = 0;
    hash256 block;
    filter_header_start start;  ///< behind the checkpoint on which they agree still
    std::vector<filter_party> parties;

    /// Asks for the headers between the two checkpoints: to be sent to a peer of each party, and
    /// the answers, together with the party's claim, to be given to `compare_filter_headers`.
    [[nodiscard]] wire::getcfheaders request() const;
};

struct checkpoint_comparison {
    std::vector<refused_answer> refused;
    std::optional<checkpoint_dispute> dispute;
};

/// Compares answers to `getcfcheckpt`. Some may reach further than others.
[[nodiscard]] checkpoint_comparison compare_checkpoints(
    const header_chain& blocks, std::span<const told_checkpoints> answers
);

/// Why a filter is none of its block.
enum class filter_doubt : std::uint8_t {
    wrong_type,      ///< another kind of filter
    wrong_block,     ///< the filter of another block
    not_as_claimed,  ///< its hash is not the one that the peer told before
    malformed,       ///< it cannot be decoded
    lacks_output,    ///< a script of the block's outputs is not in it
    differs,         ///< it is not the one that the block and the spent scripts make
};

/// The code's name as it stands above.
[[nodiscard]] std::string_view to_string(filter_doubt code);

namespace detail {

/// What can be said without the block.
[[nodiscard]] std::optional<filter_doubt> doubt_about_form(
    const filter_dispute& dispute, const hash256& claim, const wire::cfilter& filter
);

}  // namespace detail

/// What is wrong with the filter that a party presents for its claim, seen from the block (a
/// `wire::basic_block_view`). None is no proof: without the scripts that the block spends nobody
/// can tell whether these are in the filter, nor whether there are too many others.
template <class Block>
[[nodiscard]] std::optional<filter_doubt> doubt_about(
    const filter_dispute& dispute, const hash256& claim, const wire::cfilter& filter,
    const Block& block
) {
    if (const auto doubt = detail::doubt_about_form(dispute, claim, filter)) return doubt;
    if (block.hash() != dispute.block) return filter_doubt::wrong_block;
    const auto set = basic_filter_over(dispute.block, filter.filter);
    if (!set) return filter_doubt::malformed;
    std::vector<byte_view> outputs;
    for (const auto& transaction : block.transactions()) {
        for (const auto& output : transaction.outputs()) {
            if (in_basic_filter(output.script)) outputs.push_back(output.script);
        }
    }
    if (!set->contains_all(outputs)) return filter_doubt::lacks_output;
    return std::nullopt;
}

/// The same for who has the scripts that the block spends too: none is a proof here.
template <class Block, std::ranges::input_range Scripts>
[[nodiscard]] std::optional<filter_doubt> doubt_about(
    const filter_dispute& dispute, const hash256& claim, const wire::cfilter& filter,
    const Block& block, Scripts&& spent
) {
    if (const auto doubt = detail::doubt_about_form(dispute, claim, filter)) return doubt;
    if (block.hash() != dispute.block) return filter_doubt::wrong_block;
    const auto built = build_basic_filter(block, spent);
    if (!std::ranges::equal(built, filter.filter)) return filter_doubt::differs;
    return std::nullopt;
}

}  // namespace bitpeer
