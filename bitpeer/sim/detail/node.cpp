#include <bitpeer/engine/dialects/bitcoin.hpp>
#include <bitpeer/engine/dialects/exchangecoin.hpp>
#include <bitpeer/sim/detail/node.hpp>
#include <bitpeer/sim/specimens.hpp>
#include <bitpeer/transport/v2.hpp>
#include <bitpeer/wire/dialects/bitcoin.hpp>
#include <bitpeer/wire/dialects/exchangecoin.hpp>

#include <algorithm>
#include <chrono>
#include <iterator>
#include <string>

namespace bitpeer::sim::detail {

namespace {

using namespace std::chrono_literals;

bool one_in(std::uint64_t count, random_source& random) { return random.below(count) == 0; }

/// Profiles of the dialect that can talk to each other.
const conduct* random_profile(const network& net, random_source& random) {
    if (net.dialect->name == wire::dialects::exchangecoin.name) {
        return one_in(3, random) ? &conducts::exchangecoin_peer_v2 : nullptr;
    }
    if (net.dialect->name != wire::dialects::bitcoin.name) return nullptr;
    switch (random.below(8)) {
        case 0: return &conducts::btcd;
        case 1: return &conducts::btcd_2016;
        default: return nullptr;
    }
}

int random_version(const conduct& rules, bool old, random_source& random) {
    constexpr int of_bitcoin[] = {31800, 60000, 60001, 70001, 70011, 70012, 70013, 70015, 70016};
    if (!old) return rules.protocol_version;
    if (rules.protocol_version < 100) {  // Exchangecoin counts for itself
        return static_cast<int>(5 + random.below(4));
    }
    if (rules.minimum_protocol_version > of_bitcoin[0]) return rules.protocol_version;
    const auto drawn = of_bitcoin[random.below(std::size(of_bitcoin))];
    return std::clamp(drawn, rules.minimum_protocol_version, rules.protocol_version);
}

transport_policy random_policy(random_source& random) {
    switch (random.below(12)) {
        case 0: return transport_policy::require_v2;
        case 1:
        case 2:
        case 3:
        case 4:
        case 5: return transport_policy::prefer_v2;
        default: return transport_policy::v1_only;
    }
}

compact_block_role random_role(random_source& random) {
    switch (random.below(4)) {
        case 0: return compact_block_role::low_bandwidth;
        case 1: return compact_block_role::high_bandwidth;
        default: return compact_block_role::off;
    }
}

/// Up to 30 seconds, or at once.
trickle_timing random_trickle(random_source& random) {
    using std::chrono::milliseconds;
    const auto interval = [&] {
        return one_in(3, random) ? duration::zero() : duration(milliseconds(random.below(30'000)));
    };
    const auto inbound = interval();
    const auto outbound = interval();
    return {inbound, outbound, one_in(2, random)};
}

bool speaks_v2(const peer_config& config) {
    return config.transports != transport_policy::v1_only &&
           config.transports != transport_policy::v1_after_v2 &&
           transport::v2::fits(config.network);
}

}  // namespace

bool pool::add(const hash256& name, const shared_bytes& payload) {
    if (!things_.emplace(name, payload).second) return false;
    order_.push_back(name);
    if (order_.size() > kept_max) {
        things_.erase(order_.front());
        order_.pop_front();
    }
    return true;
}

shared_bytes pool::find(const hash256& name) const {
    const auto place = things_.find(name);
    return place != things_.end() ? place->second : shared_bytes();
}

bool node::understands(const peer_config& dialler) const {
    const bool dials_v2 = speaks_v2(dialler);
    if (dials_v2) return speaks_v2(config);
    return config.transports != transport_policy::require_v2;
}

node random_node(const network& net, std::size_t number, random_source& random) {
    node made;
    made.net = &net;
    made.number = number;
    auto& config = made.config;
    config.network = net;
    const auto* profile = random_profile(net, random);
    if (profile != nullptr) config.conduct = *profile;
    const auto& rules = profile != nullptr ? *profile : conduct_of(*net.dialect);
    config.protocol_version = random_version(rules, one_in(5, random), random);
    config.transports = random_policy(random);
    if (!transport::v2::fits(net) && config.transports == transport_policy::require_v2) {
        config.transports = transport_policy::prefer_v2;
    }
    config.padding.garbage = transport::random_garbage(0, one_in(8, random) ? 4095 : 100);
    if (one_in(6, random)) {
        const auto one_in_so_many = 1 + random.below(20);
        config.padding.decoy = transport::decoys_at_rate(one_in_so_many, random.below(200));
    }
    config.services = wire::services::network;
    if (net.dialect->witness) config.services = config.services | wire::services::witness;
    if (one_in(2, random)) config.services = config.services | wire::services::bloom;
    config.user_agent = "/sim:" + std::to_string(number) + "/";
    config.start_height = static_cast<std::int32_t>(random.below(900'000));
    config.relay_transactions = !one_in(10, random);
    config.wtxid_relay = !one_in(4, random);
    config.addrv2 = !one_in(4, random);
    config.prefers_headers = one_in(2, random);
    config.compact_blocks = random_role(random);
    if (one_in(3, random)) config.fee_filter = static_cast<std::int64_t>(random.below(5'000));
    config.reconciles_transactions = one_in(3, random);
    config.serves_mempool = one_in(3, random);
    if (one_in(4, random)) {
        config.features.push_back({.id = "BIP332", .data = {1}, .commands = {"staletip"}});
    }
    if (one_in(4, random)) config.trickle = random_trickle(random);
    if (one_in(20, random)) {
        made.cramped = true;
        config.budgets.undelivered_events = 5'000;
        config.budgets.send_queue = 5'000;
    }
    made.hears_unknown = rules.legal.of_unknown(stage::running) == legality::process;
    return made;
}

peer_config dialling_config(const node& of, random_source& random) {
    auto config = of.config;
    if (config.transports == transport_policy::v1_only && one_in(12, random)) {
        config.transports = transport_policy::prefer_v2;
    }
    if (!one_in(4, random)) return config;
    config.kind = static_cast<connection_kind>(random.below(kinds_count));
    if (*config.kind == connection_kind::private_broadcast) {
        config.broadcast.emplace(
            wire::command_name("tx"), shared_bytes(fresh_transaction(*of.net->dialect, random))
        );
    }
    return config;
}

link_options random_link(random_source& random) {
    const auto up_to_scale = [&](unsigned bits) {
        return std::uint64_t{1} << random.below(bits + 1);
    };
    link_options options;
    const auto slow = random.below(1'000'000'000);
    options.latency = duration(slow) / static_cast<std::int64_t>(up_to_scale(10));
    options.jitter = one_in(2, random) ? duration{} : duration(random.below(300'000'000));
    options.bytes_per_second = one_in(2, random) ? 0 : 20'000 * up_to_scale(10);
    options.window = 16'384 * up_to_scale(5);
    // Byte by byte takes long: for whoever simulates it, too.
    options.piece_max = one_in(50, random) ? 1 + random.below(8) : 512 * up_to_scale(7);
    return options;
}

}  // namespace bitpeer::sim::detail
