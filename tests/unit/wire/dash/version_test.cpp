/// The greeting of masternodes behind Bitcoin's `version`.

#include <bitpeer/wire/codec.hpp>
#include <bitpeer/wire/dash/messages/version.hpp>
#include <bitpeer/wire/json_writer.hpp>
#include <bitpeer/wire/messages/version.hpp>

#include <gtest/gtest.h>

#include <string>

namespace bitpeer::wire::dash {
namespace {

TEST(dash_version, is_bitcoins_without_a_greeting) {
    version plain;
    wire::version bitcoins;
    plain.user_agent = bitcoins.user_agent = "/x/";
    const auto payload = encode(plain).value();
    EXPECT_EQ(payload, encode(bitcoins));
    EXPECT_FALSE(decode<version>(payload)->greeting);
    EXPECT_NE(to_json(plain).find(R"("greeting":null)"), std::string::npos);
}

TEST(dash_version, may_end_behind_the_challenge) {
    version polite;
    const auto bare = encode(polite)->size();
    polite.greeting.emplace().challenge[0] = 7;
    const auto challenge = encode(polite).value();
    EXPECT_EQ(challenge.size(), bare + 32);
    EXPECT_EQ(decode<version>(challenge), polite);

    polite.greeting->masternode.emplace(false);
    const auto whole = encode(polite).value();
    EXPECT_EQ(whole.size(), bare + 33);
    EXPECT_EQ(decode<version>(whole), polite);

    for (auto size = bare + 1; size < bare + 32; ++size) {
        EXPECT_EQ(decode<version>(byte_view(whole).first(size)).error().code, errc::truncated);
    }
}

TEST(dash_version, grows_without_harm) {
    version polite;
    polite.greeting.emplace().masternode.emplace(true);
    auto payload = encode(polite).value();
    payload.insert(payload.end(), {1, 2, 3});
    EXPECT_EQ(decode<version>(payload), polite);
}

}  // namespace
}  // namespace bitpeer::wire::dash
