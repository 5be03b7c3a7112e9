#include <bitpeer/params/networks.hpp>
#include <bitpeer/transport/v2.hpp>
#include <bitpeer/wire/messages/ping.hpp>
#include <tool/conform/bent_v2.hpp>

#include <gtest/gtest.h>

#include <optional>
#include <vector>

namespace bitpeer::tool::conform {
namespace {

const auto& net = networks::bitcoin_regtest;

/// Both ends of a connection: ours is bent, theirs is the library's.
class conform_bent_v2 : public testing::Test {
protected:
    void bend(v2_bends how) {
        ours.emplace(net, entropy::from_number(1), how);
        theirs.emplace(net, crypto::party::responder, entropy::from_number(2));
    }

    static std::vector<transport::received> give(transport::transport& to, byte_view data) {
        std::vector<transport::received> items;
        while (!data.empty()) items.push_back(to.receive(data));
        return items;
    }

    /// Keys, garbage and what opens the stream, both ways; then a ping of ours.
    std::vector<transport::received> meet_and_ping() {
        give(*theirs, ours->take_output());
        give(*ours, theirs->take_output());
        const auto ping = ours->seal(wire::ping::command, shared_bytes(bytes(8)));
        return give(*theirs, ping.head);
    }

    static std::size_t frames_in(const std::vector<transport::received>& items) {
        std::size_t count = 0;
        for (const auto& item : items) count += std::holds_alternative<transport::frame>(item);
        return count;
    }

    static bool breaks(const std::vector<transport::received>& items, transport::break_code code) {
        const auto* end = std::get_if<transport::broken_stream>(&items.back());
        return end != nullptr && end->code == code;
    }

    std::optional<bent_v2> ours;
    std::optional<transport::v2> theirs;
};

TEST_F(conform_bent_v2, without_a_bend_is_a_v2_transport) {
    bend({});
    EXPECT_EQ(frames_in(meet_and_ping()), 1U);
}

TEST_F(conform_bent_v2, reads_many_messages_in_one_piece) {
    bend({});
    meet_and_ping();
    bytes all;
    for (int i = 0; i < 3; ++i) {
        const auto pong = theirs->seal(wire::command_name("pong"), shared_bytes(bytes(8)));
        all.insert(all.end(), pong.head.view().begin(), pong.head.view().end());
    }
    EXPECT_EQ(frames_in(give(*ours, all)), 3U);
}

TEST_F(conform_bent_v2, garbage_decoys_contents_and_long_names_are_taken) {
    bend({.garbage = 4095, .decoys = 3, .opening = 100, .long_names = true, .decoys_each = 2});
    EXPECT_EQ(frames_in(meet_and_ping()), 1U);
}

TEST_F(conform_bent_v2, who_does_not_vouch_for_its_garbage_is_found_out) {
    bend({.vouches = false});
    EXPECT_TRUE(breaks(meet_and_ping(), transport::break_code::bad_tag));
}

TEST_F(conform_bent_v2, garbage_without_an_end_is_found_out) {
    bend({.garbage = 0, .terminates = false});
    give(*theirs, ours->take_output());
    give(*ours, theirs->take_output());
    EXPECT_TRUE(breaks(give(*theirs, bytes(4095 + 16)), transport::break_code::no_terminator));
}

}  // namespace
}  // namespace bitpeer::tool::conform
