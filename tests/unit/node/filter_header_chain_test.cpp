#include <bitpeer/node/filter_header_chain.hpp>
#include <tests/unit/node/mined_headers.hpp>
#include <tests/unit/node/told_filters.hpp>

#include <gtest/gtest.h>

#include <utility>

namespace bitpeer {
namespace {

class filter_headers : public ::testing::Test {
protected:
    static const header_chain& blocks() {
        static const auto chain = test::chain_of(4321);
        return chain;
    }

    wire::cfheaders next_answer() { return honest.answer(*chain.next_request(4321)); }

    test::filter_teller honest{blocks()};
    filter_header_chain chain{blocks()};
};

TEST_F(filter_headers, are_fetched_in_the_largest_steps) {
    std::vector<std::uint32_t> steps;
    while (const auto question = chain.next_request(blocks().height())) {
        const auto added = chain.append(honest.answer(*question));
        ASSERT_TRUE(added) << to_string(added.error());
        steps.push_back(*added);
    }
    EXPECT_EQ(steps, (std::vector<std::uint32_t>{2000, 2000, 322}));
    EXPECT_EQ(chain.size(), 4322U);
    for (const std::uint32_t at : {0U, 1U, 1999U, 2000U, 4321U}) {
        EXPECT_EQ(chain.header_at(at), honest.header_at(at));
    }
}

TEST_F(filter_headers, are_asked_for_no_further_than_the_peer_knows) {
    EXPECT_EQ(chain.next_request(10)->stop_hash, blocks().hash_at(10));
    EXPECT_EQ(chain.append(honest.answer(*chain.next_request(10))), 11U);
    EXPECT_FALSE(chain.next_request(10));
    EXPECT_EQ(chain.next_request(11)->start_height, 11U);
}

TEST_F(filter_headers, of_another_kind_are_refused) {
    auto answer = next_answer();
    answer.type = {1};
    EXPECT_EQ(chain.append(answer).error(), filter_header_fault::wrong_type);
}

TEST_F(filter_headers, of_an_unknown_block_are_refused) {
    auto answer = next_answer();
    answer.stop_hash.bytes[0] ^= 1;
    EXPECT_EQ(chain.append(answer).error(), filter_header_fault::unknown_block);
}

TEST_F(filter_headers, of_the_wrong_number_are_refused) {
    auto answer = next_answer();
    answer.filter_hashes.pop_back();
    EXPECT_EQ(chain.append(answer).error(), filter_header_fault::wrong_count);
    answer.filter_hashes.resize(2001);
    EXPECT_EQ(chain.append(answer).error(), filter_header_fault::wrong_count);
    answer.filter_hashes.clear();
    EXPECT_EQ(chain.append(answer).error(), filter_header_fault::wrong_count);
    EXPECT_EQ(chain.size(), 0U);
}

TEST_F(filter_headers, that_are_there_already_are_refused) {
    const auto answer = next_answer();
    ASSERT_TRUE(chain.append(answer));
    EXPECT_EQ(chain.append(answer).error(), filter_header_fault::wrong_count);
    wire::cfheaders nothing;
    nothing.stop_hash = answer.stop_hash;  // as many as from 2000 to 1999
    nothing.previous_header = chain.next().previous;
    EXPECT_EQ(chain.append(nothing).error(), filter_header_fault::wrong_count);
}

TEST_F(filter_headers, that_follow_another_header_are_refused) {
    auto first = next_answer();
    first.previous_header.bytes[0] = 1;  // before the first block stands zero
    EXPECT_EQ(chain.append(first).error(), filter_header_fault::not_linked);
    ASSERT_TRUE(chain.append(next_answer()));
    const test::filter_teller liar(blocks(), 1999);
    const auto answer = liar.answer(*chain.next_request(4321));
    EXPECT_EQ(chain.append(answer).error(), filter_header_fault::not_linked);
    EXPECT_EQ(chain.size(), 2000U);
}

TEST_F(filter_headers, have_to_meet_the_checkpoints) {
    ASSERT_TRUE(chain.expect({honest.header_at(1000), honest.header_at(2000)}));
    const test::filter_teller liar(blocks(), 700);
    const auto lie = liar.answer(*chain.next_request(4321));
    EXPECT_EQ(chain.append(lie).error(), filter_header_fault::checkpoint_missed);
    EXPECT_EQ(chain.size(), 0U);
    while (const auto question = chain.next_request(4321)) {
        ASSERT_TRUE(chain.append(honest.answer(*question)));
    }
}

TEST_F(filter_headers, that_are_there_are_not_given_up_for_checkpoints) {
    ASSERT_TRUE(chain.append(next_answer()));
    const test::filter_teller liar(blocks(), 700);
    EXPECT_EQ(chain.expect({liar.header_at(1000)}).error(), filter_header_fault::checkpoint_missed);
    EXPECT_EQ(chain.size(), 2000U);
    EXPECT_TRUE(chain.append(next_answer()));  // and the checkpoint was not taken
}

TEST_F(filter_headers, are_cut_when_the_blocks_are) {
    ASSERT_TRUE(chain.append(next_answer()));
    chain.cut(100);
    EXPECT_EQ(chain.size(), 100U);
    EXPECT_EQ(chain.next(), (filter_header_start{100, honest.header_at(99)}));
    chain.cut(500);
    EXPECT_EQ(chain.size(), 100U);
    EXPECT_TRUE(chain.append(next_answer()));
    chain.cut(0);
    EXPECT_EQ(chain.next(), filter_header_start{});
}

TEST_F(filter_headers, tell_a_filter_from_another) {
    const bytes first_filter{0};
    const bytes second_filter{1, 2, 3};
    wire::cfheaders answer;
    answer.stop_hash = blocks().hash_at(1);
    answer.filter_hashes = {filter_hash(first_filter), filter_hash(second_filter)};
    ASSERT_TRUE(chain.append(answer));

    wire::cfilter filter;
    filter.block_hash = blocks().hash_at(1);
    filter.filter = wire::var_bytes<>(byte_view(second_filter));
    EXPECT_EQ(chain.check(filter), 1U);
    filter.block_hash = blocks().hash_at(0);
    EXPECT_EQ(chain.check(filter).error(), filter_header_fault::wrong_filter);
    filter.filter = wire::var_bytes<>(byte_view(first_filter));
    EXPECT_EQ(chain.check(filter), 0U);
    filter.block_hash = blocks().hash_at(2);  // not asked about yet
    EXPECT_EQ(chain.check(filter).error(), filter_header_fault::unknown_block);
    filter.block_hash = {};
    EXPECT_EQ(chain.check(filter).error(), filter_header_fault::unknown_block);
    filter.type = {3};
    EXPECT_EQ(chain.check(filter).error(), filter_header_fault::wrong_type);
}

TEST_F(filter_headers, at_checkpoints_are_as_many_as_there_are_thousands) {
    auto answer = honest.answer(ask_for_filter_checkpoints(blocks(), 4321));
    EXPECT_EQ(answer.filter_headers.size(), 4U);
    EXPECT_EQ(fault_of(blocks(), answer), std::nullopt);
    answer.filter_headers.pop_back();
    EXPECT_EQ(fault_of(blocks(), answer), filter_header_fault::wrong_count);
    answer.stop_hash = {};
    EXPECT_EQ(fault_of(blocks(), answer), filter_header_fault::unknown_block);
    answer.type = {1};
    EXPECT_EQ(fault_of(blocks(), answer), filter_header_fault::wrong_type);
    EXPECT_EQ(
        fault_of(blocks(), honest.answer(ask_for_filter_checkpoints(blocks(), 999))), std::nullopt
    );
}

}  // namespace
}  // namespace bitpeer
