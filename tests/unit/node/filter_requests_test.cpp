#include <bitpeer/node/filter_requests.hpp>
#include <tests/unit/node/mined_headers.hpp>

#include <gtest/gtest.h>

namespace bitpeer {
namespace {

const header_chain& long_chain() {
    static const auto chain = test::chain_of(2500);
    return chain;
}

TEST(filter_requests, ask_for_as_much_as_is_allowed) {
    const auto& chain = long_chain();
    const auto filters = ask_for_filters(chain, 100, 2400);
    ASSERT_TRUE(filters);
    EXPECT_EQ(filters->type, wire::filter_type::basic);
    EXPECT_EQ(filters->start_height, 100U);
    EXPECT_EQ(filters->stop_hash, chain.hash_at(1099));
    EXPECT_EQ(ask_for_filter_headers(chain, 100, 2400)->stop_hash, chain.hash_at(2099));
}

TEST(filter_requests, end_where_they_are_told_to) {
    const auto& chain = long_chain();
    EXPECT_EQ(ask_for_filters(chain, 0, 0)->stop_hash, chain.hash_at(0));
    EXPECT_EQ(ask_for_filters(chain, 2300, 2400)->stop_hash, chain.hash_at(2400));
    EXPECT_EQ(ask_for_filter_headers(chain, 2300, 4'000'000'000)->stop_hash, chain.tip());
    EXPECT_EQ(ask_for_filter_checkpoints(chain, 2000).stop_hash, chain.hash_at(2000));
    EXPECT_EQ(ask_for_filter_checkpoints(chain, 9000).stop_hash, chain.tip());
}

TEST(filter_requests, are_not_made_for_no_block) {
    const auto& chain = long_chain();
    EXPECT_FALSE(ask_for_filters(chain, 2501, 4'000'000'000));
    EXPECT_FALSE(ask_for_filters(chain, 7, 6));
    EXPECT_FALSE(ask_for_filter_headers(chain, 2501, 2501));
}

TEST(filter_requests, are_understood_by_who_answers_them) {
    const auto& chain = long_chain();
    EXPECT_EQ(asked_about(chain, *ask_for_filters(chain, 100, 2400)), (height_range{100, 1000}));
    EXPECT_EQ(asked_about(chain, *ask_for_filter_headers(chain, 0, 2400)), (height_range{0, 2000}));
    EXPECT_EQ(asked_about(chain, *ask_for_filters(chain, 9, 9)), (height_range{9, 1}));
}

TEST(filter_requests, beyond_the_rules_are_refused) {
    const auto& chain = long_chain();
    wire::getcfilters filters{wire::filter_type::basic, 100, chain.hash_at(1100)};
    EXPECT_EQ(asked_about(chain, filters).error(), filter_question_fault::too_many);
    wire::getcfheaders headers{wire::filter_type::basic, 100, chain.hash_at(2100)};
    EXPECT_EQ(asked_about(chain, headers).error(), filter_question_fault::too_many);
    headers.start_height = 2101;
    EXPECT_EQ(asked_about(chain, headers).error(), filter_question_fault::wrong_order);
    headers.stop_hash = {};
    EXPECT_EQ(asked_about(chain, headers).error(), filter_question_fault::unknown_stop);
    headers.type = {1};
    EXPECT_EQ(asked_about(chain, headers).error(), filter_question_fault::unsupported_type);
}

TEST(filter_question_fault, has_the_name_of_its_code) {
    EXPECT_EQ(to_string(filter_question_fault::too_many), "too_many");
    EXPECT_EQ(to_string(filter_question_fault{99}), "unknown");
}

}  // namespace
}  // namespace bitpeer
