/// `cmpctblock`, `getblocktxn`, `blocktxn`: positions as gaps, and their limits (BIP152).

#include <bitpeer/base/hex.hpp>
#include <bitpeer/wire/codec.hpp>
#include <bitpeer/wire/messages/blocktxn.hpp>
#include <bitpeer/wire/messages/cmpctblock.hpp>
#include <bitpeer/wire/messages/getblocktxn.hpp>

#include <gtest/gtest.h>

#include <numeric>
#include <string>
#include <vector>

namespace bitpeer::wire {
namespace {

const std::string no_hash(64, '0');
const std::string no_header(160, '0');
const std::string nonce = "0807060504030201";
const std::string empty_transaction = "01000000000000000000";

bytes raw(const std::string& text) { return from_hex(text).value(); }

getblocktxn asking_for(std::vector<std::uint16_t> positions) {
    getblocktxn message;
    message.indexes.assign(positions.begin(), positions.end());
    return message;
}

transaction small_transaction() { return decode<transaction>(raw(empty_transaction)).value(); }

TEST(getblocktxn, writes_positions_as_gaps) {
    // BIP152: the first as it is, each other one less its predecessor, less one.
    EXPECT_EQ(to_hex(encode(asking_for({0})).value()), no_hash + "0100");
    EXPECT_EQ(to_hex(encode(asking_for({0, 1, 2})).value()), no_hash + "03000000");
    EXPECT_EQ(to_hex(encode(asking_for({1, 5, 300})).value()), no_hash + "030103fd2601");
    EXPECT_EQ(to_hex(encode(asking_for({65'535})).value()), no_hash + "01fdffff");
    for (const auto& message :
         {asking_for({}),
          asking_for({7}),
          asking_for({0, 1, 2}),
          asking_for({1, 5, 300, 65'535})}) {
        EXPECT_EQ(decode<getblocktxn>(encode(message).value()), message);
    }
}

TEST(getblocktxn, may_ask_for_every_position) {
    std::vector<std::uint16_t> all(65'536);
    std::iota(all.begin(), all.end(), std::uint16_t{0});
    const auto payload = encode(asking_for(all)).value();
    EXPECT_EQ(payload.size(), 32U + 5 + 65'536);
    EXPECT_EQ(decode<getblocktxn>(payload), asking_for(all));
}

TEST(getblocktxn, refuses_positions_above_16_bits) {
    for (const std::string indexes :
         {"01fe00000100",  // 65,536
          "02fdffff00",    // 65,535 and the next
          "02fdfeff01",    // 65,534 and two further
          "0200fdffff",    // 0 and 65,536
          "01feffffffff"}) {
        const auto read = decode<getblocktxn>(raw(no_hash + indexes));
        ASSERT_FALSE(read) << indexes;
        EXPECT_EQ(read.error().code, errc::index_overflow) << indexes;
        EXPECT_EQ(check<getblocktxn>(raw(no_hash + indexes)).error().code, errc::index_overflow);
    }
    const auto read = decode<getblocktxn>(raw(no_hash + "02fdffff00"));
    EXPECT_EQ(read.error().message(), "getblocktxn.indexes: index 65536 is above 65535, at 36");
    EXPECT_EQ(
        decode<getblocktxn>(raw(no_hash + "01ff0000000001000000")).error().code,
        errc::index_overflow
    );
    // A gap that would wrap 64 bits round.
    EXPECT_EQ(
        decode<getblocktxn>(raw(no_hash + "0205ffffffffffffffffff")).error().code,
        errc::index_overflow
    );
}

TEST(getblocktxn, cannot_be_written_unless_its_positions_rise) {
    for (const auto& wrong : {asking_for({1, 1}), asking_for({2, 1}), asking_for({0, 5, 4})}) {
        const auto refused = encode(wrong);
        ASSERT_FALSE(refused);
        EXPECT_EQ(refused.error().code, errc::bad_value);
    }
}

cmpctblock with_prefilled(std::vector<std::uint16_t> positions) {
    cmpctblock message;
    message.nonce = 0x0102030405060708;
    for (const auto position : positions) {
        message.transactions.prefilled.push_back({position, small_transaction()});
    }
    return message;
}

TEST(cmpctblock, has_ids_of_six_bytes_and_prefilled_transactions) {
    auto message = with_prefilled({0, 2});
    message.transactions.short_ids.push_back({1, 2, 3, 4, 5, 6});
    const auto expected = no_header + nonce + "01" + "010203040506" + "02" + "00" +
                          empty_transaction + "01" + empty_transaction;
    EXPECT_EQ(to_hex(encode(message).value()), expected);
    EXPECT_EQ(decode<cmpctblock>(raw(expected)), message);
}

TEST(cmpctblock, refuses_positions_above_16_bits) {
    const auto start = no_header + nonce + "00";
    const auto read =
        decode<cmpctblock>(raw(start + "02fdffff" + empty_transaction + "00" + empty_transaction));
    ASSERT_FALSE(read);
    EXPECT_EQ(read.error().code, errc::index_overflow);
    EXPECT_TRUE(decode<cmpctblock>(raw(start + "01fdffff" + empty_transaction)));
}

TEST(cmpctblock, cannot_be_written_unless_its_positions_rise) {
    EXPECT_EQ(encode(with_prefilled({3, 3})).error().code, errc::bad_value);
    EXPECT_EQ(encode(with_prefilled({3, 1})).error().code, errc::bad_value);
    EXPECT_TRUE(encode(with_prefilled({1, 3, 65'535})));
}

TEST(cmpctblock, has_at_most_65535_transactions) {
    auto message = with_prefilled({0});
    message.transactions.short_ids.resize(65'534);
    const auto full = encode(message);
    ASSERT_TRUE(full) << full.error().message();
    EXPECT_EQ(decode<cmpctblock>(*full), message);

    message.transactions.short_ids.resize(65'535);
    EXPECT_EQ(encode(message).error().code, errc::count_above_limit);
    // The same in bytes: 65,535 ids, then the count of one prefilled transaction.
    auto payload = raw(no_header + nonce + "fdffff");
    payload.resize(payload.size() + 65'535 * 6);
    payload.push_back(1);
    payload.push_back(0);
    const auto transaction = raw(empty_transaction);
    payload.insert(payload.end(), transaction.begin(), transaction.end());
    const auto read = decode<cmpctblock>(payload);
    ASSERT_FALSE(read);
    EXPECT_EQ(read.error().code, errc::count_above_limit);
    EXPECT_EQ(read.error().actual, 65'536U);

    message.transactions.short_ids.resize(65'536);
    EXPECT_EQ(encode(message).error().code, errc::count_above_limit);
}

TEST(blocktxn, is_a_hash_and_transactions) {
    blocktxn message;
    message.transactions.assign(2, small_transaction());
    const auto expected = no_hash + "02" + empty_transaction + empty_transaction;
    EXPECT_EQ(to_hex(encode(message).value()), expected);
    EXPECT_EQ(decode<blocktxn>(raw(expected)), message);
}

TEST(compact_blocks, do_not_exist_before_their_protocol_version) {
    const format_options old{.protocol_version = 70013};
    EXPECT_EQ(encode(cmpctblock{}, old).error().code, errc::not_in_protocol_version);
    EXPECT_EQ(encode(getblocktxn{}, old).error().code, errc::not_in_protocol_version);
    EXPECT_EQ(encode(blocktxn{}, old).error().code, errc::not_in_protocol_version);
}

}  // namespace
}  // namespace bitpeer::wire
