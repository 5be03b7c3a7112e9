#include <bitpeer/wire/user_agent.hpp>

#include <gtest/gtest.h>

namespace bitpeer::wire {
namespace {

TEST(user_agent, names_each_layer_with_version_and_comments) {
    EXPECT_EQ(
        make_user_agent({{"bitpeer", "0.1.0"}, {"peer", "1.0", {"comment"}}}),
        "/bitpeer:0.1.0/peer:1.0(comment)/"
    );
    EXPECT_EQ(make_user_agent({{"a", "1", {"x", "y z"}}}), "/a:1(x; y z)/");
    EXPECT_EQ(make_user_agent({{"a", {}, {"x"}}}), "/a(x)/");
    EXPECT_EQ(make_user_agent({}), "/");
}

TEST(user_agent, refuses_characters_that_mean_something) {
    for (const std::string bad :
         {"a/b",
          "a:b",
          "a(b",
          "a)b",
          "a\nb",
          "a\x80"
          "b"}) {
        EXPECT_EQ(make_user_agent({{bad, "1"}}), failed(user_agent_fault::reserved_character));
        EXPECT_EQ(make_user_agent({{"a", bad}}), failed(user_agent_fault::reserved_character));
        EXPECT_EQ(
            make_user_agent({{"a", "1", {bad}}}), failed(user_agent_fault::reserved_character)
        );
    }
    EXPECT_EQ(make_user_agent({{"a", "1", {"x;y"}}}), failed(user_agent_fault::reserved_character));
    EXPECT_EQ(make_user_agent({{"", "1"}}), failed(user_agent_fault::no_name));
}

TEST(user_agent, refuses_more_than_a_version_message_holds) {
    EXPECT_EQ(make_user_agent({{std::string(254, 'a')}})->size(), 256U);
    EXPECT_EQ(make_user_agent({{std::string(255, 'a')}}), failed(user_agent_fault::too_long));
}

TEST(user_agent, faults_have_names) {
    EXPECT_EQ(to_string(user_agent_fault::too_long), "too_long");
    EXPECT_EQ(to_string(user_agent_fault::no_name), "no_name");
    EXPECT_EQ(to_string(user_agent_fault::reserved_character), "reserved_character");
}

}  // namespace
}  // namespace bitpeer::wire
