#include <bitpeer/base/hex.hpp>
#include <bitpeer/wire/dialects/bitcoin.hpp>
#include <bitpeer/wire/message.hpp>

#include <gtest/gtest.h>

namespace bitpeer::wire {
namespace {

shared_bytes payload(std::string_view hex) { return shared_bytes(from_hex(hex).value()); }

const row& row_of(command_name command) { return *dialects::bitcoin.find(command); }

TEST(message, made_from_a_value_gives_it_back) {
    const message sent = ping{7};
    EXPECT_EQ(sent.command(), ping::command);
    EXPECT_TRUE(sent.is<ping>());
    EXPECT_FALSE(sent.is<pong>());
    EXPECT_EQ(sent.get_if<ping>(), ping{7});
    EXPECT_EQ(sent.get_if<pong>(), std::nullopt);
    EXPECT_EQ(sent.type(), message_type_id::of<ping>());
    EXPECT_EQ(sent.known(), nullptr);
    EXPECT_TRUE(sent.raw().empty());
}

TEST(message, made_from_a_value_is_encoded_for_each_peer) {
    const message sent = ping{7};
    EXPECT_EQ(to_hex(sent.payload_for({}).value()), "0700000000000000");
    EXPECT_EQ(to_hex(sent.payload_for({.protocol_version = 60000}).value()), "");
    const message young = wtxidrelay{};
    EXPECT_EQ(
        young.payload_for({.protocol_version = 70015}).error().message(),
        "wtxidrelay: exists since protocol version 70016, negotiated is 70015, at 0"
    );
}

TEST(message, that_arrived_is_decoded_when_asked) {
    const message received(row_of("ping"), payload("0700000000000000ff"), {});
    EXPECT_TRUE(received.is<ping>());
    EXPECT_EQ(received.get_if<ping>(), ping{7});
    EXPECT_EQ(received.get_if<pong>(), std::nullopt);
    EXPECT_EQ(received.known(), &row_of("ping"));
    EXPECT_EQ(to_hex(received.raw()), "0700000000000000ff");
    EXPECT_EQ(received.to_json(), R"({"nonce":7})");
    // Passed on, it is what it was, trailing byte included.
    EXPECT_EQ(to_hex(received.payload_for({}).value()), "0700000000000000ff");
}

TEST(message, is_read_as_its_connection_agreed) {
    const format_options old{.protocol_version = 60000};
    const message received(row_of("ping"), {}, old);
    EXPECT_EQ(received.get_if<ping>(), ping{0});
    EXPECT_EQ(received.options(), old);
}

TEST(message, of_an_unknown_command_is_passed_through) {
    const message received(command_name("bogus"), payload("abcd"));
    EXPECT_EQ(received.command().text(), "bogus");
    EXPECT_EQ(received.known(), nullptr);
    EXPECT_EQ(received.type(), std::nullopt);
    EXPECT_FALSE(received.is<ping>());
    EXPECT_EQ(received.get_if<ping>(), std::nullopt);
    EXPECT_EQ(to_hex(received.payload_for({}).value()), "abcd");
}

TEST(message, shares_its_payload_with_its_copies) {
    const message received(row_of("ping"), payload("0700000000000000"), {});
    const auto copy = received;
    EXPECT_EQ(copy.raw().data(), received.raw().data());
}

}  // namespace
}  // namespace bitpeer::wire
