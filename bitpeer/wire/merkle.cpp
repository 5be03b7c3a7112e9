#include <bitpeer/crypto/sha256.hpp>
#include <bitpeer/wire/merkle.hpp>

#include <algorithm>
#include <array>
#include <vector>

namespace bitpeer::wire {

hash256 merkle_parent(const hash256& left, const hash256& right) {
    std::array<std::uint8_t, 64> joined;
    std::ranges::copy(left.bytes, joined.begin());
    std::ranges::copy(right.bytes, joined.begin() + 32);
    return crypto::sha256d(joined);
}

merkle_verdict merkle_root(
    std::span<const hash256> leaves, hash256 (*parent)(const hash256& left, const hash256& right)
) {
    merkle_verdict verdict;
    std::vector<hash256> row(leaves.begin(), leaves.end());
    if (row.empty()) return verdict;
    while (row.size() > 1) {
        for (std::size_t i = 0; i + 1 < row.size(); i += 2) {
            verdict.mutated = verdict.mutated || row[i] == row[i + 1];
        }
        if (row.size() % 2 == 1) row.push_back(row.back());
        for (std::size_t i = 0; i < row.size() / 2; ++i)
            row[i] = parent(row[2 * i], row[2 * i + 1]);
        row.resize(row.size() / 2);
    }
    verdict.root = row.front();
    return verdict;
}

merkle_verdict merkle_root(const block& of) {
    std::vector<hash256> leaves;
    leaves.reserve(of.transactions.size());
    for (const auto& tx : of.transactions) leaves.push_back(txid(tx));
    return merkle_root(leaves);
}

hash256 witness_merkle_root(const block& of) {
    std::vector<hash256> leaves;
    leaves.reserve(of.transactions.size());
    for (const auto& tx : of.transactions) {
        leaves.push_back(leaves.empty() ? hash256{} : wtxid(tx));
    }
    return merkle_root(leaves).root;
}

hash256 witness_commitment(const hash256& witness_root, const hash256& reserved) {
    return merkle_parent(witness_root, reserved);
}

}  // namespace bitpeer::wire
