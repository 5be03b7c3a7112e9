#include <bitpeer/params/networks.hpp>
#include <bitpeer/transport/v2_command.hpp>

#include <gtest/gtest.h>

#include <map>
#include <string>

namespace bitpeer::transport {
namespace {

const wire::dialect& bitcoin = *networks::bitcoin.dialect;

/// BIP324's table, and the one id that was assigned later to a message we have (BIP434).
const std::map<int, std::string> ids{
    {1, "addr"},       {2, "block"},         {3, "blocktxn"},    {4, "cmpctblock"},
    {5, "feefilter"},  {6, "filteradd"},     {7, "filterclear"}, {8, "filterload"},
    {9, "getblocks"},  {10, "getblocktxn"},  {11, "getdata"},    {12, "getheaders"},
    {13, "headers"},   {14, "inv"},          {15, "mempool"},    {16, "merkleblock"},
    {17, "notfound"},  {18, "ping"},         {19, "pong"},       {20, "sendcmpct"},
    {21, "tx"},        {22, "getcfilters"},  {23, "cfilter"},    {24, "getcfheaders"},
    {25, "cfheaders"}, {26, "getcfcheckpt"}, {27, "cfcheckpt"},  {28, "addrv2"},
    {37, "feature"},
};

std::string command_of(const wire::dialect& dialect, std::uint8_t id) {
    const auto read = read_v2_name(dialect, bytes{id});
    const auto* name = std::get_if<v2_name>(&read);
    return name != nullptr ? std::string(name->command.text()) : "";
}

TEST(v2_command, is_a_byte_where_bip324_assigns_one) {
    for (int id = 1; id < 256; ++id) {
        const auto known = ids.find(id);
        const auto expected = known != ids.end() ? known->second : "";
        EXPECT_EQ(command_of(bitcoin, static_cast<std::uint8_t>(id)), expected) << id;
        if (known == ids.end()) continue;
        const v2_command name(bitcoin, wire::command_name::parse(expected).value());
        EXPECT_EQ(to_hex(name.view()), to_hex(bytes{static_cast<std::uint8_t>(id)}));
    }
}

TEST(v2_command, is_a_zero_and_12_bytes_elsewhere) {
    EXPECT_EQ(to_hex(v2_command(bitcoin, "verack").view()), "0076657261636b000000000000");
    EXPECT_EQ(to_hex(v2_command(bitcoin, "twelve_chars").view()), "007477656c76655f6368617273");
    const v2_command verack(bitcoin, "verack");
    const auto read = std::get<v2_name>(read_v2_name(bitcoin, verack.view()));
    EXPECT_EQ(read.command, wire::command_name("verack"));
    EXPECT_EQ(read.size, 13U);
}

TEST(v2_command, has_more_bytes_in_dash) {
    EXPECT_EQ(command_of(*networks::dash.dialect, 128), "spork");
    EXPECT_EQ(command_of(*networks::dash.dialect, 168), "platformban");
    EXPECT_EQ(command_of(*networks::dash.dialect, 18), "ping");
}

}  // namespace
}  // namespace bitpeer::transport
