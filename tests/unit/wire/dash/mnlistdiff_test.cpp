/// `mnlistdiff` in the layouts that it had over the years.

#include <bitpeer/wire/codec.hpp>
#include <bitpeer/wire/dash/messages/mnlistdiff.hpp>
#include <bitpeer/wire/json_writer.hpp>
#include <tests/support/arbitrary_dash.hpp>
#include <tests/support/splitmix64.hpp>

#include <gtest/gtest.h>

#include <array>
#include <string>
#include <vector>

namespace bitpeer::wire::dash {
namespace {

/// Each version with a layout of its own, and both sides of it.
constexpr std::array protocols{70221, 70224, 70225, 70226, 70227, 70228, 70229, 70230, 70240};

format_options at(int protocol) {
    return {.protocol_version = protocol, .trailing = trailing_bytes::refused};
}

mnlistdiff arbitrary_diff(random_source& random) {
    mnlistdiff diff;
    test::arbitrary(random, 3, newest_protocol_version).fill(diff);
    return diff;
}

masternode_entry evo_node() {
    masternode_entry node;
    node.version = 2;
    node.type = masternode_type::evo;
    node.platform_http_port = 0x1234;
    return node;
}

/// A message whose parts are all empty but for these masternodes.
mnlistdiff diff_of(const list<masternode_entry>& masternodes) {
    mnlistdiff diff;
    diff.changes.masternodes = masternodes;
    return diff;
}

TEST(dash_mnlistdiff, comes_back_as_it_was_at_the_newest_version) {
    test::splitmix64 random{3};
    for (int round = 0; round < 100; ++round) {
        const auto diff = arbitrary_diff(random);
        const auto payload = encode(diff, at(newest_protocol_version)).value();
        EXPECT_EQ(decode<mnlistdiff>(payload, at(newest_protocol_version)), diff);
    }
}

TEST(dash_mnlistdiff, comes_back_to_the_byte_at_every_version) {
    test::splitmix64 random{4};
    for (const auto protocol : protocols) {
        SCOPED_TRACE(protocol);
        for (int round = 0; round < 50; ++round) {
            const auto payload = encode(arbitrary_diff(random), at(protocol)).value();
            const auto read = decode<mnlistdiff>(payload, at(protocol));
            ASSERT_TRUE(read) << read.error().message();
            EXPECT_EQ(read->changes.undecoded.empty(), protocol != 70227);
            EXPECT_EQ(encode(*read, at(protocol)), payload);
            EXPECT_EQ(check<mnlistdiff>(payload, at(protocol)), payload.size());
        }
    }
}

TEST(dash_mnlistdiff, cut_short_fails_at_every_byte) {
    test::splitmix64 random{5};
    for (const auto protocol : protocols) {
        if (protocol == 70227) continue;  // cut short, it is another valid one
        SCOPED_TRACE(protocol);
        const auto payload = encode(arbitrary_diff(random), at(protocol)).value();
        for (std::size_t size = 0; size < payload.size(); ++size) {
            const auto read = decode<mnlistdiff>(byte_view(payload).first(size), at(protocol));
            ASSERT_FALSE(read) << "at " << size;
            EXPECT_EQ(read.error().code, errc::truncated);
        }
    }
}

TEST(dash_mnlistdiff, has_its_version_in_the_place_of_the_time) {
    auto diff = diff_of({});
    diff.version = 0x0201;
    // Two hashes, an empty tree (6 bytes), then an empty transaction (10 bytes).
    constexpr std::size_t behind_coinbase = 32 + 32 + 6 + 10;
    const auto first = encode(diff, at(70229)).value();
    const auto behind = encode(diff, at(70228)).value();
    const auto none = encode(diff, at(70224)).value();
    EXPECT_EQ(first[0], 1U);
    EXPECT_EQ(first[1], 2U);
    EXPECT_EQ(behind[behind_coinbase], 1U);
    EXPECT_EQ(behind[behind_coinbase + 1], 2U);
    EXPECT_EQ(first.size(), behind.size());
    EXPECT_EQ(none.size() + 2, first.size());
    EXPECT_EQ(encode(diff, at(70230))->size(), first.size() + 1);  // no chain locks
}

TEST(dash_mnlistdiff, has_masternodes_of_the_size_that_their_version_says) {
    const auto size_at = [](const masternode_entry& node, int protocol) {
        return encode(diff_of({node}), at(protocol))->size() -
               encode(diff_of({}), at(protocol))->size();
    };
    const masternode_entry old;
    auto regular = evo_node();
    regular.type = masternode_type::regular;
    constexpr std::size_t plain = 32 + 32 + 18 + 48 + 20 + 1;
    EXPECT_EQ(size_at(old, 70226), plain);
    EXPECT_EQ(size_at(old, 70228), 2 + plain);
    EXPECT_EQ(size_at(regular, 70226), plain);
    EXPECT_EQ(size_at(regular, 70228), 2 + plain + 2);
    EXPECT_EQ(size_at(evo_node(), 70226), plain);
    EXPECT_EQ(size_at(evo_node(), 70240), 2 + plain + 2 + 2 + 20);
}

TEST(dash_mnlistdiff, keeps_what_follows_a_masternode_of_a_newer_version) {
    auto payload = encode(diff_of({evo_node(), evo_node()}), at(70240)).value();
    constexpr std::size_t node_size = bounds_of<masternode_entry>().max;
    const auto second = payload.size() - 3 - node_size;  // three empty lists follow
    ASSERT_EQ(payload[second], 2U);
    payload[second] = 3;
    payload.insert(payload.end(), {1, 2, 3, 4, 5});  // as if addresses took more room

    const auto read = decode<mnlistdiff>(payload, at(70240));
    ASSERT_TRUE(read) << read.error().message();
    EXPECT_TRUE(read->changes.masternodes.empty());
    EXPECT_EQ(read->changes.undecoded.size(), 1 + 2 * node_size + 3 + 5);
    EXPECT_EQ(encode(*read, at(70240)), payload);
    EXPECT_EQ(check<mnlistdiff>(payload, at(70240)), payload.size());
}

TEST(dash_mnlistdiff, writes_no_masternode_of_a_newer_version) {
    auto node = evo_node();
    node.version = 3;
    const auto encoded = encode(diff_of({node}), at(70240));
    ASSERT_FALSE(encoded);
    EXPECT_EQ(encoded.error().code, errc::bad_value);
    EXPECT_EQ(encoded.error().field.to_string(), "changes.masternodes[0]");
}

TEST(dash_mnlistdiff, claims_of_many_masternodes_cost_nothing) {
    auto payload = encode(diff_of({}), at(70240)).value();
    payload.resize(payload.size() - 4);
    payload.insert(payload.end(), {0xfe, 0x00, 0x09, 0x3d, 0x00});  // 4,000,000 of them
    const auto read = decode<mnlistdiff>(payload, at(70240));
    ASSERT_FALSE(read);
    EXPECT_EQ(read.error().code, errc::truncated);
    payload.back() = 0x01;
    EXPECT_EQ(decode<mnlistdiff>(payload, at(70240)).error().code, errc::count_above_limit);
}

TEST(dash_mnlistdiff, shows_the_fields_of_the_newest_version) {
    const auto text = to_json(diff_of({evo_node()}));
    EXPECT_EQ(text.rfind(R"({"version":1,"base":)", 0), 0U) << text;
    EXPECT_NE(text.find(R"("type":"evo","platform_http_port":4660)"), std::string::npos) << text;
    EXPECT_NE(text.find(R"("chain_locks":[])"), std::string::npos) << text;
}

}  // namespace
}  // namespace bitpeer::wire::dash
