#include <bitpeer/base/hex.hpp>
#include <bitpeer/node/bloom_filter.hpp>
#include <bitpeer/wire/codec.hpp>
#include <tests/support/splitmix64.hpp>

#include <gtest/gtest.h>

#include <limits>
#include <string>
#include <string_view>
#include <vector>

namespace bitpeer {
namespace {

using wire::bloom_update;

bytes hex(std::string_view text) { return from_hex(text).value(); }

bytes random_bytes(random_source& random, std::size_t size) {
    bytes made(size);
    for (auto& byte : made) byte = static_cast<std::uint8_t>(random.next());
    return made;
}

bytes operator+(bytes left, const bytes& right) {
    left.insert(left.end(), right.begin(), right.end());
    return left;
}

// What is sent, and what comes.

TEST(bloom_filter, is_as_large_as_bip37_says) {
    // bitcoin-p2p.md §1.6.1, computed by hand: 10 elements at 1 in 1000 take 143.8 bits.
    const bloom_filter filter(10, 0.001, 5, bloom_update::all);
    EXPECT_EQ(filter.message().filter.size(), 17U);
    EXPECT_EQ(filter.message().hash_functions, 9U);  // 13 whole bits each, times ln 2
    EXPECT_EQ(filter.message().tweak, 5U);
    EXPECT_EQ(filter.message().flags, bloom_update::all);
}

TEST(bloom_filter, never_exceeds_the_limits_of_the_protocol) {
    const auto most = std::numeric_limits<std::size_t>::max();
    const auto infinity = std::numeric_limits<double>::infinity();
    const auto nan = std::numeric_limits<double>::quiet_NaN();
    for (const std::size_t elements :
         {std::size_t{0}, std::size_t{1}, std::size_t{100'000}, most}) {
        for (const auto rate : {-1.0, 0.0, 1e-300, 0.5, 1.0, 2.0, infinity, -infinity, nan}) {
            bloom_filter filter(elements, rate, 0, bloom_update::none);
            const auto& message = filter.message();
            EXPECT_GE(message.filter.size(), 1U);
            EXPECT_LE(message.filter.size(), bloom_filter::max_bytes);
            EXPECT_GE(message.hash_functions, 1U);
            EXPECT_LE(message.hash_functions, bloom_filter::max_hash_functions);
            EXPECT_TRUE(wire::encode(message).has_value());
            EXPECT_FALSE(filter.contains(bytes{1}));
            filter.insert(bytes{1});
            EXPECT_TRUE(filter.contains(bytes{1}));
        }
    }
    const bloom_filter largest(1, 0.0, 0, bloom_update::none);
    EXPECT_EQ(largest.message().filter.size(), 36'000U);
    EXPECT_EQ(largest.message().hash_functions, 50U);
}

TEST(bloom_filter, is_the_same_at_the_other_end) {
    test::splitmix64 random{1};
    bloom_filter sent(50, 0.01, 77, bloom_update::pubkey_only);
    std::vector<bytes> elements;
    for (std::size_t i = 0; i < 50; ++i) {
        elements.push_back(random_bytes(random, i));
        sent.insert(elements.back());
    }
    const auto payload = wire::encode(sent.message()).value();
    const bloom_filter received(wire::decode<wire::filterload>(payload).value());
    EXPECT_EQ(received.message(), sent.message());
    for (const auto& element : elements) EXPECT_TRUE(received.contains(element));
}

// What it contains.

TEST(bloom_filter, never_denies_an_element_and_seldom_invents_one) {
    test::splitmix64 random{2};
    for (const auto rate : {0.1, 0.01, 0.001}) {
        bloom_filter filter(2000, rate, static_cast<std::uint32_t>(random.next()), {});
        std::vector<bytes> elements;
        for (int i = 0; i < 2000; ++i) elements.push_back(random_bytes(random, 20));
        for (const auto& element : elements) filter.insert(element);
        for (const auto& element : elements) ASSERT_TRUE(filter.contains(element));
        int wrong = 0;
        for (int i = 0; i < 20'000; ++i) {
            if (filter.contains(random_bytes(random, 20))) ++wrong;
        }
        EXPECT_LT(wrong, 20'000 * rate * 1.5);
        EXPECT_GT(wrong, 20'000 * rate * 0.5);
    }
}

TEST(bloom_filter, takes_hashes_and_outpoints_as_they_stand_on_the_wire) {
    const auto hash =
        hash256::literal("90c122d70786e899529d71dbeba91ba216982fb6ba58f3bdaab65e73b7e9260b");
    bloom_filter by_value(10, 0.000001, 0, bloom_update::all);
    bloom_filter by_bytes = by_value;
    by_value.insert(hash);
    by_bytes.insert(hex("0b26e9b7735eb6aabdf358bab62f9816a21ba9ebdb719d5299e88607d722c190"));
    EXPECT_EQ(by_value.message(), by_bytes.message());
    by_value.insert(wire::outpoint{hash, 0x01020304});
    by_bytes.insert(hex("0b26e9b7735eb6aabdf358bab62f9816a21ba9ebdb719d5299e88607d722c190"
                        "04030201"));
    EXPECT_EQ(by_value.message(), by_bytes.message());
    EXPECT_TRUE(by_bytes.contains(hash));
    EXPECT_TRUE(by_bytes.contains(wire::outpoint{hash, 0x01020304}));
    EXPECT_FALSE(by_bytes.contains(wire::outpoint{hash, 0x01020305}));
}

TEST(bloom_filter, of_no_bytes_contains_everything_and_stays_so) {
    bloom_filter filter(wire::filterload{
        .filter = {}, .hash_functions = 50, .tweak = 1, .flags = {}});
    EXPECT_TRUE(filter.contains(bytes{1}));
    filter.insert(bytes{1});
    filter.insert(hash256{});
    filter.insert(wire::outpoint{});
    EXPECT_TRUE(filter.message().filter.empty());
    EXPECT_TRUE(filter.contains(byte_view{}));
    EXPECT_TRUE(filter.matches(wire::transaction{}));
}

TEST(bloom_filter, of_no_hash_functions_contains_everything) {
    wire::filterload message;
    message.filter.resize(8);
    bloom_filter filter(message);
    EXPECT_TRUE(filter.contains(bytes{1}));
    filter.insert(bytes{1});
    EXPECT_EQ(filter.message(), message);
}

TEST(bloom_filter, of_zeros_contains_nothing_and_of_ones_everything) {
    wire::filterload message;
    message.filter.resize(8);
    message.hash_functions = 50;
    EXPECT_FALSE(bloom_filter(message).contains(bytes{1}));
    EXPECT_FALSE(bloom_filter(message).matches(wire::transaction{}));
    message.filter.assign(8, 0xff);
    EXPECT_TRUE(bloom_filter(message).contains(bytes{1}));
    EXPECT_TRUE(bloom_filter(message).matches(wire::transaction{}));
}

// What matches, and how the filter grows.

const bytes key = bytes{0x02} + bytes(32, 0x11);
const bytes uncompressed_key = bytes{0x04} + bytes(64, 0x22);

wire::transaction paying(const bytes& script) {
    wire::transaction made;
    made.inputs.emplace_back();
    wire::transaction_output other;
    other.script = wire::var_bytes<>(bytes{0x51});
    wire::transaction_output output;
    output.script = wire::var_bytes<>(byte_view(script));
    made.outputs = {other, output};
    return made;
}

/// Whether a filter with `element` that has these flags grows by the outpoint of a matching output.
bool grows(std::uint8_t flags, const bytes& element, const bytes& script) {
    bloom_filter filter(10, 0.000001, 0, bloom_update{flags});
    filter.insert(element);
    const auto transaction = paying(script);
    EXPECT_TRUE(filter.matches(transaction));
    EXPECT_FALSE(filter.contains(wire::outpoint{wire::txid(transaction), 0}));
    return filter.contains(wire::outpoint{wire::txid(transaction), 1});
}

bool counts_as_pubkey(const bytes& element, const bytes& script) {
    EXPECT_TRUE(grows(1, element, script));
    EXPECT_FALSE(grows(0, element, script));
    return grows(2, element, script);
}

bytes push(const bytes& data) { return bytes{static_cast<std::uint8_t>(data.size())} + data; }

TEST(bloom_filter, grows_by_pay_to_pubkey_where_told_pubkeys_only) {
    EXPECT_TRUE(counts_as_pubkey(key, push(key) + bytes{0xac}));
    EXPECT_TRUE(counts_as_pubkey(uncompressed_key, push(uncompressed_key) + bytes{0xac}));
    // Not in the shortest form, more behind it, no key, another operation.
    EXPECT_FALSE(counts_as_pubkey(key, bytes{0x4c} + push(key) + bytes{0xac}));
    EXPECT_FALSE(counts_as_pubkey(key, push(key) + bytes{0xac, 0x61}));
    EXPECT_FALSE(counts_as_pubkey(key, push(key) + bytes{0xac, 0x05}));
    EXPECT_FALSE(counts_as_pubkey(key, push(key) + bytes{0xad}));
    EXPECT_FALSE(counts_as_pubkey(key, push(key)));
    const auto no_key = bytes{0x05} + bytes(32, 0x11);
    EXPECT_FALSE(counts_as_pubkey(no_key, push(no_key) + bytes{0xac}));
    const auto long_key = key + bytes{1};
    EXPECT_FALSE(counts_as_pubkey(long_key, push(long_key) + bytes{0xac}));
}

TEST(bloom_filter, grows_by_bare_multisig_where_told_pubkeys_only) {
    const auto two_keys = push(key) + push(uncompressed_key);
    EXPECT_TRUE(counts_as_pubkey(key, bytes{0x51} + push(key) + bytes{0x51, 0xae}));
    EXPECT_TRUE(counts_as_pubkey(key, bytes{0x51} + two_keys + bytes{0x52, 0xae}));
    EXPECT_TRUE(counts_as_pubkey(uncompressed_key, bytes{0x52} + two_keys + bytes{0x52, 0xae}));
    // More signatures than keys, other counts, none, another end.
    EXPECT_FALSE(counts_as_pubkey(key, bytes{0x53} + two_keys + bytes{0x52, 0xae}));
    EXPECT_FALSE(counts_as_pubkey(key, bytes{0x51} + two_keys + bytes{0x53, 0xae}));
    EXPECT_FALSE(counts_as_pubkey(key, bytes{0x51} + two_keys + bytes{0x51, 0xae}));
    EXPECT_FALSE(counts_as_pubkey(key, bytes{0x00} + two_keys + bytes{0x52, 0xae}));
    EXPECT_FALSE(counts_as_pubkey(key, bytes{0x51} + two_keys + bytes{0x52, 0xaf}));
    EXPECT_FALSE(counts_as_pubkey(key, bytes{0x51} + two_keys + bytes{0x52, 0xae, 0x61}));
    EXPECT_FALSE(counts_as_pubkey(key, bytes{0x51} + two_keys + bytes{0xae}));
    EXPECT_FALSE(counts_as_pubkey(key, bytes{0x51} + two_keys + bytes{0x52}));
    EXPECT_FALSE(counts_as_pubkey(key, bytes{0x51} + two_keys));
    EXPECT_FALSE(counts_as_pubkey(key, push(key) + two_keys + bytes{0x52, 0xae}));
}

TEST(bloom_filter, counts_up_to_twenty_keys_of_a_multisig) {
    const auto multisig = [](std::size_t keys, const bytes& count) {
        bytes script{0x51};
        for (std::size_t i = 0; i < keys; ++i) script = script + push(key);
        return script + count + bytes{0xae};
    };
    EXPECT_TRUE(counts_as_pubkey(key, multisig(16, {0x60})));
    EXPECT_FALSE(counts_as_pubkey(key, multisig(16, {0x01, 16})));
    EXPECT_TRUE(counts_as_pubkey(key, multisig(17, {0x01, 17})));
    EXPECT_FALSE(counts_as_pubkey(key, multisig(17, {0x61})));
    EXPECT_FALSE(counts_as_pubkey(key, multisig(17, {0x4c, 0x01, 17})));
    EXPECT_FALSE(counts_as_pubkey(key, multisig(17, {0x02, 17, 0})));
    EXPECT_TRUE(counts_as_pubkey(key, multisig(20, {0x01, 20})));
    EXPECT_FALSE(counts_as_pubkey(key, multisig(21, {0x01, 21})));
}

TEST(bloom_filter, does_not_grow_by_hashes_where_told_pubkeys_only) {
    const bytes hash(20, 0x33);
    EXPECT_FALSE(counts_as_pubkey(hash, bytes{0x76, 0xa9} + push(hash) + bytes{0x88, 0xac}));
    EXPECT_FALSE(counts_as_pubkey(hash, bytes{0xa9} + push(hash) + bytes{0x87}));
    EXPECT_FALSE(counts_as_pubkey(hash, bytes{0x00} + push(hash)));
}

TEST(bloom_filter, looks_at_two_bits_of_the_flags_only) {
    const auto script = push(key) + bytes{0xac};
    EXPECT_TRUE(grows(0xfd, key, script));
    EXPECT_TRUE(grows(0xfe, key, script));
    EXPECT_FALSE(grows(0xff, key, script));
    EXPECT_FALSE(grows(0xfc, key, script));
}

TEST(bloom_filter, grows_by_every_matching_output_even_of_a_known_transaction) {
    bloom_filter filter(10, 0.000001, 0, bloom_update::all);
    auto transaction = paying(push(key) + bytes{0xac});
    transaction.outputs.push_back(transaction.outputs.back());
    const auto txid = wire::txid(transaction);
    filter.insert(txid);
    filter.insert(key);
    EXPECT_TRUE(filter.matches(transaction));
    EXPECT_FALSE(filter.contains(wire::outpoint{txid, 0}));
    EXPECT_TRUE(filter.contains(wire::outpoint{txid, 1}));
    EXPECT_TRUE(filter.contains(wire::outpoint{txid, 2}));
}

TEST(bloom_filter, finds_what_inputs_push_but_not_their_witnesses) {
    bloom_filter filter(10, 0.000001, 0, bloom_update::all);
    filter.insert(key);
    wire::transaction transaction;
    auto& input = transaction.inputs.emplace_back();
    input.witness.push_back(key);
    EXPECT_FALSE(filter.matches(transaction));
    const auto before = filter.message();
    input.script = wire::var_bytes<>(push(bytes(70, 1)) + push(key));
    EXPECT_TRUE(filter.matches(transaction));
    EXPECT_EQ(filter.message(), before);
}

TEST(bloom_filter, sees_nothing_behind_a_broken_push) {
    bloom_filter filter(10, 0.000001, 0, bloom_update::all);
    filter.insert(key);
    EXPECT_TRUE(filter.matches(paying(push(key) + bytes{0x4d, 0xff})));
    EXPECT_FALSE(filter.matches(paying(bytes{0x4d, 0xff, 0xff} + push(key))));
    EXPECT_FALSE(filter.matches(paying(bytes{0x22} + key)));
}

TEST(bloom_filter, does_not_look_for_empty_pushes) {
    bloom_filter filter(10, 0.000001, 0, bloom_update::all);
    filter.insert(byte_view{});
    EXPECT_TRUE(filter.contains(byte_view{}));
    EXPECT_FALSE(filter.matches(paying(bytes{0x00, 0x4c, 0x00, 0x51})));
}

}  // namespace
}  // namespace bitpeer
