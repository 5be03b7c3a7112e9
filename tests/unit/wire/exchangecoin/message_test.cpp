/// What single messages of Exchangecoin do that their descriptions do not show.

#include <bitpeer/base/hex.hpp>
#include <bitpeer/wire/codec.hpp>
#include <bitpeer/wire/exchangecoin/messages/getblocks.hpp>
#include <bitpeer/wire/exchangecoin/messages/getcfheaders.hpp>
#include <bitpeer/wire/exchangecoin/messages/getcfilter.hpp>
#include <bitpeer/wire/exchangecoin/messages/getheaders.hpp>
#include <bitpeer/wire/exchangecoin/messages/getinitstate.hpp>
#include <bitpeer/wire/exchangecoin/messages/headers.hpp>
#include <bitpeer/wire/exchangecoin/messages/reject.hpp>
#include <bitpeer/wire/exchangecoin/messages/version.hpp>
#include <bitpeer/wire/json_writer.hpp>

#include <gtest/gtest.h>

#include <string>

namespace bitpeer::wire::exchangecoin {
namespace {

const hash256 some_hash{.bytes = {1, 2, 3}};

TEST(exchangecoin_version, ends_behind_any_of_its_last_fields) {
    const version all{
        .protocol_version = 8,
        .services = services::network,
        .timestamp = 2,
        .receiver = {},
        .sender = {services::network, {}},
        .nonce = 7,
        .user_agent = "/a/",
        .start_height = 9,
        .relay = false};
    const auto payload = encode(all).value();
    ASSERT_EQ(payload.size(), 86U + 3);
    version expected{
        .protocol_version = 8,
        .services = services::network,
        .timestamp = 2,
        .receiver = {},
        .sender = {},
        .nonce = {},
        .user_agent = {}};
    const auto expect_cut_to = [&](std::size_t size) {
        const auto read = decode<version>(byte_view(payload).first(size));
        ASSERT_TRUE(read) << read.error().message();
        EXPECT_EQ(*read, expected) << size;
        const auto cut = decode<version>(byte_view(payload).first(size - 1));
        ASSERT_FALSE(cut);
        EXPECT_EQ(cut.error().code, errc::truncated);
    };
    EXPECT_TRUE(expected.relay);
    expect_cut_to(46);
    expected.sender = all.sender;
    expect_cut_to(72);
    expected.nonce = 7;
    expect_cut_to(80);
    expected.user_agent = "/a/";
    expect_cut_to(84);
    expected.start_height = 9;
    expect_cut_to(88);
    expected.relay = false;
    EXPECT_EQ(decode<version>(payload), expected);
}

TEST(exchangecoin_version, has_a_user_agent_of_printable_ascii) {
    version named;
    named.user_agent = std::string(256, '~');
    EXPECT_EQ(decode<version>(encode(named).value()), named);
    named.user_agent = std::string(257, '~');
    EXPECT_EQ(encode(named).error().code, errc::length_above_limit);
    named.user_agent = "/caf\xc3\xa9/";
    EXPECT_EQ(
        encode(named).error().message(), "version.user_agent: byte 195 is not printable ASCII, at 0"
    );
}

TEST(exchangecoin_reject, names_a_hash_exactly_for_blocks_and_transactions) {
    for (const std::string command : {"tx", "block"}) {
        const reject refused{
            .message = command, .code = reject_code::invalid, .reason = "no", .hash = some_hash};
        const auto payload = encode(refused).value();
        EXPECT_EQ(payload.size(), 1 + command.size() + 1 + 3 + 32);
        EXPECT_EQ(decode<reject>(payload), refused);
        EXPECT_EQ(check<reject>(payload), payload.size());
        const auto cut = decode<reject>(byte_view(payload).first(payload.size() - 32));
        ASSERT_FALSE(cut);
        EXPECT_EQ(cut.error().code, errc::truncated);
        EXPECT_EQ(cut.error().field.to_string(), "hash");

        auto nameless = refused;
        nameless.hash.reset();
        nameless = decode<reject>(encode(nameless).value()).value();
        ASSERT_TRUE(nameless.hash.has_value());
        EXPECT_TRUE(nameless.hash->is_zero());
    }
    for (const std::string command : {"", "t", "txs", "blocks", "version"}) {
        reject refused{
            .message = command, .code = reject_code::invalid, .reason = "no", .hash = some_hash};
        auto payload = encode(refused).value();
        EXPECT_EQ(payload.size(), 1 + command.size() + 1 + 3);
        payload.resize(payload.size() + 32);  // trails, and is not taken for a hash
        refused.hash.reset();
        EXPECT_EQ(decode<reject>(payload), refused);
        EXPECT_EQ(check<reject>(payload), payload.size() - 32);
    }
}

TEST(exchangecoin_reject, has_texts_of_any_length) {
    const reject refused{
        .message = std::string(300, 'm'),
        .code = {},
        .reason = std::string(100'000, 'r'),
        .hash = {}};
    EXPECT_EQ(decode<reject>(encode(refused).value()), refused);
}

TEST(exchangecoin_headers, carry_no_transactions) {
    const headers one{.items = {announced_header{}}};
    auto payload = encode(one).value();
    ASSERT_EQ(payload.size(), 1U + 280 + 1);
    EXPECT_EQ(decode<headers>(payload), one);
    payload.back() = 5;
    const auto read = decode<headers>(payload);
    ASSERT_FALSE(read);
    EXPECT_EQ(
        read.error().message(), "headers.items[0].transaction_count: value 5 is not allowed, at 281"
    );
    EXPECT_EQ(to_json(no_transactions{}), "0");
}

TEST(exchangecoin_locator, stands_in_three_messages) {
    const hash256 older{.bytes = {9}};
    const locator from{some_hash, older};
    const auto size = [](const auto& message) { return encode(message).value().size(); };
    EXPECT_EQ(size(getblocks{.locator = from}), 4U + 1 + 64 + 32);
    EXPECT_EQ(size(getheaders{.locator = from}), 4U + 1 + 64 + 32);
    EXPECT_EQ(size(getcfheaders{.locator = from, .type = {}}), 1U + 64 + 32 + 1);
    EXPECT_EQ(getblocks{}.protocol_version, 9U);
    EXPECT_EQ(getheaders{}.protocol_version, 0U);
    EXPECT_EQ(locator({some_hash, older}, older).stop, older);

    getheaders most;
    most.locator.hashes.resize(500);
    EXPECT_EQ(decode<getheaders>(encode(most).value()), most);
    most.locator.hashes.resize(501);
    EXPECT_EQ(
        encode(most).error().message(), "getheaders.locator.hashes: count 501 is above 500, at 0"
    );
}

TEST(exchangecoin_names, are_told) {
    EXPECT_EQ(to_string(filter_type::regular), "regular");
    EXPECT_EQ(to_string(filter_type::extended), "extended");
    EXPECT_EQ(to_string(filter_type{2}), "2");
    const getinitstate all{
        .types = {
            getinitstate::head_blocks,
            getinitstate::head_block_votes,
            getinitstate::treasury_spends}};
    EXPECT_EQ(
        to_hex(encode(all).value()),
        "030a68656164626c6f636b730e68656164626c6f636b766f74657307747370656e6473"
    );
}

}  // namespace
}  // namespace bitpeer::wire::exchangecoin
