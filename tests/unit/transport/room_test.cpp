/// Reading large payloads to where they are going to be.

#include <bitpeer/params/networks.hpp>
#include <bitpeer/transport/v1.hpp>
#include <bitpeer/transport/v1_or_v2.hpp>
#include <bitpeer/transport/v2.hpp>
#include <tests/support/v2_streams.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

namespace bitpeer::transport {
namespace {

const network& regtest = networks::bitcoin_regtest;
constexpr std::size_t first_read = 1'000;
constexpr std::size_t few = 16 * 1024;
constexpr std::size_t many = 64 * 1024;

/// One end that reads, the other that writes, up to the end of their handshake.
struct line {
    std::unique_ptr<transport> reader;
    std::unique_ptr<transport> writer;

    void shake_hands() {
        for (int round = 0; round < 3; ++round) {
            EXPECT_EQ(test::first_of(*reader, writer->take_output()), "incomplete");
            EXPECT_EQ(test::first_of(*writer, reader->take_output()), "incomplete");
        }
        // By this one knows that it is v1.
        const auto greeting = test::joined(writer->seal("version", shared_bytes(bytes(100))));
        EXPECT_TRUE(test::first_of(*reader, greeting).starts_with("version "));
    }
    [[nodiscard]] bytes frame_of(std::size_t size) const {
        return test::joined(writer->seal("block", shared_bytes(bytes(size, 7))));
    }
};

std::vector<line> lines() {
    std::vector<line> made;
    made.push_back({std::make_unique<v1>(regtest), std::make_unique<v1>(regtest)});
    const auto v2_of = [](crypto::party us) {
        const auto seed = us == crypto::party::initiator ? 1U : 2U;
        return std::make_unique<v2>(regtest, us, entropy::from_number(seed), v2_padding{});
    };
    made.push_back({v2_of(crypto::party::responder), v2_of(crypto::party::initiator)});
    const auto detecting = [] {
        return std::make_unique<v1_or_v2>(regtest, entropy::from_number(3), v2_padding{}, nullptr);
    };
    made.push_back({detecting(), v2_of(crypto::party::initiator)});
    made.push_back({detecting(), std::make_unique<v1>(regtest)});
    for (auto& one : made) one.shake_hands();
    return made;
}

/// Reads it as who has a socket does; tells how much went to its place at once.
std::string read_by_room(transport& to, byte_view stream, std::size_t& in_place) {
    std::string heard;
    while (!stream.empty()) {
        const auto room = to.room();
        EXPECT_LE(room.size(), many);
        const auto part =
            stream.first(std::min(stream.size(), room.empty() ? first_read : room.size()));
        stream = stream.subspan(part.size());
        byte_view given = part;
        if (!room.empty()) {
            std::ranges::copy(part, room.begin());
            given = room.first(part.size());
            in_place += part.size();
        }
        while (!given.empty()) {
            const auto item = to.receive(given);
            if (!std::holds_alternative<incomplete>(item)) heard += test::text_of(item);
        }
    }
    return heard;
}

TEST(room, is_where_a_large_payload_is_read_to_and_what_comes_is_the_same) {
    for (const std::size_t size : {20'000U, 70'000U, 300'000U, 1'000'000U, 3'999'000U}) {
        for (auto& one : lines()) {
            SCOPED_TRACE(std::string(one.reader->name()) + " " + std::to_string(size));
            const auto frame = one.frame_of(size);
            std::size_t in_place = 0;
            const auto heard = read_by_room(*one.reader, frame, in_place);
            const struct frame due { "block", shared_bytes(bytes(size, 7)), frame.size() };
            EXPECT_EQ(heard, test::text_of(due));
            EXPECT_GE(in_place + few + 2 * first_read, size);
            EXPECT_TRUE(one.reader->room().empty());
        }
    }
}

TEST(room, is_none_before_some_of_it_has_come_and_for_few_bytes) {
    for (auto& one : lines()) {
        SCOPED_TRACE(one.reader->name());
        EXPECT_TRUE(one.reader->room().empty());
        const auto frame = one.frame_of(100'000);
        byte_view rest = frame;
        const auto hear = [&](std::size_t count) {
            EXPECT_EQ(test::first_of(*one.reader, rest.first(count)), "incomplete");
            rest = rest.subspan(count);
        };
        hear(3);
        EXPECT_TRUE(one.reader->room().empty());
        hear(50);
        EXPECT_EQ(one.reader->room().size(), many);
        hear(rest.size() - few);
        EXPECT_EQ(one.reader->room().size(), few);
        hear(1);
        EXPECT_TRUE(one.reader->room().empty());
        one.reader->release();
        EXPECT_TRUE(one.reader->room().empty());
    }
}

TEST(room, need_not_be_used) {
    for (auto& one : lines()) {
        const auto frame = one.frame_of(100'000);
        byte_view rest = frame;
        EXPECT_EQ(test::first_of(*one.reader, rest.first(1'000)), "incomplete");
        EXPECT_FALSE(one.reader->room().empty());
        EXPECT_TRUE(test::first_of(*one.reader, rest.subspan(1'000)).starts_with("block "));
    }
}

}  // namespace
}  // namespace bitpeer::transport
