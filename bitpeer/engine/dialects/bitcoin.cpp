#include <bitpeer/engine/dialects/bitcoin.hpp>
#include <bitpeer/engine/dialects/legality_tables.hpp>

namespace bitpeer::conducts {

namespace {

using std::chrono::minutes;
using std::chrono::seconds;

constexpr auto disconnect = legality::disconnect;

/// It passes on what it does not know, once both are up.
constexpr legality_table as_btcd{
    .verdicts = legality_tables::strict.verdicts,
    .unknown{disconnect, legality::ignore, legality::process},
};

constexpr wire::command_name btcd_commands[] = {
    "addr",         "addrv2",       "block",       "cfcheckpt",  "cfheaders",  "cfilter",
    "feefilter",    "filteradd",    "filterclear", "filterload", "getaddr",    "getblocks",
    "getcfcheckpt", "getcfheaders", "getcfilters", "getdata",    "getheaders", "headers",
    "inv",          "mempool",      "merkleblock", "notfound",   "ping",       "pong",
    "reject",       "sendaddrv2",   "sendheaders", "tx",         "verack",     "version",
};

constexpr wire::command_name btcd_2016_commands[] = {
    "addr",        "alert",       "block",    "filteradd",  "filterclear", "filterload",
    "getaddr",     "getblocks",   "getdata",  "getheaders", "headers",     "inv",
    "mempool",     "merkleblock", "notfound", "ping",       "pong",        "reject",
    "sendheaders", "tx",          "verack",   "version",
};

constexpr timing btcd_times{
    .handshake_timeout = seconds(30),
    .ping_interval = minutes(2),
    .pong_timeout = minutes(20),
    .inactivity_timeout = minutes(5),
    .write_timeout = minutes(2),
};

constexpr stall_timing btcd_stalls{
    .block = seconds(30),
    .transaction = seconds(30),
    .headers = seconds(90),
    .block_list = seconds(30),
    .transaction_list = seconds(30),
};

constexpr trickle_timing btcd_trickle{
    .inbound = seconds(10),
    .outbound = seconds(10),
    .randomised = false,
};

constexpr conduct btcd_of_today{
    .protocol_version = 70016,
    .minimum_protocol_version = 209,
    .times = btcd_times,
    .stalls = btcd_stalls,
    .trickle = btcd_trickle,
    .legal = as_btcd,
    .commands = btcd_commands,
    .addrv2_since = 70016,
    .pings_at_once = false,
    .sends_reject = true,
    .on_malformed = disconnect,
    .on_bad_checksum = disconnect,
    .on_bad_command = disconnect,
    .trailing = wire::trailing_bytes::refused,
};

constexpr conduct ten_years_younger(conduct of) {
    of.protocol_version = 70012;
    of.legal = legality_tables::strict;
    of.commands = btcd_2016_commands;
    of.addrv2_since = never;
    of.awaits_verack = false;
    of.answers_with_common_version = true;
    of.bloom = bloom_rule::theirs;
    return of;
}

}  // namespace

constinit const conduct bitcoin{
    .protocol_version = 70017,
    .minimum_protocol_version = 31800,
    .times = {},
    // Bitcoin Core's time-outs for block and header download. A transaction it asks another for.
    .stalls =
        {.block = minutes(10),
         .headers = minutes(15),
         .block_list = minutes(2),
         .transaction_list = minutes(2)},
    .trickle = {.inbound = seconds(5), .outbound = seconds(2)},
    .legal = legality_tables::core,
    .wtxid_relay_since = 70016,
    .addrv2_since = 70016,
    .reconciliation_since = 70016,
};

constinit const conduct btcd = btcd_of_today;

constinit const conduct btcd_2016 = ten_years_younger(btcd_of_today);

}  // namespace bitpeer::conducts
