#include <bitpeer/sim/detail/order_checker.hpp>
#include <bitpeer/sim/peer.hpp>
#include <bitpeer/sim/world.hpp>
#include <bitpeer/transport/v1.hpp>
#include <bitpeer/wire/messages/verack.hpp>
#include <bitpeer/wire/messages/version.hpp>

#include <string>
#include <utility>

namespace bitpeer::sim::detail {

order_checker::reading order_checker::begin(const peer& who) {
    reading made;
    made.who = &who;
    if (who.engine().transport() != "v1") made.stream = who.remote()->reading_twin();
    if (!made.stream) made.stream = std::make_unique<transport::v1>(who.config().network);
    return made;
}

void order_checker::wrote(const endpoint& who, byte_view data) {
    const auto* writer = dynamic_cast<const peer*>(&who);
    if (writer == nullptr) return;
    auto place = readings_.find(who.id());
    if (place == readings_.end()) place = readings_.emplace(who.id(), begin(*writer)).first;
    while (!data.empty()) check(place->second, place->second.stream->receive(data));
}

void order_checker::check(reading& of, const transport::received& item) {
    if (const auto* sent = std::get_if<transport::frame>(&item)) {
        check(of, *sent);
    } else if (const auto* lost = std::get_if<transport::dropped_frame>(&item);
               lost != nullptr && lost->code == transport::drop_code::decoy) {
        // That is what decoys are for.
    } else if (std::holds_alternative<transport::broken_stream>(item) && of.who->engine().transport() == "detecting") {
        // It speaks v2 to somebody who does not.
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
