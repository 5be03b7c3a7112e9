#include <bitpeer/node/partial_merkle_tree.hpp>
#include <bitpeer/wire/merkle.hpp>

#include <algorithm>
#include <optional>
#include <utility>

namespace bitpeer {

namespace {

/// A node's place: its height above the transactions, and its position in that row.
struct node_place {
    std::uint32_t height = 0;
    std::size_t position = 0;

    [[nodiscard]] node_place left() const { return {height - 1, 2 * position}; }
    [[nodiscard]] node_place right() const { return {height - 1, 2 * position + 1}; }
};

/// How many nodes a row has.
std::size_t row_width(std::size_t transactions, std::uint32_t height) {
    return (transactions + (std::size_t{1} << height) - 1) >> height;
}

std::uint32_t root_height(std::size_t transactions) {
    std::uint32_t height = 0;
    while (row_width(transactions, height) > 1) ++height;
    return height;
}

/// The walk over a received tree: depth first, left before right. Without recursion, though the
/// limit on transactions would keep that shallow: the stack is a line of ancestors.
class proof_walk {
public:
    explicit proof_walk(const wire::merkleblock& proof) : proof_(proof) {}

    /// The root, or nothing: then `fault` says why.
    std::optional<hash256> run() {
        node_place at{root_height(proof_.transaction_count), 0};
        for (;;) {
            const auto flag = take_flag();
            if (!flag) return std::nullopt;
            if (*flag && at.height > 0) {
                ancestors_.push_back({at, {}});
                at = at.left();
                continue;
            }
            auto hash = take_hash();
            if (!hash) return std::nullopt;
            if (*flag) matches_.push_back({static_cast<std::uint32_t>(at.position), *hash});
            const auto next = climb(*hash);
            if (fault_) return std::nullopt;
            if (!next) return hash;
            at = *next;
        }
    }

    [[nodiscard]] merkleblock_fault fault() const { return *fault_; }
    [[nodiscard]] std::size_t flags_used() const { return flags_used_; }
    [[nodiscard]] std::size_t hashes_used() const { return hashes_used_; }
    [[nodiscard]] std::vector<merkle_match> take_matches() { return std::move(matches_); }

private:
    struct ancestor {
        node_place at;
        std::optional<hash256> left;
    };

    std::optional<bool> take_flag() {
        if (flags_used_ / 8 >= proof_.flags.size()) {
            fault_ = merkleblock_fault::flags_exhausted;
            return std::nullopt;
        }
        const auto flag = (proof_.flags[flags_used_ / 8] >> (flags_used_ % 8) & 1) != 0;
        ++flags_used_;
        return flag;
    }

    std::optional<hash256> take_hash() {
        if (hashes_used_ >= proof_.hashes.size()) {
            fault_ = merkleblock_fault::hashes_exhausted;
            return std::nullopt;
        }
        return proof_.hashes[hashes_used_++];
    }

    /// Up from a node whose hash is known, to the next one to look at. Nothing at the root, whose
    /// hash `hash` is then, and where the proof fails.
    std::optional<node_place> climb(hash256& hash) {
        while (!ancestors_.empty()) {
            auto& above = ancestors_.back();
            if (above.left) {
                if (*above.left == hash) {
                    fault_ = merkleblock_fault::repeated;
                    return std::nullopt;
                }
                hash = wire::merkle_parent(*above.left, hash);
            } else {
                const auto right = above.at.right();
                if (right.position < row_width(proof_.transaction_count, right.height)) {
                    above.left = hash;
                    return right;
                }
                hash = wire::merkle_parent(hash, hash);
            }
            ancestors_.pop_back();
        }
        return std::nullopt;
    }

    const wire::merkleblock& proof_;
    std::size_t flags_used_ = 0;
    std::size_t hashes_used_ = 0;
    std::vector<ancestor> ancestors_;
    std::vector<merkle_match> matches_;
    std::optional<merkleblock_fault> fault_;
};

/// What can be said before the walk; with it, no claim leads to more than the message has.
std::optional<merkleblock_fault> sizes_fault(
    const wire::merkleblock& received, std::uint32_t max_transactions
) {
    if (received.transaction_count == 0) return merkleblock_fault::no_transactions;
    if (received.transaction_count > max_transactions) {
        return merkleblock_fault::too_many_transactions;
    }
    if (received.hashes.size() > received.transaction_count) {
        return merkleblock_fault::too_many_hashes;
    }
    if (received.flags.size() * 8 < received.hashes.size()) return merkleblock_fault::too_few_flags;
    return std::nullopt;
}

/// Whether flags stand where the tree has ended.
std::optional<merkleblock_fault> leftover_fault(
    const wire::merkleblock& received, const proof_walk& walk
) {
    if (walk.hashes_used() != received.hashes.size()) return merkleblock_fault::hashes_left_over;
    if (received.flags.size() != (walk.flags_used() + 7) / 8) {
        return merkleblock_fault::flags_left_over;
    }
    const auto used_of_last = walk.flags_used() % 8;
    if (used_of_last != 0 && received.flags.back() >> used_of_last != 0) {
        return merkleblock_fault::padding_not_zero;
    }
    return std::nullopt;
}

/// One row of the tree, and for each node whether something below it matches.
struct tree_row {
    std::vector<hash256> hashes;
    std::vector<bool> matched;
};

tree_row row_above(const tree_row& below) {
    tree_row row;
    const auto width = below.hashes.size();
    for (std::size_t i = 0; i < width; i += 2) {
        const auto right = std::min(i + 1, width - 1);
        row.hashes.push_back(wire::merkle_parent(below.hashes[i], below.hashes[right]));
        row.matched.push_back(below.matched[i] || below.matched[right]);
    }
    return row;
}

}  // namespace

std::string_view to_string(merkleblock_fault code) {
    switch (code) {
        case merkleblock_fault::no_transactions: return "no_transactions";
        case merkleblock_fault::too_many_transactions: return "too_many_transactions";
        case merkleblock_fault::too_many_hashes: return "too_many_hashes";
        case merkleblock_fault::too_few_flags: return "too_few_flags";
        case merkleblock_fault::flags_exhausted: return "flags_exhausted";
        case merkleblock_fault::hashes_exhausted: return "hashes_exhausted";
        case merkleblock_fault::repeated: return "repeated";
        case merkleblock_fault::hashes_left_over: return "hashes_left_over";
        case merkleblock_fault::flags_left_over: return "flags_left_over";
        case merkleblock_fault::padding_not_zero: return "padding_not_zero";
        case merkleblock_fault::wrong_root: return "wrong_root";
    }
    return "unknown";
}

result<std::vector<merkle_match>, merkleblock_fault> check_merkleblock(
    const wire::merkleblock& received, std::uint32_t max_transactions
) {
    if (const auto fault = sizes_fault(received, max_transactions)) return failed(*fault);
    proof_walk walk(received);
    const auto root = walk.run();
    if (!root) return failed(walk.fault());
    if (const auto fault = leftover_fault(received, walk)) return failed(*fault);
    if (*root != received.header.merkle_root) return failed(merkleblock_fault::wrong_root);
    return walk.take_matches();
}

wire::merkleblock build_merkleblock(
    const wire::block_header& header, std::span<const hash256> txids,
    const std::vector<bool>& matches
) {
    wire::merkleblock proof;
    proof.header = header;
    proof.transaction_count = static_cast<std::uint32_t>(txids.size());
    if (txids.empty()) return proof;

    std::vector<tree_row> rows(1);
    rows[0].hashes.assign(txids.begin(), txids.end());
    rows[0].matched = matches;
    rows[0].matched.resize(txids.size(), false);
    while (rows.back().hashes.size() > 1) rows.push_back(row_above(rows.back()));

    std::size_t flag_count = 0;
    std::vector<node_place> to_visit{{static_cast<std::uint32_t>(rows.size() - 1), 0}};
    while (!to_visit.empty()) {
        const auto at = to_visit.back();
        to_visit.pop_back();
        const bool matched = rows[at.height].matched[at.position];
        if (flag_count % 8 == 0) proof.flags.push_back(0);
        if (matched) proof.flags.back() |= static_cast<std::uint8_t>(1U << (flag_count % 8));
        ++flag_count;
        if (!matched || at.height == 0) {
            proof.hashes.push_back(rows[at.height].hashes[at.position]);
            continue;
        }
        const auto right = at.right();  // below the left one, so that it is visited after it
        if (right.position < rows[right.height].hashes.size()) to_visit.push_back(right);
        to_visit.push_back(at.left());
    }
    return proof;
}

}  // namespace bitpeer
