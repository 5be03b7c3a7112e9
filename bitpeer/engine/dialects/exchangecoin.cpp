#include <bitpeer/engine/dialects/exchangecoin.hpp>
#include <bitpeer/engine/dialects/legality_tables.hpp>

namespace bitpeer::conducts {

namespace {

using std::chrono::milliseconds;
using std::chrono::minutes;
using std::chrono::seconds;

constexpr auto disconnect = legality::disconnect;

/// `getminings` has a deadline there too, which its own clock never looks at.
constexpr question_rule questions[] = {{"getinitstate", "initstate", seconds(30)}};

constexpr conduct peer_v3{
    .protocol_version = 8,
    .minimum_protocol_version = 1,
    .times =
        {.handshake_timeout = seconds(30),
         .ping_interval = seconds(107),
         .pong_timeout = minutes(20),
         .inactivity_timeout = seconds(120),
         .write_timeout = minutes(2)},
    .stalls =
        {.block = seconds(30),
         .transaction = seconds(30),
         // A node that is not current does not answer these at all.
         .headers = seconds(900),
         .block_list = seconds(900),
         .transaction_list = seconds(30),
         .others = questions},
    .trickle = {.inbound = milliseconds(500), .outbound = milliseconds(500), .randomised = false},
    .legal = legality_tables::strict,
    .awaits_verack = false,
    .answers_with_common_version = true,
    .echoes_services = true,
    .pings_at_once = false,
    .sends_reject = false,
    .on_malformed = disconnect,
    .on_bad_checksum = disconnect,
    .on_bad_command = disconnect,
    .bloom = bloom_rule::none,
};

constexpr conduct as_peer_v2(conduct of) {
    of.sends_reject = true;
    of.times.ping_interval = minutes(2);
    of.stalls.headers = duration::zero();
    of.stalls.block_list = seconds(30);
    return of;
}

}  // namespace

constinit const conduct exchangecoin = peer_v3;

constinit const conduct exchangecoin_peer_v2 = as_peer_v2(peer_v3);

}  // namespace bitpeer::conducts
