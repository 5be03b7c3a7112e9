/// What an encrypted transport refuses before it is open, when, and at what cost.

#include <tests/support/frames.hpp>
#include <tests/support/splitmix64.hpp>
#include <tests/unit/transport/v2_attack.hpp>

#include <gtest/gtest.h>

#include <string>

namespace bitpeer::transport {
namespace {

using test::append;
using test::first_of;
using test::read_all;

TEST(v2_key, may_not_be_our_own) {
    for (const auto us : {crypto::party::initiator, crypto::party::responder}) {
        v2 transport(regtest, us, entropy::from_number(3));
        EXPECT_EQ(first_of(transport, transport.take_output()), "broken own_key");
        EXPECT_FALSE(transport.ready());
        EXPECT_TRUE(transport.take_output().empty());
    }
}

TEST(v2_key, may_be_any_other_64_bytes) {
    for (const int byte : {0, 0xff}) {
        attack on;
        const bytes key(64, static_cast<std::uint8_t>(byte));
        EXPECT_TRUE(read_all(on.transport, key).empty());
        EXPECT_TRUE(on.transport.ready());
    }
}

TEST(v2_key, is_not_the_beginning_of_v1_on_another_network) {
    for (const auto us : {crypto::party::initiator, crypto::party::responder}) {
        auto frame = test::raw_frame("version", bytes(100));
        frame.magic = networks::bitcoin.magic;
        attack on(us);
        EXPECT_EQ(first_of(on.transport, byte_view(frame.bytes()).first(15)), "incomplete");
        EXPECT_EQ(
            first_of(on.transport, byte_view(frame.bytes()).subspan(15, 1)), "broken wrong_magic"
        );
        EXPECT_EQ(
            on.end().message(),
            "the stream's magic is f9beb4d9 (bitcoin), "
            "ours is fabfb5da (bitcoin-regtest or litecoin-regtest)"
        );
        on.expect_over("wrong_magic");
    }
}

TEST(v2_key, is_not_the_beginning_of_v1_on_our_network) {
    attack on(crypto::party::initiator);
    const auto frame = test::raw_frame("version", bytes(100)).bytes();
    EXPECT_EQ(first_of(on.transport, frame), "broken speaks_v1");
    on.expect_over("speaks_v1");
}

TEST(v2_garbage, ends_the_stream_when_it_does_not_end) {
    for (const std::size_t piece : {std::size_t{1}, std::size_t{100}, std::size_t{100'000}}) {
        attack on;
        bytes stream(on.remote.key.begin(), on.remote.key.end());
        append(stream, bytes(4110));
        for (std::size_t at = 0; at < stream.size(); at += piece) {
            const auto part = byte_view(stream).subspan(at, std::min(piece, stream.size() - at));
            ASSERT_TRUE(read_all(on.transport, part).empty());
        }
        EXPECT_LE(on.transport.buffered(), 2U * 4111U);
        EXPECT_EQ(first_of(on.transport, bytes(1)), "broken no_terminator");
        EXPECT_EQ(on.end().actual, 4111U);
        on.expect_over("no_terminator");
    }
}

TEST(v2_garbage, may_not_be_longer_than_4095_bytes) {
    attack on;
    EXPECT_EQ(first_of(on.transport, on.remote.opening(bytes(4096))), "broken no_terminator");
}

TEST(v2_garbage, ends_with_the_right_terminator_only) {
    for (std::size_t bit = 0; bit < 128; ++bit) {
        attack on;
        on.remote.terminator[bit / 8] ^= static_cast<std::uint8_t>(1U << bit % 8);
        EXPECT_EQ(first_of(on.transport, on.remote.opening()), "incomplete");
        EXPECT_EQ(first_of(on.transport, bytes(5000)), "broken no_terminator") << bit;
    }
    // Nor with our own.
    attack on;
    on.remote.terminator = on.remote.expected;
    EXPECT_EQ(first_of(on.transport, on.remote.opening()), "incomplete");
    EXPECT_EQ(first_of(on.transport, bytes(5000)), "broken no_terminator");
}

TEST(v2_garbage, may_look_like_its_terminator_nearly_everywhere) {
    for (const bool single_bytes : {false, true}) {
        attack on;
        const auto& terminator = on.remote.terminator;
        bytes garbage;
        while (garbage.size() < 4000) append(garbage, byte_view(terminator).first(15));
        garbage.resize(4095, terminator[0]);
        const auto stream = on.remote.opening(garbage);
        for (std::size_t at = 0; single_bytes && at < stream.size(); ++at) {
            ASSERT_TRUE(read_all(on.transport, byte_view(stream).subspan(at, 1)).empty());
        }
        if (!single_bytes) EXPECT_TRUE(read_all(on.transport, stream).empty());
        EXPECT_EQ(on.transport.name(), "v2");
    }
}

TEST(v2_garbage, is_vouched_for_by_the_first_packet) {
    const bytes garbage(100, 9);
    const auto opened_with = [&](bool decoy_first, bool changed) {
        attack on;
        bytes stream(on.remote.key.begin(), on.remote.key.end());
        append(stream, changed ? with_bit_flipped(garbage, 55) : garbage);
        append(stream, on.remote.terminator);
        if (decoy_first) append(stream, on.remote.decoy(10, garbage));
        append(stream, on.remote.packet({}, decoy_first ? bytes() : garbage));
        const auto items = read_all(on.transport, stream);
        return std::string(on.transport.name()) + (items.empty() ? "" : ' ' + items.back());
    };
    EXPECT_EQ(opened_with(false, false), "v2");
    EXPECT_EQ(opened_with(true, false), "v2 dropped decoy  10 30");
    EXPECT_EQ(opened_with(false, true), "detecting broken bad_tag");
    EXPECT_EQ(opened_with(true, true), "detecting broken bad_tag");
}

TEST(v2_opening, ignores_the_contents_of_its_packet) {
    attack on;
    bytes stream(on.remote.key.begin(), on.remote.key.end());
    append(stream, on.remote.terminator);
    append(stream, on.remote.packet(bytes(1000, 3)));
    append(stream, on.remote.message("ping", bytes(8)));
    EXPECT_EQ(read_all(on.transport, stream), std::vector<std::string>{"ping 0000000000000000 29"});
}

}  // namespace
}  // namespace bitpeer::transport
