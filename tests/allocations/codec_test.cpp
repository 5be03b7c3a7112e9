/// The codec: nothing where bytes are only looked at, one allocation per list where values are
/// made.

#include <bitpeer/wire/block_view.hpp>
#include <bitpeer/wire/block_walk.hpp>
#include <bitpeer/wire/codec.hpp>
#include <bitpeer/wire/compact_block_view.hpp>
#include <bitpeer/wire/merkle.hpp>
#include <bitpeer/wire/messages/addr.hpp>
#include <bitpeer/wire/messages/addrv2.hpp>
#include <bitpeer/wire/messages/cmpctblock.hpp>
#include <bitpeer/wire/messages/headers.hpp>
#include <bitpeer/wire/messages/inv.hpp>
#include <bitpeer/wire/messages/ping.hpp>
#include <bitpeer/wire/messages/tx.hpp>
#include <bitpeer/wire/messages/version.hpp>
#include <bitpeer/wire/packed_view.hpp>
#include <bitpeer/wire/transaction_view.hpp>
#include <tests/allocations/operation.hpp>

#include <gtest/gtest.h>

#include <vector>

namespace bitpeer::wire {
namespace {

template <class M>
bytes payload_of(const M& message) {
    return encode(message).value();
}

transaction payment(bool witnessed) {
    transaction made;
    for (int i = 0; i < 3; ++i) {
        auto& input = made.inputs.emplace_back();
        input.script = bytes(witnessed ? 0 : 107, 1);
        if (witnessed) input.witness = {bytes(72, 1), bytes(33, 2)};
    }
    for (int i = 0; i < 2; ++i) made.outputs.push_back({.value = 1, .script = bytes(25, 2)});
    return made;
}

block block_of(std::size_t transactions, bool witnessed) {
    block made;
    for (std::size_t i = 0; i < transactions; ++i) {
        made.transactions.push_back(payment(witnessed));
    }
    return made;
}

cmpctblock compact_block() {
    cmpctblock made;
    made.transactions.short_ids.resize(1'000);
    made.transactions.prefilled.push_back({0, payment(false)});
    return made;
}

version full_version() {
    version made;
    made.user_agent = "/a name that does not fit into a string by itself:1.0/";
    return made;
}

/// A message that is a list, of so many.
template <class M>
M of(std::size_t count) {
    M made;
    made.items.resize(count);
    return made;
}

template <class M>
test::operation decoding(const char* name, std::size_t allocations, const M& message) {
    return {name, allocations, [payload = payload_of(message)] { test::use(decode<M>(payload)); }};
}

template <class M>
test::operation encoding(const char* name, const M& message) {
    return {name, 1, [message] { test::use(encode(message)); }};
}

template <class M>
test::operation checking(const char* name, const M& message) {
    return {name, 0, [payload = payload_of(message)] { test::use(check<M>(payload)); }};
}

void visit(byte_view payload) {
    std::size_t seen = 0;
    for (const auto& transaction : block_view::over(payload)->transactions()) {
        for (const auto& input : transaction.inputs()) {
            seen += input.script.size() + input.previous.index;
            for (const auto item : input.witness) seen += item.size();
        }
        for (const auto& output : transaction.outputs()) seen += output.script.size();
        seen += transaction.txid().bytes[0] + transaction.wtxid().bytes[0];
    }
    test::use(seen);
}

struct counting_listener {
    std::size_t seen = 0;
    void input(const walked_input& told) { seen += told.script().size(); }
    void output(const output_view& told) { seen += told.script.size(); }
    void transaction(byte_view told) { seen += told.size(); }
};

std::vector<test::operation> table() {
    const auto plain = payload_of(block_of(100, false));
    const auto witnessed = payload_of(block_of(100, true));
    const auto inventory_payload = payload_of(of<inv>(1'000));
    const auto compact = payload_of(compact_block());
    // Makes the hashers that each thread keeps.
    visit(plain);
    (void)merkle_root(block_of(1, false));
    return {
        decoding("ping_decode", 0, ping{7}),
        decoding("version_decode", 1, full_version()),
        decoding("inv_1_decode", 1, of<inv>(1)),
        decoding("inv_50000_decode", 1, of<inv>(50'000)),
        decoding("headers_2000_decode", 1, of<headers>(2'000)),
        decoding("addr_1000_decode", 1, of<addr>(1'000)),
        decoding("addrv2_1000_decode", 3, of<addrv2>(1'000)),
        decoding("tx_decode", 2, tx{payment(false)}),
        decoding("tx_with_witnesses_decode", 5, tx{payment(true)}),  // and one per witness
        decoding("cmpctblock_decode", 4, compact_block()),
        decoding("block_decode", 201, block_of(100, false)),
        decoding("block_with_witnesses_decode", 501, block_of(100, true)),
        encoding("ping_encode", ping{7}),
        encoding("version_encode", full_version()),
        encoding("inv_50000_encode", of<inv>(50'000)),
        encoding("headers_2000_encode", of<headers>(2'000)),
        encoding("addr_1000_encode", of<addr>(1'000)),
        encoding("addrv2_1000_encode", of<addrv2>(1'000)),
        encoding("tx_encode", tx{payment(true)}),
        encoding("cmpctblock_encode", compact_block()),
        encoding("block_encode", block_of(100, true)),
        checking("ping_check", ping{7}),
        checking("version_check", full_version()),
        checking("inv_50000_check", of<inv>(50'000)),
        checking("headers_2000_check", of<headers>(2'000)),
        checking("addr_1000_check", of<addr>(1'000)),
        checking("addrv2_1000_check", of<addrv2>(1'000)),
        checking("tx_check", tx{payment(true)}),
        checking("cmpctblock_check", compact_block()),
        checking("block_check", block_of(100, true)),
        {"block_view", 0, [plain] { visit(plain); }},
        {"block_with_witnesses_view", 0, [witnessed] { visit(witnessed); }},
        {"block_walk",
         0,
         [witnessed] {
             counting_listener listener;
             test::use(walk_block(witnessed, listener));
             test::use(listener);
         }},
        {"inv_view",
         0,
         [inventory_payload] {
             const auto items = packed_view<inventory>::over<inv>(inventory_payload).value();
             for (const auto& item : items) test::use(item);
         }},
        {"cmpctblock_view",
         0,
         [compact] {
             const auto view = compact_block_view::over(compact).value();
             for (const auto& id : view.short_ids()) test::use(id);
             for (const auto& came : view.prefilled()) test::use(came);
         }},
        // The names, and each row of the tree in the place of the one below.
        {"merkle_root", 5, [block = block_of(99, false)] { test::use(merkle_root(block)); }},
    };
}

class codec_allocations : public testing::TestWithParam<test::operation> {};

TEST_P(codec_allocations, are_as_the_table_says) {
    const auto& [name, allocations, run] = GetParam();
    EXPECT_EQ(test::allocations_of(run), allocations);
}

INSTANTIATE_TEST_SUITE_P(
    each_operation, codec_allocations, testing::ValuesIn(table()), test::named_operation{}
);

/// One for the list of transactions, and one for each list in each of them.
TEST(codec_allocations, of_a_block_grow_with_its_transactions_only) {
    for (const std::size_t count : {1U, 10U, 300U}) {
        const auto payload = payload_of(block_of(count, false));
        const auto made = test::allocations_of([&] { test::use(decode<block>(payload)); });
        EXPECT_EQ(made, 1 + 2 * count);
    }
}

}  // namespace
}  // namespace bitpeer::wire
