#include <bitpeer/engine/connection_kind.hpp>

namespace bitpeer {

namespace {

using std::chrono::minutes;
using std::chrono::seconds;

constexpr kind_rules no_kind{};

}  // namespace

constinit const std::array<kind_rules, kinds_count> connection_kinds{{
    {
        .name = "full_relay",
        .purpose = "blocks, transactions and addresses",
        .asks_addresses = true,
    },
    {
        .name = "block_relay_only",
        .purpose = "blocks and nothing else",
        .relays_transactions = false,
        .reconciles = false,
        .relays_addresses = false,
        .addresses = legality::ignore,
        .transactions = legality::disconnect,
    },
    {
        .name = "feeler",
        .purpose = "is there a node at all?",
        .relays_transactions = false,
        .reconciles = false,
        .relays_addresses = false,
        .addresses = legality::ignore,
        .transactions = legality::disconnect,
        .ends = ending::our_verack,
    },
    {
        .name = "address_fetch",
        .purpose = "give me addresses",
        .reconciles = false,
        .asks_addresses = true,
        .ends = ending::addresses,
        .lifetime = seconds(300),
    },
    {
        .name = "manual",
        .purpose = "as full_relay, because a person wants it",
        .asks_addresses = true,
        .punishment_waived = true,
    },
    {
        .name = "private_broadcast",
        .purpose = "one transaction, from nobody",
        .introduces_us = false,
        .negotiates = false,
        .relays_transactions = false,
        .reconciles = false,
        .relays_addresses = false,
        .pings = false,
        .owner_speaks = false,
        .addresses = legality::ignore,
        .transactions = legality::ignore,
        .ends = ending::acknowledgement,
        .lifetime = minutes(3),
    },
}};

const kind_rules& rules_of(connection_kind kind) {
    return connection_kinds[static_cast<std::size_t>(kind)];
}

const kind_rules& rules_of_no_kind() { return no_kind; }

std::string_view to_string(ending when) {
    switch (when) {
        case ending::none: return "none";
        case ending::our_verack: return "our_verack";
        case ending::addresses: return "addresses";
        case ending::acknowledgement: return "acknowledgement";
    }
    return "unknown";
}

}  // namespace bitpeer
