#include <bitpeer/engine/dialects/bitcoin.hpp>
#include <bitpeer/engine/dialects/dash.hpp>
#include <bitpeer/engine/dialects/legality_tables.hpp>

namespace bitpeer::conducts {

namespace {

using std::chrono::minutes;
using std::chrono::seconds;

constexpr question_rule questions[] = {
    {"getheaders2", "headers2", seconds(90)},
    {"getmnlistd", "mnlistdiff", seconds(30)},
};

}  // namespace

constinit const conduct dash{
    .protocol_version = 70221,
    .minimum_protocol_version = 70215,
    .times =
        {.handshake_timeout = seconds(60),
         .ping_interval = minutes(2),
         .pong_timeout = minutes(20),
         .inactivity_timeout = minutes(5),
         .write_timeout = minutes(20)},
    .stalls =
        {.block = seconds(30),
         .transaction = seconds(30),
         .headers = seconds(90),
         .block_list = seconds(30),
         .transaction_list = seconds(30),
         .others = questions},
    .trickle = {.inbound = seconds(10), .outbound = seconds(10), .randomised = false},
    .legal = legality_tables::core,
    .addrv2_since = 70223,
    .compact_blocks_version = 1,  // it has no witnesses
    .on_bad_checksum = legality::disconnect,
};

constinit const conduct& godash = btcd_2016;

}  // namespace bitpeer::conducts
