#pragma once
/// What every verb that dials has in common.

#include <bitpeer/engine/config.hpp>

#include <chrono>

namespace bitpeer::tool {

/// The configuration of a peer that only asks: it offers nothing and wants no transactions
/// announced.
[[nodiscard]] inline peer_config dial_config(const bitpeer::network& network) {
    peer_config config;
    config.network = network;
    config.relay_transactions = false;
    return config;
}

/// What somebody offers who has a whole chain.
[[nodiscard]] inline wire::services services_to_offer(const wire::dialect& dialect) {
    const auto witness = dialect.witness ? wire::services::witness : wire::services{};
    return wire::services::network | witness;
}

/// Seconds as the command line has them.
[[nodiscard]] inline duration seconds(double count) {
    return std::chrono::duration_cast<duration>(std::chrono::duration<double>(count));
}

}  // namespace bitpeer::tool
