#pragma once
/// The chain of filter headers (BIP157). Unlike block headers they carry no work: anybody can make
/// up a chain of them, so that it takes several peers who agree, or a look at a block where they do
/// not (`filter_dispute.hpp`).

#include <bitpeer/base/hash256.hpp>
#include <bitpeer/base/result.hpp>
#include <bitpeer/node/header_chain.hpp>
#include <bitpeer/wire/messages/cfcheckpt.hpp>
#include <bitpeer/wire/messages/cfheaders.hpp>
#include <bitpeer/wire/messages/cfilter.hpp>
#include <bitpeer/wire/messages/getcfheaders.hpp>

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace bitpeer {

/// Why a message about filters is not taken.
enum class filter_header_fault : std::uint8_t {
    wrong_type,         ///< it speaks of another kind of filter
    unknown_block,      ///< of a block that the chain does not have
    wrong_count,        ///< as many hashes as do not fit between start and stop
    not_linked,         ///< they follow another filter header than the one that is known
    checkpoint_missed,  ///< they lead to another filter header than a checkpoint says
    wrong_filter,       ///< the filter is not the one that the filter header names
};

/// The code's name as it stands above.
[[nodiscard]] std::string_view to_string(filter_header_fault code);

/// Where a run of filter hashes begins.
struct filter_header_start {
    std::uint32_t height = 0;  ///< of the first block
    hash256 previous;          ///< the filter header before it; zero before the first block

    friend bool operator==(const filter_header_start&, const filter_header_start&) = default;
};

/// The filter headers that an answer to `getcfheaders` from `start` on comes down to, one a block.
[[nodiscard]] result<std::vector<hash256>, filter_header_fault> linked_filter_headers(
    const header_chain& blocks, const filter_header_start& start, const wire::cfheaders& answer
);

/// What is wrong with the form of an answer to `getcfcheckpt`: checkpoints prove nothing.
[[nodiscard]] std::optional<filter_header_fault> fault_of(
    const header_chain& blocks, const wire::cfcheckpt& answer
);

/// The filter headers of the blocks of a chain, from the first block on, as far as their owner
/// takes them for true. 32 bytes each. The chain must outlive it. Not thread-safe.
///
///     while (auto question = filters.next_request(peer_height)) {
///         // ask several peers, compare_filter_headers(…), and then
///         filters.append(answer);
///     }
class filter_header_chain {
public:
    explicit filter_header_chain(const header_chain& blocks) : blocks_(&blocks) {}

    /// How many blocks' filter headers are known: those of the heights below.
    [[nodiscard]] std::uint32_t size() const { return static_cast<std::uint32_t>(headers_.size()); }

    /// The filter header of the block at a height below `size()`.
    [[nodiscard]] const hash256& header_at(std::uint32_t height) const {
        return headers_.at(height);
    }

    /// Where the next answer has to begin.
    [[nodiscard]] filter_header_start next() const {
        return {size(), headers_.empty() ? hash256{} : headers_.back()};
    }

    /// Checkpoints that later headers have to meet: those of `cfcheckpt` messages that agree, or
    /// known to the owner. An error where headers that are there already do not: they stay, and the
    /// checkpoints are not taken.
    result<void, filter_header_fault> expect(std::vector<hash256> checkpoints);

    /// Asks for the headers that come next, up to height `last` at most: what the peer announced.
    [[nodiscard]] std::optional<wire::getcfheaders> next_request(std::uint32_t last) const;

    /// Takes an answer to it: all of it or, with an error, nothing. Gives the number of headers
    /// that are new.
    result<std::uint32_t, filter_header_fault> append(const wire::cfheaders& answer);

    /// Whether this is the filter of its block, whose height it gives then. A block whose filter
    /// header is not there yet is unknown.
    [[nodiscard]] result<std::uint32_t, filter_header_fault> check(const wire::cfilter& filter
    ) const;

    /// Forgets all but the first `count` headers. To be called with `fork + 1` when the chain of
    /// blocks was reorganized.
    void cut(std::uint32_t count);

private:
    [[nodiscard]] bool meets_checkpoint(std::uint32_t height, const hash256& header) const;

    const header_chain* blocks_;
    std::vector<hash256> headers_;
    std::vector<hash256> checkpoints_;  // of the heights 1000, 2000, …
};

}  // namespace bitpeer
