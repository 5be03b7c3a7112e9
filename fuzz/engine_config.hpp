#pragma once
/// What an engine under test is configured to be, by a script.

#include <bitpeer/base/byte_rate.hpp>
#include <bitpeer/engine/dialects/bitcoin.hpp>
#include <bitpeer/engine/engine.hpp>
#include <bitpeer/params/networks.hpp>
#include <bitpeer/wire/codec.hpp>
#include <bitpeer/wire/messages/tx.hpp>
#include <bitpeer/wire/messages/version.hpp>

#include "input.hpp"

#include <array>
#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <utility>

namespace bitpeer::fuzz {

/// When every script begins.
inline constexpr instant beginning{
    .monotonic = std::chrono::hours(1), .unix_time = std::chrono::seconds(1'700'000'000)};

/// A span between a millisecond and some hours, by one byte.
[[nodiscard]] inline duration span_of(input& script) {
    return std::chrono::milliseconds(script.scaled() * 50);
}

/// Networks of each dialect.
[[nodiscard]] inline const network& some_network(input& script) {
    static constexpr std::array all{
        &networks::bitcoin_regtest,
        &networks::dash_regtest,
        &networks::exchangecoin_simnet,
        &networks::litecoin_regtest};
    return *all.at(script.one_of(all.size()));
}

/// One that every dialect but Exchangecoin's reads: from a made-up output to nobody.
[[nodiscard]] inline bytes a_transaction() {
    wire::transaction made;
    made.inputs.emplace_back().previous.txid.bytes[0] = 1;
    made.outputs.emplace_back().value = 1;
    return wire::encode(made).value();
}

/// Whatever an owner may decide. Garbage stays short.
[[nodiscard]] inline peer_config some_config(input& script, const network& net) {
    constexpr std::array policies{
        transport_policy::v1_only,
        transport_policy::prefer_v2,
        transport_policy::require_v2,
        transport_policy::v1_after_v2};
    peer_config config;
    config.network = net;
    config.transports = policies.at(script.one_of(policies.size()));
    const auto garbage = script.byte();
    config.padding.garbage = transport::random_garbage(0, garbage);
    config.padding.decoy = transport::decoys_at_rate(garbage % 5, garbage);
    const auto kind = script.one_of(3 * kinds_count);
    if (kind < kinds_count) config.kind = static_cast<connection_kind>(kind);
    if (garbage % 2 == 0) {
        auto payload = garbage % 8 == 0 ? bytes(garbage) : a_transaction();
        config.broadcast = wire::message(wire::tx::command, shared_bytes(std::move(payload)));
    }
    if (garbage % 5 == 3) {
        config.traffic.receive = {.burst = 3'000, .per_second = 2'000};
        config.traffic.send = {.burst = 1'000.0 + garbage, .per_second = 300};
        const auto together = std::make_shared<byte_rate>(rate_limit{5'000, 1'000});
        if (garbage % 2 == 0) config.traffic.receive_in_total = together;
        if (garbage % 3 == 0) config.traffic.send_in_total = together;
    }
    const auto traits = script.number(2);
    const auto has = [&](unsigned bit) { return (traits >> bit & 1) != 0; };
    config.services = {has(0) ? 0x0fU : 0U};
    config.required_services = {has(1) && has(2) ? 1U : 0U};
    config.relay_transactions = !has(3);
    config.wtxid_relay = !has(4);
    config.addrv2 = !has(5);
    config.prefers_headers = has(6);
    config.compact_blocks = static_cast<compact_block_role>((traits >> 7 & 3) % 3);
    if (has(9)) config.fee_filter = 1'000;
    config.reconciles_transactions = has(10);
    config.serves_mempool = has(11);
    if (has(12)) {
        config.features.push_back({.id = "BIP332", .data = {1}, .commands = {"staletip", "zz"}});
    }
    if (has(13)) {
        config.budgets = {
            .undelivered_events = 2'000,
            .send_queue = 1'500,
            .inventory_queue = 1'000,
            .known_inventory = 500,
            .handshake_input = 3'000,
            .useless_input = {.burst = 2'000, .per_second = 100}};
    }
    if (has(14)) {
        config.is_own_nonce = [](std::uint64_t nonce) { return nonce == 7; };
        config.refuse_version = [](const wire::version& said) -> std::optional<wire::reject> {
            if (said.start_height != 666) return std::nullopt;
            return wire::reject_of(wire::version::command, wire::reject_code::obsolete, "not you");
        };
        config.admits_v2 = [garbage] { return garbage != 99; };
        config.newest_height = [garbage] {
            return garbage == 98 ? std::nullopt : std::optional<std::int32_t>(12);
        };
    }
    if (has(15)) config.user_agent = std::string(garbage + 2U, 'a');
    const auto older = script.byte();
    if (older > 200) config.protocol_version = 70'000 + older - 201;
    if (older % 4 == 3) {
        config.trickle = trickle_timing{
            .inbound = std::chrono::milliseconds(garbage % 3),
            .outbound = std::chrono::seconds(garbage % 2),
            .randomised = garbage % 7 == 0};
    }
    if (older % 32 == 2) config.times = timing{{}, {}, {}, {}, {}, {}};  // no deadlines
    if (older % 8 == 1 && net.dialect == networks::bitcoin_regtest.dialect) {
        config.conduct = older % 16 == 1 ? conducts::btcd : conducts::btcd_2016;
    }
    return config;
}

}  // namespace bitpeer::fuzz
