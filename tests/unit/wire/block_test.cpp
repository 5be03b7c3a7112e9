#include <bitpeer/base/hex.hpp>
#include <bitpeer/wire/codec.hpp>
#include <bitpeer/wire/merkle.hpp>
#include <bitpeer/wire/messages/block.hpp>
#include <bitpeer/wire/messages/headers.hpp>
#include <bitpeer/wire/messages/merkleblock.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <string>

namespace bitpeer::wire {
namespace {

// Block 1 of the main network, as in btcd's wire tests.
const std::string header_one =
    "010000006fe28c0ab6f1b372c1a6a246ae63f74f931e8365e15a089c68d6190000000000"
    "982051fd1e4ba744bbbe680e1fee14677ba1a3c3540bf7b1cdb606e857233e0e61bc6649ffff001d01e36299";
const std::string coinbase_one =
    "01000000010000000000000000000000000000000000000000000000000000000000000000ffffffff0704ffff001d"
    "0104ffffffff0100f2052a0100000043410496b538e853519c726a2c91e61ec11600ae1390813a627c66fb8be7947b"
    "e63c52da7589379515d4e0a604f8141781e62294721166bf621e73a82cbf2342c858eeac00000000";
const std::string block_one = header_one + "01" + coinbase_one;

bytes raw(const std::string& text) { return from_hex(text).value(); }

TEST(block, one_reads_as_everybody_reads_it) {
    const auto read = decode<block>(raw(block_one)).value();
    EXPECT_EQ(
        block_hash(read.header).to_string(),
        "00000000839a8e6886ab5951d76f411475428afc90947ee320161bbf18eb6048"
    );
    EXPECT_EQ(read.header.version, 1);
    EXPECT_EQ(
        read.header.previous.to_string(),
        "000000000019d6689c085ae165831e934ff763ae46a2a6c172b3f1b60a8ce26f"
    );
    EXPECT_EQ(read.header.time, 0x4966bc61U);
    EXPECT_EQ(read.header.bits, 0x1d00ffffU);
    EXPECT_EQ(read.header.nonce, 0x9962e301U);
    ASSERT_EQ(read.transactions.size(), 1U);
    const auto name = txid(read.transactions[0]);
    EXPECT_EQ(name.to_string(), "0e3e2357e806b6cdb1f70b54c3a3a17b6714ee1f0e68bebb44a74b1efd512098");
    EXPECT_EQ(merkle_root(read), (merkle_verdict{name, false}));
    EXPECT_EQ(to_hex(encode(read).value()), block_one);
    EXPECT_EQ(encoded_size(read.transactions[0]), 134U);
}

TEST(block, cut_short_names_the_missing_field) {
    const auto whole = raw(block_one);
    for (std::size_t size = 0; size < whole.size(); ++size) {
        const auto read = decode<block>(byte_view(whole).first(size));
        ASSERT_FALSE(read) << size;
        EXPECT_EQ(read.error().code, errc::truncated);
    }
    EXPECT_EQ(
        decode<block>(byte_view(whole).first(100)).error().message(),
        "block.transactions[0].inputs[0].previous.txid: needs 32 bytes, has 14, at 86"
    );
}

TEST(headers, ignore_the_count_behind_each) {
    const auto one = decode<headers>(raw("01" + header_one + "00")).value();
    const auto odd = decode<headers>(raw("01" + header_one + "fd0201")).value();
    ASSERT_EQ(odd.items.size(), 1U);
    EXPECT_EQ(odd.items[0].header, one.items[0].header);
    EXPECT_EQ(odd.items[0].transaction_count.value, 258U);
    EXPECT_EQ(to_hex(encode(odd).value()), "01" + header_one + "fd0201");
    EXPECT_FALSE(decode<headers>(raw("01" + header_one)));
}

TEST(headers, are_at_most_2000) {
    headers full;
    full.items.resize(2'000);
    const auto payload = encode(full);
    ASSERT_TRUE(payload);
    EXPECT_EQ(payload->size(), 3U + 2'000 * 81);
    EXPECT_EQ(decode<headers>(*payload), full);
    full.items.resize(2'001);
    EXPECT_EQ(encode(full).error().code, errc::count_above_limit);
    EXPECT_EQ(decode<headers>(raw("fdd107")).error().code, errc::count_above_limit);
}

TEST(merkleblock, of_block_one_holds_its_only_transaction) {
    const auto text = header_one + "01000000" + "01" +
                      "982051fd1e4ba744bbbe680e1fee14677ba1a3c3540bf7b1cdb606e857233e0e" + "01" +
                      "80";
    const auto read = decode<merkleblock>(raw(text)).value();
    EXPECT_EQ(read.transaction_count, 1U);
    ASSERT_EQ(read.hashes.size(), 1U);
    EXPECT_EQ(read.hashes[0], read.header.merkle_root);
    EXPECT_EQ(to_hex(read.flags), "80");
    EXPECT_EQ(to_hex(encode(read).value()), text);
    EXPECT_EQ(text.size() / 2, 119U);
    EXPECT_EQ(
        decode<merkleblock>(raw(text), {.protocol_version = 70000}).error().code,
        errc::not_in_protocol_version
    );
}

}  // namespace
}  // namespace bitpeer::wire
