#pragma once
/// How our peers are configured in these measurements.

#include <bitpeer/engine/config.hpp>
#include <bitpeer/params/networks.hpp>

#include "arguments.hpp"

namespace bitpeer::bench {

/// As it is by default, with room in the send queue for some large messages.
[[nodiscard]] inline peer_config configured(const arguments& given) {
    peer_config config;
    config.network = networks::bitcoin_regtest;
    config.transports =
        given.transport == 2 ? transport_policy::require_v2 : transport_policy::v1_only;
    config.services = wire::services::network | wire::services::witness;
    config.budgets.send_queue = 64'000'000;
    return config;
}

}  // namespace bitpeer::bench
