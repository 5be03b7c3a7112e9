/// The names of a transaction from the hash that a v1 frame has computed already.

#include <bitpeer/base/hex.hpp>
#include <bitpeer/wire/dialects/bitcoin.hpp>
#include <bitpeer/wire/dialects/dash.hpp>
#include <bitpeer/wire/dialects/litecoin.hpp>
#include <bitpeer/wire/transaction_view.hpp>
#include <tests/support/arbitrary_transaction.hpp>
#include <tests/support/litecoin_transactions.hpp>
#include <tests/support/splitmix64.hpp>

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace bitpeer::wire {
namespace {

using namespace test::litecoin_forms;

/// The same as from the bytes alone, which the tests of the views compare with decoding.
void expect_same_names(const dialect& of, byte_view payload) {
    const auto digest = of.frame_digest(payload);
    const auto names = of.ids(payload, &digest);
    const auto alone = of.ids(payload, nullptr);
    EXPECT_EQ(names.txid, alone.txid);
    EXPECT_EQ(names.wtxid, alone.wtxid);
    EXPECT_EQ(names.txid, of.txid(payload));
    for (const auto* told : {&digest, static_cast<const hash256*>(nullptr)}) {
        EXPECT_EQ(of.id(payload, inventory_kind::txid, told), names.txid);
        EXPECT_EQ(of.id(payload, inventory_kind::wtxid, told), names.wtxid);
    }
}

TEST(transaction_names, are_the_same_with_the_frames_digest_and_without) {
    for (const auto& text : {plain, witness_only, with_mweb, with_both, hogex}) {
        SCOPED_TRACE(text);
        for (const std::string behind : {"", "00", "ffff"}) {
            const auto payload = from_hex(text + behind).value();
            expect_same_names(dialects::litecoin, payload);
            if (text == plain || text == witness_only)
                expect_same_names(dialects::bitcoin, payload);
            if (text == plain) expect_same_names(dialects::dash, payload);
        }
    }
    test::splitmix64 random{5};
    for (int round = 0; round < 200; ++round) {
        transaction made;
        arbitrary_of(made, random);
        if (const auto payload = encode(made)) expect_same_names(dialects::bitcoin, *payload);
    }
}

TEST(transaction_names, need_no_other_hash_where_the_digest_is_of_all_of_it) {
    const auto payload = from_hex(witness_only).value();
    const hash256 told{{1, 2, 3}};  // not its digest: whoever is believed is not computed again
    EXPECT_EQ(dialects::bitcoin.ids(payload, &told).wtxid, told);
    EXPECT_EQ(dialects::bitcoin.ids(from_hex(plain).value(), &told).txid, told);
    EXPECT_NE(dialects::bitcoin.ids(payload, &told).txid, told);
}

}  // namespace
}  // namespace bitpeer::wire
