/// Every recorded transaction: decoded, encoded, named. The recorded bytes are what the names are
/// checked against: hashed whole they give the wtxid, and where no witness is, the txid.

#include <bitpeer/crypto/sha256.hpp>
#include <bitpeer/wire/codec.hpp>
#include <bitpeer/wire/messages/tx.hpp>
#include <bitpeer/wire/transaction.hpp>
#include <tests/support/recorded_chain.hpp>

#include <gtest/gtest.h>

#include <array>
#include <optional>
#include <string>

namespace bitpeer::wire {
namespace {

/// What holds for each transaction that came whole.
void expect_round_trip(byte_view raw) {
    const format_options strict{.trailing = trailing_bytes::refused};
    const auto read = decode<transaction>(raw, strict);
    ASSERT_TRUE(read) << read.error().message();
    EXPECT_EQ(check<transaction>(raw), raw.size());
    const auto again = encode(*read);
    ASSERT_TRUE(again) << again.error().message();
    EXPECT_TRUE(std::ranges::equal(*again, raw));

    const auto whole = crypto::sha256d(raw);
    EXPECT_EQ(wtxid(*read), whole);
    EXPECT_EQ(txid(*read) == whole, !read->has_witness());

    const auto stripped = encode(*read, {.witness = witness::stripped}).value();
    EXPECT_EQ(txid(*read), crypto::sha256d(stripped));
    EXPECT_EQ(weight(*read), 3 * stripped.size() + raw.size());
}

/// The name in a remark of Core's lists: "The following is 23b397ed…94dd63".
std::optional<hash256> name_in(const std::string& remark) {
    std::size_t run = 0;
    for (std::size_t i = 0; i < remark.size(); ++i) {
        run = hex_digit(remark[i]) ? run + 1 : 0;
        if (run == 64) return hash256::parse(std::string_view(remark).substr(i - 63, 64));
    }
    return std::nullopt;
}

class recorded_transaction : public ::testing::TestWithParam<std::string> {};

TEST_P(recorded_transaction, comes_back_to_the_byte) {
    const auto raw = test::read_recorded_any("txs/" + GetParam());
    if (!raw) GTEST_SKIP() << "no data";
    expect_round_trip(*raw);
}

TEST_P(recorded_transaction, cut_short_fails) {
    const auto raw = test::read_recorded_any("txs/" + GetParam());
    if (!raw) GTEST_SKIP() << "no data";
    // Everywhere in small ones, here and there in those of a megabyte.
    const auto stride = raw->size() < 2'000 ? 1 : raw->size() / 100;
    for (std::size_t size = 0; size < raw->size(); size += stride) {
        const auto read = decode<transaction>(byte_view(*raw).first(size));
        ASSERT_FALSE(read) << "at " << size;
        EXPECT_EQ(read.error().code, errc::truncated);
    }
}

INSTANTIATE_TEST_SUITE_P(
    files, recorded_transaction,
    ::testing::Values(
        "tx1.raw", "tx2.raw", "tx3.raw", "tx4.raw", "tx5.raw", "tx6.raw", "tx7.raw", "tx8.raw",
        "tx9.raw", "tx10.raw", "huge_witness.hex", "megatx.bin.bz2"
    ),
    [](const auto& file) { return file.param.substr(0, file.param.find('.')); }
);

TEST(transaction_data, has_a_witness_of_half_a_megabyte) {
    const auto raw = test::read_recorded_hex("txs/huge_witness.hex");
    if (!raw) GTEST_SKIP() << "no data";
    const auto read = decode<transaction>(*raw).value();
    ASSERT_EQ(read.inputs.size(), 1U);
    EXPECT_TRUE(read.has_witness());
    EXPECT_LT(encoded_size(read, {.witness = witness::stripped}), 200U);
}

/// Core's lists of valid and of invalid transactions: [[prevouts], serialized, flags] between
/// remarks.
struct counted {
    int read = 0;
    int refused = 0;
    int named = 0;
};

counted read_list(const boost::property_tree::ptree& list) {
    counted counts;
    std::optional<hash256> name;
    for (const auto& [unused, entry] : list) {
        if (entry.size() < 3) {
            // A remark; the name in one belongs to the transaction that comes next.
            const auto text = entry.empty() ? entry.data() : entry.front().second.data();
            if (const auto found = name_in(text)) name = found;
            continue;
        }
        const auto text = std::next(entry.begin())->second.data();
        SCOPED_TRACE(text.substr(0, 100));
        const auto raw = from_hex(text);
        if (!raw) {
            ADD_FAILURE() << "no hexadecimal text";
            continue;
        }
        if (const auto read = decode<transaction>(*raw)) {
            ++counts.read;
            expect_round_trip(*raw);
            if (name && (*name == txid(*read) || *name == wtxid(*read))) ++counts.named;
        } else {
            ++counts.refused;
            EXPECT_EQ(check<transaction>(*raw).error().code, read.error().code);
        }
        name.reset();
    }
    return counts;
}

TEST(transaction_data, reads_all_of_cores_valid_ones) {
    const auto list = test::read_recorded_json("txs/tx_valid.json");
    if (!list) GTEST_SKIP() << "no data";
    const auto counts = read_list(*list);
    EXPECT_EQ(counts.refused, 0);
    EXPECT_EQ(counts.read, 139);
    EXPECT_EQ(counts.named, 5);  // other remarks speak of what a transaction was made from
}

// They break rules, not the format.
TEST(transaction_data, reads_all_of_cores_invalid_ones) {
    const auto list = test::read_recorded_json("txs/tx_invalid.json");
    if (!list) GTEST_SKIP() << "no data";
    const auto counts = read_list(*list);
    EXPECT_EQ(counts.read, 104);
    EXPECT_EQ(counts.refused, 0);
}

TEST(transaction_data, reads_all_of_cores_signature_hash_ones) {
    const auto list = test::read_recorded_json("txs/sighash.json");
    if (!list) GTEST_SKIP() << "no data";
    int seen = 0;
    for (const auto& [unused, entry] : *list) {
        if (entry.size() < 5) continue;  // the header row
        const auto raw = from_hex(entry.front().second.data()).value();
        SCOPED_TRACE(seen++);
        expect_round_trip(raw);
    }
    EXPECT_EQ(seen, 500);
}

}  // namespace
}  // namespace bitpeer::wire
