#include <bitpeer/engine/dialects/bitcoin.hpp>

namespace bitpeer::conducts {

namespace {

/// Bitcoin Core's gates. Redundant `version` and `verack` messages are let go, not punished; so is
/// everything that comes before its time.
constexpr legality_table as_core{{{
    // opening, negotiation, closing, early, running
    {legality::process, legality::ignore, legality::ignore, legality::ignore, legality::ignore},
    {legality::ignore, legality::process, legality::process, legality::process, legality::ignore},
    {legality::ignore,
     legality::disconnect,
     legality::ignore,
     legality::process,
     legality::process},
}}};

}  // namespace

constinit const conduct bitcoin{
    .protocol_version = 70016,
    .minimum_protocol_version = 31800,
    .times = {},
    .legal = as_core,
    .wtxid_relay_since = 70016,
    .addrv2_since = 70016,
};

}  // namespace bitpeer::conducts

namespace bitpeer {

const conduct& conduct_of(const wire::dialect& /*dialect*/) {
    return conducts::bitcoin;  // Litecoin's network behaves as Bitcoin's does
}

}  // namespace bitpeer
