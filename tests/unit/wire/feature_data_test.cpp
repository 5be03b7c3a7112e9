#include <bitpeer/base/hex.hpp>
#include <bitpeer/wire/codec.hpp>
#include <bitpeer/wire/messages/feature.hpp>
#include <tests/support/recorded_data.hpp>

#include <gtest/gtest.h>

namespace bitpeer::wire {
namespace {

/// Payloads at the borders of BIP434's rules.
TEST(feature, accepts_and_refuses_what_bip434_says) {
    const auto vectors = test::read_recorded_json("bip434/feature_payloads.json");
    if (!vectors) GTEST_SKIP();
    const format_options options{.protocol_version = 70017};
    for (const auto& [_, vector] : *vectors) {
        const auto payload = from_hex(vector.get<std::string>("payload")).value();
        const auto read = decode<feature>(payload, options);
        EXPECT_EQ(check<feature>(payload, options).has_value(), read.has_value());
        ASSERT_EQ(read.has_value(), vector.get<bool>("accept")) << to_hex(payload);
        if (!read) continue;
        EXPECT_EQ(read->id.text, vector.get<std::string>("featureid"));
        EXPECT_EQ(to_hex(read->data), vector.get<std::string>("featuredata"));
        EXPECT_EQ(encode(*read, options).value(), payload);
    }
    EXPECT_EQ(vectors->size(), 9U);
}

}  // namespace
}  // namespace bitpeer::wire
