#pragma once
/// Blocks to make compact and to put together again.

#include <bitpeer/node/block_reconstruction.hpp>
#include <bitpeer/wire/block_view.hpp>
#include <bitpeer/wire/codec.hpp>
#include <bitpeer/wire/dialects/bitcoin.hpp>
#include <tests/unit/node/generated_chains.hpp>

#include <gtest/gtest.h>

#include <cstdint>
#include <utility>
#include <vector>

namespace bitpeer::test {

inline const wire::dialect& bitcoin = wire::dialects::bitcoin;

inline wire::block_view view_of(byte_view raw) { return wire::block_view::over(raw).value(); }

/// What a node that has seen all of a block's transactions has: all but the coinbase.
inline std::vector<pooled_transaction> pool_of(byte_view raw) {
    std::vector<pooled_transaction> pool;
    for (const auto& transaction : view_of(raw).transactions()) {
        pool.push_back(
            {transaction.txid(), transaction.wtxid(), shared_bytes::copy(transaction.bytes())}
        );
    }
    pool.erase(pool.begin());
    return pool;
}

/// Transactions that are in no block.
inline std::vector<pooled_transaction> strangers(std::uint32_t count) {
    std::vector<pooled_transaction> made;
    for (std::uint32_t i = 0; i < count; ++i) {
        const auto transaction = some_transaction(1'000'000 + i, true);
        made.push_back(
            {wire::txid(transaction),
             wire::wtxid(transaction),
             shared_bytes(wire::encode(transaction).value())}
        );
    }
    return made;
}

inline shared_bytes compacted(
    byte_view raw, compact_version version = compact_version::by_wtxid,
    const std::vector<std::uint16_t>& prefilled = {}
) {
    const auto made = make_cmpctblock(view_of(raw), 0x0123'4567'89ab'cdef, version, prefilled);
    return payload_of(made.value());
}

inline block_reconstruction begun(
    const shared_bytes& compact, compact_version version = compact_version::by_wtxid
) {
    auto made = block_reconstruction::begin(bitcoin, compact, {.version = version});
    EXPECT_TRUE(made) << made.error().message();
    return std::move(made).value();
}

/// What the peer answers.
inline shared_bytes answer_to(const wire::getblocktxn& question, byte_view raw) {
    // The question travels too.
    const auto arrived = wire::decode<wire::getblocktxn>(wire::encode(question).value()).value();
    EXPECT_EQ(arrived, question);
    return payload_of(answer_getblocktxn(view_of(raw), arrived).value());
}

/// A block of nine transactions behind the coinbase, the odd ones with a witness, and its compact
/// form.
class small_block : public ::testing::Test {
protected:
    small_block() {
        served_chain chain(networks::bitcoin_regtest);
        std::vector<wire::transaction> transactions;
        for (std::uint32_t i = 0; i < 9; ++i) {
            transactions.push_back(some_transaction(i, i % 2 == 1));
        }
        raw = extend(chain, transactions).raw;
        compact = make_cmpctblock(view_of(raw), 7, compact_version::by_wtxid).value();
        pool = pool_of(raw);
    }

    [[nodiscard]] block_reconstruction begin() const { return begun(payload_of(compact)); }

    shared_bytes raw;
    wire::cmpctblock compact;
    std::vector<pooled_transaction> pool;
};

}  // namespace bitpeer::test
