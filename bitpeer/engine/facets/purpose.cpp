#include <bitpeer/engine/facets/purpose.hpp>
#include <bitpeer/wire/messages/inv.hpp>
#include <bitpeer/wire/packed_view.hpp>

#include <algorithm>

namespace bitpeer::facets {

namespace {

constexpr wire::command_name transaction{"tx"};

bool about_addresses(wire::command_name command) {
    return command == wire::addr::command || command == wire::addrv2::command;
}

bool announces_transactions(const wire::message& arrived, const context& c) {
    if (arrived.command() != wire::inv::command) return false;
    const auto items = wire::packed_view<wire::inventory>::over<wire::inv>(arrived.raw());
    return items && std::ranges::any_of(*items, [&](const wire::inventory& entry) {
               return wire::is_transaction(c.config.network.dialect->kind_of(entry.type));
           });
}

}  // namespace

void purpose::start(context& c) {
    if (c.kind.lifetime > duration::zero()) {
        c.timers.set(timer::lifetime, c.now + c.kind.lifetime);
    }
}

void purpose::concluded(context& c) {
    if (c.kind.ends == ending::our_verack) {
        c.leave_with(disconnect_reason::purpose_fulfilled, "there is a node");
    }
}

void purpose::handle(const wire::addr& theirs, context& c) {
    told_addresses(theirs.items.size(), c);
}

void purpose::handle(const wire::addrv2& theirs, context& c) {
    told_addresses(theirs.items.size(), c);
}

/// A single address may be the remote's own, told to everybody: it is not the answer.
void purpose::told_addresses(std::size_t count, context& c) {
    if (c.kind.ends != ending::addresses || count <= 1) return;
    c.leave_with(
        disconnect_reason::purpose_fulfilled, std::to_string(count) + " addresses were told"
    );
}

void purpose::expired(timer which, context& c) {
    if (which != timer::lifetime) return;
    const auto allowed = std::chrono::duration_cast<std::chrono::seconds>(c.kind.lifetime);
    c.end_with(
        disconnect_reason::lifetime_over,
        std::string(c.kind.name) + " took more than " + std::to_string(allowed.count()) + " s"
    );
}

legality purpose::verdict(const wire::message& arrived, const context& c) {
    if (about_addresses(arrived.command())) return c.kind.addresses;
    if (c.kind.transactions == legality::process) return legality::process;
    const bool relays = arrived.command() == transaction || announces_transactions(arrived, c);
    return relays ? c.kind.transactions : legality::process;
}

bool purpose::may_send(wire::command_name command, const context& c) {
    if (!c.kind.owner_speaks) return false;
    if (!c.kind.relays_transactions && command == transaction) return false;
    const bool addresses = about_addresses(command) || command == wire::command_name("getaddr");
    return c.kind.relays_addresses || !addresses;
}

}  // namespace bitpeer::facets
