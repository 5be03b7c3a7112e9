/// What a v1 transport refuses, when, and at what cost.

#include <bitpeer/params/networks.hpp>
#include <bitpeer/transport/v1.hpp>
#include <tests/support/frames.hpp>

#include <gtest/gtest.h>

#include <string>

namespace bitpeer::transport {
namespace {

using test::joined;
using test::raw_frame;

constexpr std::size_t payload_max = 4'000'000;
constexpr std::size_t ahead_max = 256 * 1024;

/// The first thing that comes out of `stream`.
received first_of(v1& transport, byte_view stream) {
    while (!stream.empty()) {
        auto item = transport.receive(stream);
        if (!std::holds_alternative<incomplete>(item)) return item;
    }
    return incomplete{};
}

received first_of(const bytes& stream) {
    v1 transport(networks::bitcoin_regtest);
    return first_of(transport, stream);
}

bytes header_that_claims(std::uint32_t length) {
    auto frame = raw_frame("block", {});
    frame.length = length;
    return frame.bytes();
}

TEST(v1_magic, breaks_the_stream_as_soon_as_its_four_bytes_are_there) {
    auto frame = raw_frame("version", {});
    frame.magic = networks::bitcoin.magic;
    const auto stream = frame.bytes();
    v1 transport(networks::bitcoin_regtest);
    EXPECT_TRUE(std::holds_alternative<incomplete>(first_of(transport, byte_view(stream).first(3)))
    );
    const auto item = first_of(transport, byte_view(stream).subspan(3, 1));
    ASSERT_TRUE(std::holds_alternative<broken_stream>(item));
    EXPECT_EQ(std::get<broken_stream>(item).code, break_code::wrong_magic);
}

TEST(v1_magic, is_wrong_when_any_of_its_bits_is) {
    for (std::size_t bit = 0; bit < 32; ++bit) {
        auto frame = raw_frame("verack", {});
        frame.magic[bit / 8] ^= static_cast<std::uint8_t>(1U << bit % 8);
        const auto item = first_of(frame.bytes());
        ASSERT_TRUE(std::holds_alternative<broken_stream>(item)) << bit;
        EXPECT_EQ(std::get<broken_stream>(item).code, break_code::wrong_magic) << bit;
    }
}

TEST(v1_magic, is_judged_before_the_length) {
    auto frame = raw_frame("block", {});
    frame.magic = networks::bitcoin.magic;
    frame.length = payload_max + 1;
    const auto item = first_of(frame.bytes());
    ASSERT_TRUE(std::holds_alternative<broken_stream>(item));
    EXPECT_EQ(std::get<broken_stream>(item).code, break_code::wrong_magic);
}

TEST(v1_length, up_to_four_million_bytes_is_accepted) {
    const auto item = first_of(raw_frame("block", bytes(payload_max)).bytes());
    ASSERT_TRUE(std::holds_alternative<frame>(item));
    EXPECT_EQ(std::get<frame>(item).payload.size(), payload_max);
    EXPECT_EQ(std::get<frame>(item).wire_size, payload_max + 24);
}

TEST(v1_length, above_four_million_bytes_breaks_the_stream_before_any_payload) {
    for (const std::uint32_t length : {4'000'001U, 0x7fffffffU, 0x80000000U, 0xffffffffU}) {
        v1 transport(networks::bitcoin_regtest);
        const auto item = first_of(transport, header_that_claims(length));
        ASSERT_TRUE(std::holds_alternative<broken_stream>(item)) << length;
        const auto& end = std::get<broken_stream>(item);
        EXPECT_EQ(end.code, break_code::payload_too_large);
        EXPECT_EQ(end.actual, length);
        EXPECT_EQ(end.allowed, payload_max);
        EXPECT_EQ(end.command, "block");
        EXPECT_LE(transport.buffered(), v1::header_size);
    }
}

TEST(v1_length, is_judged_before_the_command) {
    auto frame = raw_frame("\x01", {});
    frame.length = payload_max + 1;
    EXPECT_TRUE(std::holds_alternative<broken_stream>(first_of(frame.bytes())));
}

TEST(v1_command, that_breaks_the_rule_costs_its_message_only) {
    using std::string_literals::operator""s;
    const struct {
        std::string name;
        std::string shown;
    } bad[] = {
        {""s, ""},
        {"\x1f"s, "\\x1f"},
        {"\x7f"s, "\\x7f"},
        {"ping\xff"s, "ping\\xff"},
        {"pi\0ng"s, "pi\\x00ng"},
        {"ping\0\0\0\0\0\0\0g"s, "ping\\x00\\x00\\x00\\x00\\x00\\x00\\x00g"},
    };
    for (const auto& [name, shown] : bad) {
        v1 transport(networks::bitcoin_regtest);
        const auto stream =
            joined({raw_frame(name, {1, 2, 3}).bytes(), raw_frame("verack", {}).bytes()});
        byte_view left = stream;
        const auto item = transport.receive(left);
        ASSERT_TRUE(std::holds_alternative<dropped_frame>(item)) << shown;
        const auto& lost = std::get<dropped_frame>(item);
        EXPECT_EQ(lost.code, drop_code::bad_command);
        EXPECT_EQ(lost.command, shown);
        EXPECT_EQ(lost.payload_size, 3U);
        EXPECT_EQ(lost.wire_size, 27U);
        EXPECT_TRUE(std::holds_alternative<frame>(transport.receive(left))) << shown;
    }
}

TEST(v1_command, of_printable_characters_is_accepted_known_or_not) {
    for (const auto* name : {" ", "~", "a b", "twelve chars", "neverheardof"}) {
        const auto item = first_of(raw_frame(name, {7}).bytes());
        ASSERT_TRUE(std::holds_alternative<frame>(item)) << name;
        EXPECT_EQ(std::get<frame>(item).command.text(), name);
    }
}

TEST(v1_command, is_judged_before_the_checksum) {
    auto frame = raw_frame("\x01", {1});
    frame.checksum[3] ^= 0x80;
    const auto item = first_of(frame.bytes());
    ASSERT_TRUE(std::holds_alternative<dropped_frame>(item));
    EXPECT_EQ(std::get<dropped_frame>(item).code, drop_code::bad_command);
}

TEST(v1_checksum, that_is_wrong_in_any_bit_costs_its_message_only) {
    for (std::size_t bit = 0; bit < 32; ++bit) {
        auto bad = raw_frame("ping", bytes(8, 0x55));
        bad.checksum[bit / 8] ^= static_cast<std::uint8_t>(1U << bit % 8);
        v1 transport(networks::bitcoin_regtest);
        const auto stream = joined({bad.bytes(), raw_frame("ping", bytes(8, 0x66)).bytes()});
        byte_view left = stream;
        const auto item = transport.receive(left);
        ASSERT_TRUE(std::holds_alternative<dropped_frame>(item)) << bit;
        EXPECT_EQ(std::get<dropped_frame>(item).code, drop_code::bad_checksum);
        const auto next = transport.receive(left);
        ASSERT_TRUE(std::holds_alternative<frame>(next)) << bit;
        EXPECT_EQ(std::get<frame>(next).payload, shared_bytes(bytes(8, 0x66)));
    }
}

TEST(v1_checksum, of_an_empty_payload_is_known) {
    EXPECT_EQ(
        raw_frame("verack", {}).checksum, (std::array<std::uint8_t, 4>{0x5d, 0xf6, 0xe0, 0xe2})
    );
}

TEST(v1_memory, grows_at_most_256_KiB_ahead_of_the_bytes_that_came) {
    v1 transport(networks::bitcoin_regtest);
    const auto stream = raw_frame("block", bytes(payload_max, 1)).bytes();
    const std::size_t step = 10'007;
    for (std::size_t at = 0; at < stream.size(); at += step) {
        byte_view piece = byte_view(stream).subspan(at, std::min(step, stream.size() - at));
        const auto arrived = at + piece.size();
        const auto item = transport.receive(piece);
        if (arrived == stream.size()) {
            EXPECT_TRUE(std::holds_alternative<frame>(item));
        } else {
            ASSERT_LE(transport.buffered(), arrived + ahead_max) << "after " << arrived;
            ASSERT_GE(transport.buffered(), arrived - v1::header_size) << "after " << arrived;
        }
    }
    EXPECT_EQ(transport.buffered(), 0U);
}

TEST(v1_memory, a_claim_alone_costs_next_to_nothing) {
    v1 transport(networks::bitcoin_regtest);
    auto stream = header_that_claims(payload_max);
    EXPECT_TRUE(std::holds_alternative<incomplete>(first_of(transport, stream)));
    EXPECT_LE(transport.buffered(), v1::header_size);
    const bytes one{1};
    EXPECT_TRUE(std::holds_alternative<incomplete>(first_of(transport, one)));
    EXPECT_LE(transport.buffered(), v1::header_size + 1 + ahead_max);
}

TEST(v1_memory, is_let_go_when_the_stream_is_over) {
    for (const std::size_t count : {1U, 23U, 24U, 25U, 1'000'000U}) {
        v1 transport(networks::bitcoin_regtest);
        const auto stream = raw_frame("block", bytes(payload_max, 1)).bytes();
        EXPECT_TRUE(
            std::holds_alternative<incomplete>(first_of(transport, byte_view(stream).first(count)))
        );
        transport.release();
        EXPECT_EQ(transport.buffered(), 0U) << count;
    }
}

TEST(v1_broken, stays_broken_and_takes_everything) {
    v1 transport(networks::bitcoin_regtest);
    const auto first =
        std::get<broken_stream>(first_of(transport, header_that_claims(payload_max + 1)));
    for (int i = 0; i < 3; ++i) {
        const auto good = raw_frame("ping", bytes(8)).bytes();
        byte_view left = good;
        const auto again = transport.receive(left);
        EXPECT_TRUE(left.empty());
        ASSERT_TRUE(std::holds_alternative<broken_stream>(again));
        EXPECT_EQ(std::get<broken_stream>(again).message(), first.message());
        EXPECT_LE(transport.buffered(), v1::header_size);
    }
}

}  // namespace
}  // namespace bitpeer::transport
