#pragma once
/// The chain of headers that a node follows, by height, from the first block on.

#include <bitpeer/base/assert.hpp>
#include <bitpeer/base/hash256.hpp>
#include <bitpeer/base/result.hpp>
#include <bitpeer/params/network.hpp>
#include <bitpeer/wire/header_layout.hpp>
#include <bitpeer/wire/locator.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace bitpeer {

/// Whether a header's hash has to meet its target.
enum class work_rule : std::uint8_t {
    checked,    ///< the hash that the dialect says
    unchecked,  ///< this library does not compute that hash: Litecoin's scrypt
};

/// The rule of the network's dialect.
[[nodiscard]] work_rule work_rule_of(const network& of);

/// Why a header cannot stand where it was put.
enum class header_fault : std::uint8_t {
    unknown_parent,      ///< the first one follows no block of ours
    not_linked,          ///< follows another block than the one before it in the batch
    target_above_limit,  ///< claims less work than the network asks of any block
    no_proof_of_work,    ///< its hash does not meet the target that it claims
    too_many,            ///< the chain is as long as its owner allows
};

[[nodiscard]] std::string_view to_string(header_fault code);

struct header_error {
    header_fault code{};
    std::size_t index = 0;  ///< of the header in its batch
    hash256 hash;           ///< of the header

    /// "no_proof_of_work: header 17 of the batch, 00ab…".
    [[nodiscard]] std::string message() const;
};

/// What a batch of headers changed.
struct chain_change {
    std::uint32_t fork = 0;     ///< the height of the last block that stays
    std::uint32_t removed = 0;  ///< blocks above it that are gone
    std::uint32_t added = 0;    ///< blocks above it that are new; 0: nothing happened
    bool weaker = false;        ///< a branch with no more work than ours: not taken
};

/// A run of blocks of one chain.
struct height_range {
    std::uint32_t first = 0;
    std::uint32_t count = 0;

    friend bool operator==(height_range, height_range) = default;
};

/// Whether the block that a locator's `stop` names is wanted itself.
enum class stop_block : std::uint8_t {
    included,  ///< `getheaders`
    excluded,  ///< `getblocks`
};

/// One branch of blocks in memory, some 200 bytes each. It checks that headers link and that each
/// has the work that it claims, at least the network's minimum. It does not check that the claim is
/// the one that the retargeting rules ask for, nor times: whoever follows a live network from one
/// peer alone trusts that peer with these.
///
/// There is no memory of side branches. A batch that forks off below the tip replaces what stands
/// there if it brings more work by itself, and is forgotten otherwise: a branch wins in one
/// `headers` message or not at all.
///
/// Not thread-safe.
class header_chain {
public:
    /// What the chain may grow to unless its owner says otherwise: longer than any in 2026.
    static constexpr std::size_t default_max_headers = 4'000'000;

    explicit header_chain(const network& of) : header_chain(of, work_rule_of(of)) {}
    header_chain(const network& of, work_rule rule, std::size_t max_headers = default_max_headers);

    /// The dialect of the chain's network.
    [[nodiscard]] const wire::dialect& dialect() const { return *dialect_; }

    /// The height of the last block.
    [[nodiscard]] std::uint32_t height() const {
        return static_cast<std::uint32_t>(hashes_.size() - 1);
    }
    /// The hash of the last block.
    [[nodiscard]] const hash256& tip() const { return hashes_.back(); }

    /// The block at a height that the chain has.
    [[nodiscard]] wire::header_view header_at(std::uint32_t at) const {
        ensure(at <= height());
        return {dialect_->header, headers_[at]};
    }
    [[nodiscard]] const hash256& hash_at(std::uint32_t at) const { return hashes_.at(at); }

    /// The height of the block with this hash; nothing when the chain lacks it.
    [[nodiscard]] std::optional<std::uint32_t> find(const hash256& hash) const;

    /// The median of the times of the eleven blocks up to `at`: the next block must be later.
    [[nodiscard]] std::uint32_t median_time_past(std::uint32_t at) const;

    /// Puts a header on the tip: as many bytes as the dialect's headers have.
    result<std::uint32_t, header_error> append(byte_view header);
    /// The same for the struct of the dialect's header.
    template <wire::described Header>
    result<std::uint32_t, header_error> append(const Header& header) {
        return append(byte_view(wire::encode(header).value()));
    }

    /// Takes a batch as a `headers` message brings it: each links to the one before, the first to
    /// any block of ours. What we have already is skipped. All of it is taken or nothing.
    result<chain_change, header_error> connect(const wire::header_batch& batch);

    /// What we have, as `getheaders` and `getblocks` say it: the tip, its eleven predecessors, then
    /// with gaps that double, and the first block.
    [[nodiscard]] wire::locator locator() const { return locator_from(height()); }
    /// The same as if the chain ended at height `at`. From the tip's parent, no answer is empty.
    [[nodiscard]] wire::locator locator_from(std::uint32_t at) const;

    /// The height of the first block in the locator that we have; 0 when we have none.
    [[nodiscard]] std::uint32_t fork_point(const wire::locator& of) const;

    /// The blocks that follow what a locator says, at most `max`, to its `stop`. A `stop` that does
    /// not follow stops nothing.
    [[nodiscard]] height_range after(const wire::locator& from, std::uint32_t max, stop_block stop)
        const;

private:
    [[nodiscard]] std::optional<header_fault> fault_of(byte_view header, const hash256& hash) const;
    void push(byte_view header, const hash256& hash);
    void cut(std::uint32_t last);

    const wire::dialect* dialect_;
    std::optional<hash256> easiest_target_;  // nothing: the network names none
    work_rule rule_;
    std::size_t max_headers_;
    wire::header_batch headers_;
    std::vector<hash256> hashes_;
    std::unordered_map<hash256, std::uint32_t> heights_;
};

}  // namespace bitpeer
