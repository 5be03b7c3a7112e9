#include <bitpeer/crypto/sha256.hpp>
#include <bitpeer/wire/encoder.hpp>
#include <bitpeer/wire/exchangecoin/names.hpp>
#include <bitpeer/wire/exchangecoin/transaction_view.hpp>

#include <algorithm>
#include <array>
#include <vector>

namespace bitpeer::wire::exchangecoin {

namespace {

hash256 hash_of(const transaction& of, serialization parts) {
    crypto::sha256_hasher hasher;
    encoder out(hasher);
    of.write(out, parts);
    return hasher.finish();
}

merkle_verdict root_over(const auto& transactions) {
    std::vector<hash256> leaves;
    leaves.reserve(transactions.size());
    for (const auto& transaction : transactions) leaves.push_back(full_hash(transaction));
    return merkle_root(leaves);
}

}  // namespace

hash256 block_hash(const block_header& header) {
    std::array<std::uint8_t, 280> serialized;
    span_sink sink(serialized);
    encoder(sink).write(header);
    return crypto::sha256(serialized);
}

hash256 tx_hash(const transaction& of) { return hash_of(of, serialization::prefix); }

hash256 witness_hash(const transaction& of) { return hash_of(of, serialization::witness); }

hash256 full_hash(const transaction& of) { return joined_hash(tx_hash(of), witness_hash(of)); }

hash256 joined_hash(const hash256& tx_hash, const hash256& witness_hash) {
    std::array<std::uint8_t, 64> joined;
    std::ranges::copy(tx_hash.bytes, joined.begin());
    std::ranges::copy(witness_hash.bytes, joined.begin() + 32);
    return crypto::sha256(joined);
}

merkle_verdict merkle_root(std::span<const hash256> leaves) {
    // A node is made from its children as a full hash is from its parts.
    return wire::merkle_root(leaves, [](std::span<const hash256> row, std::span<hash256> parents) {
        for (std::size_t i = 0; i < parents.size(); ++i) {
            parents[i] = joined_hash(row[2 * i], row[2 * i + 1]);
        }
    });
}

merkle_verdict merkle_root(const block& of) { return root_over(of.transactions); }

merkle_verdict stake_root(const block& of) { return root_over(of.stake_transactions); }

hash256 tx_hash_of_checked(byte_view transaction) {
    return transaction_view::over_checked(transaction).tx_hash();
}

hash256 full_hash_of_checked(byte_view transaction) {
    return transaction_view::over_checked(transaction).full_hash();
}

}  // namespace bitpeer::wire::exchangecoin
