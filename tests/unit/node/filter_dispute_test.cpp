#include <bitpeer/node/filter_dispute.hpp>
#include <bitpeer/wire/block_view.hpp>
#include <tests/unit/node/generated_chains.hpp>
#include <tests/unit/node/mined_headers.hpp>
#include <tests/unit/node/told_filters.hpp>

#include <gtest/gtest.h>

namespace bitpeer {
namespace {

const header_chain& blocks() {
    static const auto chain = test::chain_of(3500);
    return chain;
}

wire::getcfheaders from_the_start() { return *ask_for_filter_headers(blocks(), 0, 1999); }

TEST(compare_filter_headers, finds_nothing_where_all_agree) {
    const test::filter_teller honest(blocks());
    const std::vector<told_filter_headers> answers{
        {1, honest.answer(from_the_start())}, {2, honest.answer(from_the_start())}};
    const auto compared = compare_filter_headers(blocks(), {}, answers);
    EXPECT_FALSE(compared.dispute);
    EXPECT_TRUE(compared.refused.empty());
    EXPECT_FALSE(compare_filter_headers(blocks(), {}, {}).dispute);
}

TEST(compare_filter_headers, finds_the_first_height_and_the_parties) {
    const test::filter_teller honest(blocks());
    const test::filter_teller early(blocks(), 1234, 1);
    const test::filter_teller late(blocks(), 1300, 2);
    const std::vector<told_filter_headers> answers{
        {7, honest.answer(from_the_start())},
        {8, early.answer(from_the_start())},
        {9, late.answer(from_the_start())}};
    const auto found = compare_filter_headers(blocks(), {}, answers).dispute;
    ASSERT_TRUE(found);
    EXPECT_EQ(found->height, 1234U);
    EXPECT_EQ(found->block, blocks().hash_at(1234));
    const std::vector<filter_party> parties{
        {honest.hash_at(1234), {7, 9}}, {early.hash_at(1234), {8}}};
    EXPECT_EQ(found->parties, parties);
}

TEST(compare_filter_headers, names_the_filter_that_settles_it) {
    const test::filter_teller honest(blocks());
    const test::filter_teller liar(blocks(), 1999);
    const std::vector<told_filter_headers> answers{
        {0, honest.answer(from_the_start())}, {1, liar.answer(from_the_start())}};
    const auto found = compare_filter_headers(blocks(), {}, answers).dispute;
    ASSERT_TRUE(found);
    EXPECT_EQ(asked_about(blocks(), found->request()), (height_range{1999, 1}));
}

TEST(compare_filter_headers, counts_from_where_the_answers_begin) {
    const test::filter_teller honest(blocks());
    const test::filter_teller liar(blocks(), 2500);
    const auto question = *ask_for_filter_headers(blocks(), 2001, 3000);
    const std::vector<told_filter_headers> answers{
        {0, honest.answer(question)}, {1, liar.answer(question)}};
    const filter_header_start start{2001, honest.header_at(2000)};
    EXPECT_EQ(compare_filter_headers(blocks(), start, answers).dispute->height, 2500U);
}

TEST(compare_filter_headers, compares_as_far_as_two_reach) {
    const test::filter_teller honest(blocks());
    const test::filter_teller liar(blocks(), 500);
    const auto half = *ask_for_filter_headers(blocks(), 0, 499);
    const std::vector<told_filter_headers> answers{
        {0, liar.answer(half)}, {1, honest.answer(from_the_start())}};
    EXPECT_FALSE(compare_filter_headers(blocks(), {}, answers).dispute);
}

TEST(compare_filter_headers, refuses_who_contradicts_what_is_known) {
    const test::filter_teller honest(blocks());
    const test::filter_teller liar(blocks(), 100);
    const auto question = *ask_for_filter_headers(blocks(), 2001, 3000);
    auto short_answer = honest.answer(question);
    short_answer.filter_hashes.pop_back();
    const std::vector<told_filter_headers> answers{
        {0, honest.answer(question), honest.header_at(3000)},
        {1, liar.answer(question)},
        {2, short_answer},
        {3, honest.answer(question), liar.header_at(3000)}};
    const filter_header_start start{2001, honest.header_at(2000)};
    const auto compared = compare_filter_headers(blocks(), start, answers);
    EXPECT_FALSE(compared.dispute);
    const std::vector<refused_answer> refused{
        {1, filter_header_fault::not_linked},
        {2, filter_header_fault::wrong_count},
        {3, filter_header_fault::checkpoint_missed}};
    EXPECT_EQ(compared.refused, refused);
}

TEST(compare_checkpoints, leads_to_the_block_in_two_questions) {
    const test::filter_teller honest(blocks());
    for (const std::uint32_t lie : {0U, 1U, 999U, 1000U, 1001U, 2000U, 2999U}) {
        SCOPED_TRACE(lie);
        const test::filter_teller liar(blocks(), lie);
        const auto question = ask_for_filter_checkpoints(blocks(), 3500);
        const std::vector<told_checkpoints> told{
            {4, honest.answer(question)}, {5, liar.answer(question)}};
        const auto compared = compare_checkpoints(blocks(), told);
        EXPECT_TRUE(compared.refused.empty());
        ASSERT_TRUE(compared.dispute);
        const auto& between = *compared.dispute;
        ASSERT_TRUE(asked_about(blocks(), between.request()));
        EXPECT_EQ(between.block, blocks().hash_at(between.height));
        const std::vector<told_filter_headers> answers{
            {4, honest.answer(between.request()), between.parties.at(0).claim},
            {5, liar.answer(between.request()), between.parties.at(1).claim}};
        const auto found = compare_filter_headers(blocks(), between.start, answers);
        EXPECT_TRUE(found.refused.empty());
        ASSERT_TRUE(found.dispute);
        EXPECT_EQ(found.dispute->height, lie);
    }
}

TEST(compare_checkpoints, finds_nothing_where_all_agree_as_far_as_they_reach) {
    const test::filter_teller honest(blocks());
    const std::vector<told_checkpoints> told{
        {0, honest.answer(ask_for_filter_checkpoints(blocks(), 2000))},
        {1, honest.answer(ask_for_filter_checkpoints(blocks(), 3500))},
        {2, honest.answer(ask_for_filter_checkpoints(blocks(), 10))}};
    const auto compared = compare_checkpoints(blocks(), told);
    EXPECT_FALSE(compared.dispute);
    EXPECT_TRUE(compared.refused.empty());
}

TEST(compare_checkpoints, leaves_out_answers_that_are_none) {
    const test::filter_teller honest(blocks());
    auto stretched = honest.answer(ask_for_filter_checkpoints(blocks(), 3500));
    stretched.filter_headers.resize(100'000);
    const std::vector<told_checkpoints> told{
        {0, honest.answer(ask_for_filter_checkpoints(blocks(), 3500))}, {1, stretched}};
    const auto compared = compare_checkpoints(blocks(), told);
    EXPECT_FALSE(compared.dispute);
    const std::vector<refused_answer> refused{{1, filter_header_fault::wrong_count}};
    EXPECT_EQ(compared.refused, refused);
}

TEST(compare_checkpoints, is_not_confused_by_a_peer_that_speaks_twice) {
    const test::filter_teller honest(blocks());
    const test::filter_teller liar(blocks(), 2500);
    const std::vector<told_checkpoints> told{
        {0, honest.answer(ask_for_filter_checkpoints(blocks(), 10))},
        {0, honest.answer(ask_for_filter_checkpoints(blocks(), 3500))},
        {0, liar.answer(ask_for_filter_checkpoints(blocks(), 3500))}};
    const auto found = compare_checkpoints(blocks(), told).dispute;
    ASSERT_TRUE(found);
    EXPECT_EQ(found->start, (filter_header_start{2001, honest.header_at(2000)}));
}

/// A block that spends a script, and what two peers say of its filter.
class settling : public ::testing::Test {
protected:
    settling() {
        auto paying = test::some_transaction(1);
        paying.outputs.push_back({5, wire::var_bytes<>{0x52, 0x53}});
        test::extend(chain, {paying});
        raw = chain.blocks().find(chain.headers().tip())->raw;
        dispute.height = 1;
        dispute.block = chain.headers().tip();
    }

    [[nodiscard]] wire::block_view block() const { return wire::block_view::over(raw).value(); }

    [[nodiscard]] wire::cfilter told(const bytes& filter) const {
        wire::cfilter made;
        made.block_hash = dispute.block;
        made.filter = wire::var_bytes<>(byte_view(filter));
        return made;
    }

    /// A filter of any scripts.
    [[nodiscard]] bytes filter_of(const std::vector<bytes>& scripts) const {
        golomb_set_builder builder(golomb_key(dispute.block));
        for (const auto& script : scripts) builder.add(script);
        return builder.finish(basic_filter_coding);
    }

    served_chain chain{networks::bitcoin_regtest};
    shared_bytes raw;
    filter_dispute dispute;
    std::vector<bytes> spent{{0x54, 0x55}};
};

TEST_F(settling, has_no_doubt_about_the_true_filter) {
    const auto filter = build_basic_filter(block(), spent);
    const auto claim = filter_hash(filter);
    EXPECT_EQ(doubt_about(dispute, claim, told(filter), block()), std::nullopt);
    EXPECT_EQ(doubt_about(dispute, claim, told(filter), block(), spent), std::nullopt);
}

TEST_F(settling, sees_that_a_script_of_an_output_is_missing) {
    const auto filter = filter_of({{0x51}, {0x54, 0x55}});
    const auto claim = filter_hash(filter);
    EXPECT_EQ(doubt_about(dispute, claim, told(filter), block()), filter_doubt::lacks_output);
    EXPECT_EQ(doubt_about(dispute, claim, told(filter), block(), spent), filter_doubt::differs);
}

TEST_F(settling, needs_the_spent_scripts_to_see_that_one_is_missing) {
    const auto filter = build_basic_filter(block(), std::vector<bytes>{});
    const auto claim = filter_hash(filter);
    EXPECT_EQ(doubt_about(dispute, claim, told(filter), block()), std::nullopt);
    EXPECT_EQ(doubt_about(dispute, claim, told(filter), block(), spent), filter_doubt::differs);
}

TEST_F(settling, holds_a_peer_to_its_claim) {
    const auto filter = build_basic_filter(block(), spent);
    const auto doubt = doubt_about(dispute, filter_hash(bytes{0}), told(filter), block());
    EXPECT_EQ(doubt, filter_doubt::not_as_claimed);
}

TEST_F(settling, refuses_a_filter_that_cannot_be_decoded) {
    const bytes filter{200, 1, 2};
    const auto doubt = doubt_about(dispute, filter_hash(filter), told(filter), block());
    EXPECT_EQ(doubt, filter_doubt::malformed);
}

TEST_F(settling, is_about_one_block_and_one_kind_of_filter) {
    const auto filter = build_basic_filter(block(), spent);
    const auto claim = filter_hash(filter);
    auto other = told(filter);
    other.block_hash = {};
    EXPECT_EQ(doubt_about(dispute, claim, other, block()), filter_doubt::wrong_block);
    other.type = {1};
    EXPECT_EQ(doubt_about(dispute, claim, other, block()), filter_doubt::wrong_type);
    auto elsewhere = dispute;
    elsewhere.block = chain.headers().hash_at(0);
    auto filter_elsewhere = told(filter);
    filter_elsewhere.block_hash = elsewhere.block;
    const auto doubt = doubt_about(elsewhere, claim, filter_elsewhere, block());
    EXPECT_EQ(doubt, filter_doubt::wrong_block);
}

}  // namespace
}  // namespace bitpeer
