// Compact blocks where only version 1 exists, names are X11 and transactions have no witness.

#include <bitpeer/node/block_reconstruction.hpp>
#include <bitpeer/wire/dash/block_view.hpp>
#include <bitpeer/wire/dash/messages/blocktxn.hpp>
#include <bitpeer/wire/dash/messages/cmpctblock.hpp>
#include <bitpeer/wire/dialects/dash.hpp>
#include <tests/unit/node/generated_chains.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <vector>

namespace bitpeer {
namespace {

TEST(dash_compact_block, comes_back_to_the_byte) {
    served_chain chain(networks::dash_regtest);
    std::vector<bytes> transactions;
    for (std::uint32_t i = 0; i < 7; ++i) {
        transactions.push_back(wire::encode(test::some_transaction(i)).value());
    }
    const shared_bytes raw(
        generate_raw_block(chain.network(), chain.headers(), test::today, {}, transactions).value()
    );
    ASSERT_TRUE(chain.append(raw));
    const auto block = wire::dash::block_view::over(raw).value();
    const auto compact = make_cmpctblock(block, 99, compact_version::by_txid).value();

    auto made = block_reconstruction::begin<wire::dash::transaction>(
        wire::dialects::dash, test::payload_of(compact), {.version = compact_version::by_txid}
    );
    ASSERT_TRUE(made) << made.error().message();
    EXPECT_EQ(made->hash(), chain.headers().tip());
    std::size_t position = 0;
    for (const auto& transaction : block.transactions()) {
        if (position++ % 2 == 0) continue;
        made->offer(transaction.txid(), shared_bytes::copy(transaction.bytes()));
    }
    const auto question = made->request().value();
    EXPECT_EQ(question.indexes, (wire::index_list{2, 4, 6}));
    const auto answer = answer_getblocktxn(block, question).value();
    ASSERT_TRUE(made->take(test::payload_of(answer)));
    EXPECT_TRUE(std::ranges::equal(made->block().value(), raw.view()));
}

}  // namespace
}  // namespace bitpeer
