#include <bitpeer/params/networks.hpp>
#include <bitpeer/transport/v1.hpp>
#include <bitpeer/transport/v1_or_v2.hpp>
#include <tests/support/frames.hpp>
#include <tests/support/v2_streams.hpp>

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace bitpeer::transport {
namespace {

using test::read_all;

const network& regtest = networks::bitcoin_regtest;

struct answering {
    v1_or_v2 transport{regtest, entropy::from_number(4)};
};

TEST(v1_or_v2, says_nothing_before_it_knows) {
    answering us;
    EXPECT_FALSE(us.transport.ready());
    EXPECT_TRUE(us.transport.take_output().empty());
    EXPECT_EQ(us.transport.name(), "detecting");
    const auto stream = test::raw_frame("version", {}).bytes();
    (void)read_all(us.transport, byte_view(stream).first(15));
    EXPECT_FALSE(us.transport.ready());
    EXPECT_TRUE(us.transport.take_output().empty());
    EXPECT_EQ(us.transport.buffered(), 15U);
    EXPECT_EQ(us.transport.session(), std::nullopt);
}

TEST(v1_or_v2, speaks_v1_with_those_who_do_however_it_is_cut) {
    auto stream = test::raw_frame("version", bytes(100, 1)).bytes();
    test::append(stream, test::raw_frame("verack", {}).bytes());
    v1 plain(regtest);
    const auto expected = read_all(plain, stream);
    ASSERT_EQ(expected.size(), 2U);
    for (std::size_t at = 0; at <= stream.size(); ++at) {
        answering us;
        auto items = read_all(us.transport, byte_view(stream).first(at));
        for (const auto& item : read_all(us.transport, byte_view(stream).subspan(at))) {
            items.push_back(item);
        }
        EXPECT_EQ(items, expected) << at;
        EXPECT_EQ(us.transport.name(), "v1");
        EXPECT_TRUE(us.transport.ready());
        EXPECT_TRUE(us.transport.take_output().empty());
        EXPECT_EQ(
            test::joined(us.transport.seal("verack", {})), test::raw_frame("verack", {}).bytes()
        );
    }
}

TEST(v1_or_v2, sends_its_key_at_the_first_byte_that_is_not_v1) {
    answering us;
    const bytes differing{0xfa, 0xbf, 0};
    (void)read_all(us.transport, byte_view(differing).first(2));
    EXPECT_TRUE(us.transport.take_output().empty());
    (void)read_all(us.transport, byte_view(differing).subspan(2));
    EXPECT_GE(us.transport.take_output().size(), 64U);
    EXPECT_FALSE(us.transport.ready());
    EXPECT_EQ(us.transport.name(), "detecting");
}

TEST(v1_or_v2, speaks_v2_with_those_who_do_however_it_is_cut) {
    for (std::size_t at = 0; at <= 200; ++at) {
        answering us;
        test::hand_made_v2 remote(crypto::party::initiator);
        // Its own key is needed before ours is known; both are sent in this order anyway.
        auto items =
            read_all(us.transport, byte_view(remote.key).first(std::min<std::size_t>(at, 64)));
        if (at < 64) items = read_all(us.transport, byte_view(remote.key).subspan(at));
        ASSERT_TRUE(us.transport.ready());
        (void)remote.meet(us.transport.take_output());
        const auto opening = remote.opening(bytes(30));
        const bytes rest(opening.begin() + 64, opening.end());
        const auto cut = at % rest.size();
        (void)read_all(us.transport, byte_view(rest).first(cut));
        (void)read_all(us.transport, byte_view(rest).subspan(cut));
        EXPECT_EQ(us.transport.name(), "v2");
        EXPECT_EQ(us.transport.session(), remote.session);
        EXPECT_EQ(test::first_of(us.transport, remote.message("verack", {})), "verack  33");
    }
}

TEST(v1_or_v2, names_the_network_of_a_foreign_v1_peer) {
    for (const std::size_t at : {0U, 1U, 4U, 15U, 16U, 20U}) {
        answering us;
        auto frame = test::raw_frame("version", bytes(100));
        frame.magic = networks::bitcoin.magic;
        const auto stream = frame.bytes();
        auto items = read_all(us.transport, byte_view(stream).first(at));
        if (items.empty()) items = read_all(us.transport, byte_view(stream).subspan(at));
        EXPECT_EQ(items, std::vector<std::string>{"broken wrong_magic"}) << at;
    }
}

TEST(v1_or_v2, holds_nothing_after_its_end) {
    answering us;
    const bytes stream{0xfa, 0xbf};
    (void)read_all(us.transport, stream);
    us.transport.release();
    byte_view in(stream);
    EXPECT_EQ(test::text_of(us.transport.receive(in)), "incomplete");
    EXPECT_TRUE(in.empty());
}

}  // namespace
}  // namespace bitpeer::transport
