/// Transactions and blocks with MWEB parts: Litecoin keeps them, Bitcoin refuses them.

#include <bitpeer/base/hex.hpp>
#include <bitpeer/wire/codec.hpp>
#include <bitpeer/wire/dialects/bitcoin.hpp>
#include <bitpeer/wire/dialects/litecoin.hpp>
#include <bitpeer/wire/litecoin.hpp>
#include <tests/support/litecoin_transactions.hpp>

#include <gtest/gtest.h>

#include <string>

namespace bitpeer::wire {
namespace {

using namespace test::litecoin_forms;

bytes raw(const std::string& text) { return from_hex(text).value(); }

const std::string mweb_only = version_field + "00080000" + mweb + lock_time;

TEST(litecoin, keeps_an_mweb_part_to_the_byte) {
    for (const auto& text : {plain, with_mweb, with_both, witness_only, hogex, mweb_only}) {
        SCOPED_TRACE(text);
        const auto read = decode<litecoin::tx>(raw(text), {.trailing = trailing_bytes::refused});
        ASSERT_TRUE(read) << read.error().message();
        EXPECT_EQ(check<litecoin::tx>(raw(text)), text.size() / 2);
        EXPECT_EQ(to_hex(encode(*read).value()), text);
    }
    const auto read = decode<litecoin::transaction>(raw(with_both)).value();
    EXPECT_EQ(to_hex(read.extension.content), mweb);
    EXPECT_FALSE(read.extension.is_hogex());
    EXPECT_EQ(read.lock_time, 10U);
    EXPECT_TRUE(read.has_witness());
    EXPECT_TRUE(decode<litecoin::transaction>(raw(hogex))->extension.is_hogex());
    EXPECT_FALSE(decode<litecoin::transaction>(raw(plain))->extension.present());
}

TEST(litecoin, an_mweb_part_marks_a_transaction_without_inputs) {
    // Found by fuzzing: what was read could not be written.
    const auto text = version_field + "000800" + outputs + mweb + lock_time;
    const auto read = decode<litecoin::transaction>(raw(text));
    ASSERT_TRUE(read) << read.error().message();
    EXPECT_EQ(to_hex(encode(*read).value()), text);
    EXPECT_FALSE(encode(*read, {.witness = witness::stripped})) << "then nothing marks it";
}

TEST(litecoin, leaves_the_mweb_part_out_of_names) {
    const auto bare = decode<transaction>(raw(plain)).value();
    const auto witnessed = decode<transaction>(raw(witness_only)).value();
    for (const auto& text : {plain, with_mweb, hogex}) {
        const auto read = decode<litecoin::transaction>(raw(text)).value();
        EXPECT_EQ(txid(read), txid(bare));
        EXPECT_EQ(wtxid(read), txid(bare));
        EXPECT_EQ(weight(read), weight(bare));
    }
    const auto both = decode<litecoin::transaction>(raw(with_both)).value();
    EXPECT_EQ(txid(both), txid(bare));
    EXPECT_EQ(wtxid(both), wtxid(witnessed));
    EXPECT_EQ(weight(both), weight(witnessed));
}

TEST(litecoin, writes_neither_witness_nor_mweb_part_when_stripped) {
    const auto both = decode<litecoin::transaction>(raw(with_both)).value();
    EXPECT_EQ(to_hex(encode(both, {.witness = witness::stripped}).value()), plain);
}

TEST(litecoin, refuses_what_is_no_mweb_part) {
    const auto wrong_mark = raw(version_field + "0008" + inputs + outputs + "02" + lock_time);
    const auto read = decode<litecoin::transaction>(wrong_mark);
    ASSERT_FALSE(read);
    EXPECT_EQ(read.error().code, errc::bad_value);
    const auto unknown = raw(version_field + "0010" + inputs + outputs + lock_time);
    EXPECT_EQ(decode<litecoin::transaction>(unknown).error().code, errc::unknown_transaction_flag);
    // A part that is there, and then no room for the lock time.
    const auto cut = raw(version_field + "0008" + inputs + outputs + "010000");
    EXPECT_EQ(decode<litecoin::transaction>(cut).error().code, errc::truncated);
    EXPECT_EQ(check<litecoin::transaction>(cut).error().code, errc::truncated);
}

TEST(bitcoin, refuses_an_mweb_part) {
    for (const auto& text : {with_mweb, with_both, hogex, mweb_only}) {
        const auto read = decode<tx>(raw(text));
        ASSERT_FALSE(read);
        EXPECT_EQ(read.error().code, errc::unknown_transaction_flag);
    }
}

TEST(litecoin, keeps_a_blocks_extension_to_the_byte) {
    const std::string header(160, '0');
    const auto extended = header + "02" + plain + hogex + "01" + "cafe";
    const auto read = decode<litecoin::block>(raw(extended));
    ASSERT_TRUE(read) << read.error().message();
    ASSERT_EQ(read->transactions.size(), 2U);
    EXPECT_TRUE(read->transactions[1].extension.is_hogex());
    EXPECT_EQ(to_hex(read->extension_block), "01cafe");
    EXPECT_EQ(to_hex(encode(*read).value()), extended);
    EXPECT_EQ(decode<block>(raw(extended)).error().code, errc::unknown_transaction_flag);

    const auto ordinary = header + "01" + plain;
    const auto same = decode<litecoin::block>(raw(ordinary)).value();
    EXPECT_TRUE(same.extension_block.empty());
    EXPECT_EQ(to_hex(encode(same).value()), ordinary);
}

TEST(litecoin, carries_such_transactions_in_compact_blocks) {
    const auto last = decode<litecoin::transaction>(raw(hogex)).value();
    litecoin::cmpctblock compact;
    compact.transactions.short_ids.resize(2);
    compact.transactions.prefilled.push_back({2, last});
    EXPECT_EQ(decode<litecoin::cmpctblock>(encode(compact).value()), compact);
    litecoin::blocktxn missing;
    missing.transactions.assign(2, last);
    EXPECT_EQ(decode<litecoin::blocktxn>(encode(missing).value()), missing);
}

TEST(litecoin, has_all_of_bitcoins_commands) {
    ASSERT_EQ(dialects::litecoin.rows.size(), dialects::bitcoin.rows.size());
    for (std::size_t i = 0; i < dialects::bitcoin.rows.size(); ++i) {
        const auto& theirs = dialects::bitcoin.rows[i];
        const auto& ours = dialects::litecoin.rows[i];
        EXPECT_EQ(ours.command, theirs.command);
        EXPECT_EQ(ours.v2_id, theirs.v2_id);
        const auto name = ours.command.text();
        const bool other_layout =
            name == "tx" || name == "block" || name == "blocktxn" || name == "cmpctblock";
        EXPECT_EQ(ours.type == theirs.type, !other_layout) << name;
    }
}

}  // namespace
}  // namespace bitpeer::wire
