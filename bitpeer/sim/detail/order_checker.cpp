#include <bitpeer/sim/detail/order_checker.hpp>
#include <bitpeer/sim/peer.hpp>
#include <bitpeer/sim/world.hpp>
#include <bitpeer/wire/messages/verack.hpp>
#include <bitpeer/wire/messages/version.hpp>

#include <string>
#include <utility>

namespace bitpeer::sim::detail {

void order_checker::connected(const peer& who) {
    auto& added = readings_[who.id()];
    added.who = &who;
    added.stream = std::make_unique<transport::v1>(who.config().network);
}

void order_checker::wrote(const endpoint& who, byte_view data) {
    const auto place = readings_.find(who.id());
    if (place == readings_.end()) return;
    while (!data.empty()) check(place->second, place->second.stream->receive(data));
}

void order_checker::check(reading& of, const transport::received& item) {
    if (const auto* sent = std::get_if<transport::frame>(&item)) {
        check(of, *sent);
    } else if (!std::holds_alternative<transport::incomplete>(item)) {
        of.who->home().violation(of.who->name() + ": sent what no remote accepts");
    }
}

void order_checker::check(reading& of, const transport::frame& sent) {
    const auto violation = [&](const char* rule) {
        const std::string command(sent.command.text());
        of.who->home().violation(of.who->name() + ": sent " + command + ", but " + rule);
    };
    const bool version = sent.command == wire::version::command;
    const bool verack = sent.command == wire::verack::command;
    if (version == of.version_sent) violation("the first message is `version`, and no other");
    if (verack && of.verack_sent) violation("`verack` is sent once");
    of.version_sent = true;
    of.verack_sent |= verack;
    if (of.who->engine().state() == stage::running) return;
    const auto* known = of.who->config().network.dialect->find(sent.command);
    const auto when = known != nullptr ? known->when : wire::phase::running;
    if (when == wire::phase::running || when == wire::phase::early) {
        violation("the remote's `verack` has not come");
    }
}

}  // namespace bitpeer::sim::detail
