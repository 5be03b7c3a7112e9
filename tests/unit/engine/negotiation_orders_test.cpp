/// Whatever the order of the messages between `version` and `verack`, the same is agreed on.

#include <bitpeer/wire/messages/feature.hpp>
#include <bitpeer/wire/messages/sendaddrv2.hpp>
#include <bitpeer/wire/messages/sendcmpct.hpp>
#include <bitpeer/wire/messages/sendheaders.hpp>
#include <bitpeer/wire/messages/sendtxrcncl.hpp>
#include <bitpeer/wire/messages/wtxidrelay.hpp>
#include <tests/support/splitmix64.hpp>
#include <tests/support/transcript.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <vector>

namespace bitpeer {
namespace {

/// What is agreed on, whatever the order of the remote's features is.
struct agreement {
    bool wtxid_relay = false;
    bool addrv2 = false;
    bool headers = false;
    compact_block_role compact = compact_block_role::off;
    std::optional<reconciliation_terms> reconciliation;
    std::vector<std::string> features;

    friend bool operator==(const agreement&, const agreement&) = default;
};

peer_config everything() {
    auto config = test::timeless();
    config.reconciles_transactions = true;
    config.features.push_back({.id = "first", .accepts = [](byte_view data) {
                                   return data.size() == 1 && data[0] == 2;
                               }});
    config.features.push_back({.id = "second"});
    config.features.push_back({.id = "third"});
    return config;
}

const std::vector<wire::message>& words() {
    const auto feature = [](const char* id, bytes data) {
        return wire::feature{id, decltype(wire::feature::data)(std::move(data))};
    };
    static const std::vector<wire::message> all{
        wire::wtxidrelay{},
        wire::sendaddrv2{},
        wire::sendtxrcncl{3, 77},
        wire::sendheaders{},
        wire::sendcmpct{true, 2},
        wire::sendcmpct{false, 1},
        feature("first", {1}),
        feature("first", {2}),
        feature("second", {}),
        feature("elsewhere", {}),
    };
    return all;
}

agreement after(direction role, const std::vector<std::size_t>& order) {
    engine e(everything(), role, test::beginning, entropy::from_number(3));
    transport::v1 remote(networks::bitcoin_regtest);
    const auto say = [&](const wire::message& what) {
        const auto frame =
            remote.seal(what.command(), what.payload_for({.protocol_version = 70017}).value());
        for (const auto part : {frame.head.view(), frame.body.view()}) {
            e.receive(part, test::beginning);
        }
    };
    auto theirs = test::remote_version();
    theirs.protocol_version = 70017;
    say(theirs);
    for (const auto which : order) say(words()[which]);
    say(wire::verack{});
    EXPECT_EQ(e.state(), stage::running);
    const auto& agreed = e.negotiated();
    return {
        agreed.wtxid_relay,
        agreed.remote_wants_addrv2,
        agreed.remote_wants_headers,
        agreed.remote_compact_role,
        agreed.reconciliation,
        agreed.agreed_features};
}

TEST(negotiation_orders, of_the_same_words_agree_on_the_same) {
    test::splitmix64 chance(1);
    for (const auto role : {direction::inbound, direction::outbound}) {
        // Each subset of the words, in several orders.
        for (std::size_t subset = 0; subset < (1U << words().size()); ++subset) {
            std::vector<std::size_t> order;
            for (std::size_t i = 0; i < words().size(); ++i) {
                if ((subset >> i) % 2 == 1) order.push_back(i);
            }
            const auto expected = after(role, order);
            std::ranges::reverse(order);
            EXPECT_TRUE(after(role, order) == expected) << "reversed, of subset " << subset;
            for (int i = 0; i < 2; ++i) {
                for (auto left = order.size(); left > 1; --left) {
                    std::swap(order[left - 1], order[chance.next() % left]);
                }
                EXPECT_TRUE(after(role, order) == expected) << "shuffled, of subset " << subset;
            }
            ASSERT_FALSE(testing::Test::HasFailure());
        }
    }
}

TEST(negotiation_orders, with_everything_said_agree_on_everything) {
    std::vector<std::size_t> order(words().size());
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
    const auto agreed = after(direction::inbound, order);
    EXPECT_TRUE(agreed.wtxid_relay);
    EXPECT_TRUE(agreed.addrv2);
    EXPECT_TRUE(agreed.headers);
    EXPECT_EQ(agreed.compact, compact_block_role::high_bandwidth);
    ASSERT_TRUE(agreed.reconciliation);
    EXPECT_EQ(agreed.reconciliation->version, 1U);
    EXPECT_EQ(agreed.features, (std::vector<std::string>{"first", "second"}));
}

}  // namespace
}  // namespace bitpeer
