#include <bitpeer/wire/describer.hpp>
#include <bitpeer/wire/dialects/bitcoin.hpp>
#include <bitpeer/wire/json_writer.hpp>
#include <tests/support/each_message.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <map>

namespace bitpeer::wire {
namespace {

const auto& bitcoin = dialects::bitcoin;

/// The table of BIP324, with BIP434's addition.
const std::map<std::uint8_t, std::string_view> short_ids{
    {1, "addr"},       {2, "block"},         {3, "blocktxn"},    {4, "cmpctblock"},
    {5, "feefilter"},  {6, "filteradd"},     {7, "filterclear"}, {8, "filterload"},
    {9, "getblocks"},  {10, "getblocktxn"},  {11, "getdata"},    {12, "getheaders"},
    {13, "headers"},   {14, "inv"},          {15, "mempool"},    {16, "merkleblock"},
    {17, "notfound"},  {18, "ping"},         {19, "pong"},       {20, "sendcmpct"},
    {21, "tx"},        {22, "getcfilters"},  {23, "cfilter"},    {24, "getcfheaders"},
    {25, "cfheaders"}, {26, "getcfcheckpt"}, {27, "cfcheckpt"},  {28, "addrv2"},
    {37, "feature"},
};

TEST(dialect, has_the_short_ids_of_bip324) {
    for (int number = 0; number < 256; ++number) {
        const auto id = static_cast<std::uint8_t>(number);
        const auto* found = bitcoin.find(short_id{id});
        const auto wanted = short_ids.find(id);
        ASSERT_EQ(found != nullptr, wanted != short_ids.end()) << number;
        if (found == nullptr) continue;
        EXPECT_EQ(found->command.text(), wanted->second);
    }
}

TEST(dialect, finds_messages_by_command) {
    EXPECT_EQ(bitcoin.rows.size(), bitcoin_messages::size);
    EXPECT_TRUE(std::ranges::is_sorted(bitcoin.rows, {}, &row::command));
    for (const auto& row : bitcoin.rows) EXPECT_EQ(bitcoin.find(row.command), &row);
    EXPECT_EQ(bitcoin.find(command_name("bogus")), nullptr);
    EXPECT_EQ(bitcoin.find(command_name()), nullptr);
    EXPECT_EQ(bitcoin.find(command_name("zzz")), nullptr);
}

TEST(dialect, knows_when_messages_have_their_place) {
    const auto when = [](command_name command) { return bitcoin.find(command)->when; };
    EXPECT_EQ(when("version"), phase::opening);
    EXPECT_EQ(when("verack"), phase::closing);
    for (const auto& row : bitcoin.rows) {
        const auto name = row.command.text();
        const bool negotiates = name == "wtxidrelay" || name == "sendaddrv2" || name == "feature";
        EXPECT_EQ(row.when == phase::negotiation, negotiates) << name;
        const bool early = name == "sendheaders" || name == "sendcmpct" || name == "sendtxrcncl";
        EXPECT_EQ(row.when == phase::early, early) << name;
    }
}

template <class M>
class row_of_each : public ::testing::Test {};
TYPED_TEST_SUITE(row_of_each, test::each_message, test::named_by_command);

TYPED_TEST(row_of_each, says_what_the_struct_says) {
    const auto* row = bitcoin.find(TypeParam::command);
    ASSERT_NE(row, nullptr);
    EXPECT_EQ(bitcoin.find(message_type_id::of<TypeParam>()), row);
    EXPECT_EQ(row->max_payload, max_payload<TypeParam>());
    EXPECT_EQ(row->since, detail::first_version<TypeParam>());
    EXPECT_EQ(row->about, TypeParam::about);

    const auto options = test::options_for<TypeParam>();
    TypeParam value{};
    if constexpr (requires { value.id.text; }) value.id = "BIP1";  // the shortest allowed
    const auto payload = encode(value, options).value();
    EXPECT_EQ(row->check(payload, options).value(), payload.size());
    EXPECT_EQ(row->to_json(payload, options).value(), to_json(value));
    EXPECT_EQ(row->describe().size(), describe<TypeParam>().size());
}

}  // namespace
}  // namespace bitpeer::wire
