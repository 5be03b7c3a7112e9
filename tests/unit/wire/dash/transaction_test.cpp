/// Transactions of Dash: where an extra payload stands and where none may.

#include <bitpeer/base/hex.hpp>
#include <bitpeer/crypto/sha256.hpp>
#include <bitpeer/wire/codec.hpp>
#include <bitpeer/wire/dash/transaction.hpp>
#include <bitpeer/wire/dash/transaction_view.hpp>
#include <bitpeer/wire/json_writer.hpp>
#include <bitpeer/wire/transaction.hpp>
#include <tests/support/allocation_count.hpp>
#include <tests/support/arbitrary_dash.hpp>
#include <tests/support/splitmix64.hpp>

#include <gtest/gtest.h>

#include <string>

namespace bitpeer::wire::dash {
namespace {

constexpr format_options strict{.trailing = trailing_bytes::refused};

const std::string inputs =
    "01000000000000000000000000000000000000000000000000000000000000000000000000"
    "00ffffffff";
const std::string outputs = "0101000000000000000151";
const std::string lock_time = "0a000000";
const std::string body = inputs + outputs + lock_time;

bytes raw(const std::string& text) { return from_hex(text).value(); }

bytes joined(bytes first, const bytes& second) {
    first.insert(first.end(), second.begin(), second.end());
    return first;
}

TEST(dash_transaction, has_an_extra_payload_from_version_3_with_a_type) {
    const auto special = raw("03000100" + body + "02cafe");
    const auto read = decode<transaction>(special, strict);
    ASSERT_TRUE(read) << read.error().message();
    EXPECT_EQ(read->version, 3U);
    EXPECT_EQ(read->type, transaction_type::register_masternode);
    EXPECT_EQ(to_hex(read->extra_payload), "cafe");
    EXPECT_EQ(encode(*read), special);
    EXPECT_EQ(check<transaction>(special), special.size());
    EXPECT_TRUE(decode<transaction>(raw("ffffffff" + body + "00"), strict));
}

TEST(dash_transaction, ends_with_the_lock_time_otherwise) {
    for (const std::string start : {"01000000", "02000500", "03000000", "02000100"}) {
        SCOPED_TRACE(start);
        const auto read = decode<transaction>(raw(start + body), strict);
        ASSERT_TRUE(read) << read.error().message();
        EXPECT_FALSE(read->has_extra_payload());
        EXPECT_EQ(read->lock_time, 10U);
        EXPECT_EQ(to_hex(encode(*read).value()), start + body);
        EXPECT_EQ(
            decode<transaction>(raw(start + body + "02cafe"), strict).error().code,
            errc::trailing_bytes
        );
    }
}

TEST(dash_transaction, writes_no_payload_where_none_can_stand) {
    transaction plain;
    plain.extra_payload = {1, 2};
    const auto encoded = encode(plain);
    ASSERT_FALSE(encoded);
    EXPECT_EQ(encoded.error().code, errc::length_above_limit);
    EXPECT_EQ(encoded.error().actual, 2U);
}

TEST(dash_transaction, limits_the_extra_payload) {
    transaction special;
    special.version = 3;
    special.type = transaction_type::asset_lock;
    special.extra_payload.resize(10'000);
    const auto longest = encode(special);
    ASSERT_TRUE(longest);
    EXPECT_EQ(decode<transaction>(*longest), special);

    special.extra_payload.resize(10'001);
    EXPECT_EQ(encode(special).error().code, errc::length_above_limit);
    const auto longer = joined(raw("03000800" + body + "fd1127"), bytes(10'001));
    const auto read = decode<transaction>(longer);
    ASSERT_FALSE(read);
    EXPECT_EQ(read.error().code, errc::length_above_limit);
    EXPECT_EQ(read.error().field.to_string(), "extra_payload");
}

TEST(dash_transaction, has_no_marker_of_witnesses) {
    // To Bitcoin the first is a marker and flags; here it is no input and one output.
    const auto no_inputs =
        raw("03000600"
            "00" +
            outputs + lock_time + "0101");
    const auto read = decode<transaction>(no_inputs, strict);
    ASSERT_TRUE(read) << read.error().message();
    EXPECT_TRUE(read->inputs.empty());
    EXPECT_EQ(read->outputs.size(), 1U);
    EXPECT_EQ(encode(*read), no_inputs);

    const auto nothing =
        raw("03000600"
            "0000" +
            lock_time + "0101");
    EXPECT_EQ(encode(decode<transaction>(nothing, strict).value()), nothing);
}

TEST(dash_transaction, is_named_by_all_of_its_bytes) {
    for (const auto& text : {"01000000" + body, "03000100" + body + "02cafe"}) {
        const auto payload = raw(text);
        const auto name = crypto::sha256d(payload);
        EXPECT_EQ(txid(decode<transaction>(payload).value()), name);
        EXPECT_EQ(txid_of_checked(payload), name);
        EXPECT_EQ(txid_of_checked(joined(payload, {1, 2, 3})), name);
    }
    const auto plain = raw("01000000" + body);
    EXPECT_EQ(txid_of_checked(plain), wire::txid(decode<wire::transaction>(plain).value()));
}

TEST(dash_transaction, cut_short_fails_at_every_byte) {
    const auto special = raw("03000100" + body + "02cafe");
    for (std::size_t size = 0; size < special.size(); ++size) {
        const auto part = byte_view(special).first(size);
        EXPECT_EQ(decode<transaction>(part).error().code, errc::truncated);
        EXPECT_EQ(transaction_view::over(part).error().code, errc::truncated);
    }
}

TEST(dash_transaction, tells_its_type_by_name) {
    const auto read = decode<transaction>(raw("03000500" + body + "00")).value();
    EXPECT_NE(to_json(read).find(R"("type":"coinbase")"), std::string::npos);
    EXPECT_EQ(to_string(transaction_type::asset_unlock), "asset_unlock");
    EXPECT_EQ(to_string(transaction_type{10}), "10");
}

TEST(dash_transaction_view, sees_what_decoding_sees_without_an_allocation) {
    test::splitmix64 random{7};
    for (int round = 0; round < 200; ++round) {
        const auto value = test::make_arbitrary<transaction>(random);
        const auto payload = joined(encode(value).value(), {9});  // and something else behind it

        const auto allocations_before = test::allocation_count();
        const auto view = transaction_view::over(payload).value();
        std::size_t script_bytes = 0;
        for (const auto& input : view.inputs()) script_bytes += input.script.size();
        for (const auto& output : view.outputs()) script_bytes += output.script.size();
        EXPECT_EQ(test::allocation_count(), allocations_before);

        EXPECT_EQ(view.size(), payload.size() - 1);
        EXPECT_EQ(view.version(), value.version);
        EXPECT_EQ(view.type(), value.type);
        EXPECT_EQ(view.lock_time(), value.lock_time);
        EXPECT_EQ(to_hex(view.extra_payload()), to_hex(value.extra_payload));
        EXPECT_EQ(view.txid(), txid(value));
        EXPECT_EQ(view.owned(), value);
        EXPECT_EQ(view.inputs().size(), value.inputs.size());
        EXPECT_EQ(view.outputs().size(), value.outputs.size());
        for (const auto& input : value.inputs) script_bytes -= input.script.size();
        for (const auto& output : value.outputs) script_bytes -= output.script.size();
        EXPECT_EQ(script_bytes, 0U);
    }
}

}  // namespace
}  // namespace bitpeer::wire::dash
