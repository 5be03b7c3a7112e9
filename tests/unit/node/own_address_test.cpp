#include <bitpeer/node/own_address.hpp>
#include <tests/support/splitmix64.hpp>
#include <tests/unit/node/told_addresses.hpp>

#include <gtest/gtest.h>

#include <array>
#include <optional>
#include <string_view>
#include <vector>

namespace bitpeer {
namespace {

using network = wire::address_network;
using source = own_address_source;
using test::at;
using test::onion;

constexpr std::string_view native = "[2a01:4f8::1]:8333";
constexpr std::string_view six_to_four = "[2002:3e3e:3e3e::1]:8333";
constexpr std::string_view teredo = "[2001:0:1234::1]:8333";
constexpr std::string_view v4 = "62.62.62.62:8333";

wire::address i2p() { return wire::address::make(network::i2p, bytes(32, 5), 0).value(); }
wire::address cjdns() { return wire::address::make(network::cjdns, bytes(16, 0xfc), 8333).value(); }

own_address_audience peer_at(const wire::address& where) {
    return {direction::outbound, where, where.network()};
}

own_address_audience dialled_by_onion() {
    return {direction::inbound, at("127.0.0.1:40000"), network::torv3};
}

class own_address : public ::testing::Test {
protected:
    own_address() {
        rules_.listen_port = 8333;
        rules_.reachable = {
            network::ipv4, network::ipv6, network::torv3, network::i2p, network::cjdns};
        ours_ = own_addresses(rules_);
    }
    void has(const std::vector<wire::address>& all, source from = source::manual) {
        for (const auto& where : all) EXPECT_TRUE(ours_.add(where, from)) << where.to_string();
    }
    /// In how many of 8000 cases this is told.
    int times_told(const own_address_audience& peer, const wire::address& what) {
        int count = 0;
        for (int i = 0; i < 8000; ++i) count += ours_.choose(peer, random_) == what ? 1 : 0;
        return count;
    }

    test::splitmix64 random_{1};
    own_address_rules rules_;
    own_addresses ours_;
};

TEST_F(own_address, scores_by_how_it_is_known) {
    has({at("62.0.0.1")}, source::interface_address);
    has({at("62.0.0.2")}, source::bound);
    has({at("62.0.0.3")}, source::mapped);
    has({at("62.0.0.4")}, source::manual);
    EXPECT_EQ(ours_.score(at("62.0.0.1")), 1U);
    EXPECT_EQ(ours_.score(at("62.0.0.2")), 2U);
    EXPECT_EQ(ours_.score(at("62.0.0.3")), 3U);
    EXPECT_EQ(ours_.score(at("62.0.0.4:99")), 4U) << "whatever the port";
    EXPECT_EQ(ours_.score(at("62.0.0.5")), 0U);
    EXPECT_EQ(ours_.best_for(peer_at(at("9.9.9.9"))), at("62.0.0.4"));
}

TEST_F(own_address, scores_one_more_whenever_a_peer_reaches_it) {
    has({at("62.0.0.1"), at("62.0.0.2")}, source::bound);
    ours_.seen(at("62.0.0.2:1"));
    ours_.seen(at("62.0.0.3"));
    EXPECT_EQ(ours_.score(at("62.0.0.2")), 3U);
    EXPECT_EQ(ours_.score(at("62.0.0.3")), 0U) << "that is not ours";
    EXPECT_EQ(ours_.best_for(peer_at(at("9.9.9.9"))), at("62.0.0.2"));
}

TEST_F(own_address, from_a_better_source_scores_more_and_gets_its_port) {
    has({at("62.0.0.1:1")}, source::bound);
    has({at("62.0.0.1:2")}, source::manual);
    EXPECT_EQ(ours_.size(), 1U);
    EXPECT_EQ(ours_.score(at("62.0.0.1")), 5U);
    has({at("62.0.0.1:3")}, source::interface_address);
    EXPECT_EQ(ours_.score(at("62.0.0.1")), 5U);
    EXPECT_EQ(ours_.best_for(peer_at(at("9.9.9.9"))), at("62.0.0.1:2"));
}

TEST_F(own_address, is_routable_reachable_and_wanted) {
    EXPECT_FALSE(ours_.add(at("192.168.1.1"), source::manual));
    EXPECT_FALSE(ours_.add(at("127.0.0.1"), source::manual));
    rules_.reachable = {network::ipv4};
    rules_.discover = false;
    ours_ = own_addresses(rules_);
    EXPECT_FALSE(ours_.add(at(native), source::manual));
    EXPECT_FALSE(ours_.add(at(v4), source::mapped));
    EXPECT_TRUE(ours_.add(at(v4), source::manual));
}

TEST_F(own_address, can_be_lost) {
    has({at(v4)});
    ours_.remove(at("62.62.62.62:1"));
    EXPECT_EQ(ours_.size(), 0U);
    EXPECT_EQ(ours_.best_for(peer_at(at("9.9.9.9"))), std::nullopt);
}

TEST_F(own_address, is_the_one_that_the_peer_reaches_best) {
    // Each beats all before it, however well those score.
    const auto ranking =
        [this](const own_address_audience& peer, const std::vector<wire::address>& rising) {
            ours_ = own_addresses(rules_);
            for (const auto& where : rising) {
                has({where});
                EXPECT_EQ(ours_.best_for(peer), where)
                    << where.to_string() << " for " << peer.address.to_string();
                for (int i = 0; i < 9; ++i) ours_.seen(where);
            }
        };
    ranking(peer_at(at("9.9.9.9")), {at(native), at(v4)});
    ranking(peer_at(at("9.9.9.9")), {at(teredo), at(v4)});
    ranking(peer_at(at("9.9.9.9")), {cjdns(), at(v4)});
    ranking(peer_at(at("[2a00::1]:1")), {cjdns(), at(teredo), at(six_to_four), at(v4), at(native)});
    ranking(peer_at(at("[2001:0:99::1]:1")), {cjdns(), at(teredo), at(native), at(v4)});
    ranking(peer_at(cjdns()), {at(v4), cjdns()});
    ranking(peer_at(onion(9)), {onion(1)});
    ranking(peer_at(i2p()), {i2p()});
}

TEST_F(own_address, in_a_hidden_network_is_told_there_and_nowhere_else) {
    const std::vector<wire::address> all{at(v4), at(native), onion(1), i2p(), cjdns()};
    has(all);
    EXPECT_EQ(ours_.best_for(peer_at(onion(9))), onion(1));
    EXPECT_EQ(ours_.best_for(dialled_by_onion()), onion(1));
    EXPECT_EQ(ours_.best_for(peer_at(i2p())), i2p());
    ours_.remove(onion(1));
    EXPECT_EQ(ours_.best_for(peer_at(onion(9))), std::nullopt) << "rather nothing";
    EXPECT_EQ(ours_.best_for(dialled_by_onion()), std::nullopt);

    ours_ = own_addresses(rules_);
    has({onion(1), i2p()});
    for (const auto& where : {at("9.9.9.9"), at(native), cjdns()}) {
        EXPECT_EQ(ours_.best_for(peer_at(where)), std::nullopt) << where.to_string();
    }
    EXPECT_EQ(ours_.best_for(peer_at(i2p())), i2p());
}

TEST_F(own_address, never_betrays_a_hidden_one) {
    const std::vector<wire::address> all{at(v4), at(native), at(teredo), onion(1), i2p(), cjdns()};
    const auto hidden = [](network of) { return of == network::torv3 || of == network::i2p; };
    for (unsigned subset = 0; subset < 64; ++subset) {
        ours_ = own_addresses(rules_);
        for (std::size_t i = 0; i < all.size(); ++i) {
            if ((subset >> i & 1) != 0) has({all[i]});
        }
        for (const auto& where : all) {
            for (const auto& seen : all) {
                auto peer = peer_at(where);
                peer.sees_us_at = seen;
                const auto told = ours_.choose(peer, random_);
                if (!told) continue;
                EXPECT_TRUE(
                    told->network() == peer.via || (!hidden(told->network()) && !hidden(peer.via))
                ) << told->to_string()
                  << " to " << where.to_string();
            }
        }
    }
}

TEST_F(own_address, is_half_of_the_time_what_the_peer_says) {
    has({at(v4)});
    auto peer = peer_at(at("9.9.9.9"));
    peer.sees_us_at = at("62.0.0.9:50000");
    EXPECT_NEAR(times_told(peer, at("62.0.0.9:8333")), 4000, 200) << "with the port that we know";
    EXPECT_NEAR(times_told(peer, at(v4)), 4000, 200);
    ours_.seen(at(v4));
    EXPECT_NEAR(times_told(peer, at("62.0.0.9:8333")), 1000, 150) << "others confirmed it";
}

TEST_F(own_address, is_what_the_peer_says_when_there_is_no_other) {
    auto peer = peer_at(at("9.9.9.9"));
    peer.sees_us_at = at("62.0.0.9:50000");
    EXPECT_EQ(ours_.choose(peer, random_), at("62.0.0.9:8333")) << "with the port of listening";
    peer.opened = direction::inbound;
    EXPECT_EQ(ours_.choose(peer, random_), at("62.0.0.9:50000")) << "it came to that port";
}

TEST_F(own_address, is_not_what_peers_say_that_cannot_know) {
    has({at(v4)});
    auto peer = peer_at(at("9.9.9.9"));
    EXPECT_EQ(times_told(peer, at(v4)), 8000) << "says nothing";
    peer.sees_us_at = at("10.0.0.1");
    EXPECT_EQ(times_told(peer, at(v4)), 8000) << "not routable";
    peer.sees_us_at = at("62.0.0.9");
    peer.address = at("10.0.0.2");
    EXPECT_EQ(times_told(peer, at(v4)), 8000) << "itself in our own network";
    peer.address = at("9.9.9.9");
    rules_.discover = false;
    ours_ = own_addresses(rules_);
    has({at(v4)});
    EXPECT_EQ(times_told(peer, at(v4)), 8000) << "nobody is asked";
    rules_ = {true, 8333, {network::ipv6}};
    ours_ = own_addresses(rules_);
    EXPECT_EQ(ours_.choose(peer, random_), std::nullopt) << "not reachable";
}

}  // namespace
}  // namespace bitpeer
