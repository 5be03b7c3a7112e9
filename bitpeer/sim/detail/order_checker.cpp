#include <bitpeer/sim/detail/checkers.hpp>
#include <bitpeer/sim/detail/per_endpoint.hpp>
#include <bitpeer/sim/world.hpp>
#include <bitpeer/wire/messages/getaddr.hpp>
#include <bitpeer/wire/messages/sendtxrcncl.hpp>
#include <bitpeer/wire/messages/verack.hpp>
#include <bitpeer/wire/messages/version.hpp>

#include <string>

namespace bitpeer::sim::detail {

namespace {

/// `version` first and once, `verack` once, negotiation between them and nowhere else, and all
/// that has to wait for the remote's `verack` behind that.
class order_checker final : public observer {
public:
    void said(const peer& who, const transport::frame& sent) override {
        // Some tell whom they do not know yet why they leave (BIP61).
        if (sent.command == reject && sends_reject(who)) return;
        auto& of = progress_.of(who);
        const auto violation = [&](const char* rule) {
            report(who, "sent " + std::string(sent.command.text()) + ", but " + rule);
        };
        const bool version = sent.command == wire::version::command;
        const bool verack = sent.command == wire::verack::command;
        if (version == of.version_sent) violation("the first message is `version`, and no other");
        if (verack && of.verack_sent) violation("`verack` is sent once");
        of.version_sent = true;
        const auto when = phase_of(who, sent.command);
        const bool running = who.engine().state() == stage::running;
        if (when == wire::phase::negotiation) {
            if (of.verack_sent) violation("what is negotiated comes before `verack`");
        } else if (!running && (when == wire::phase::running || when == wire::phase::early)) {
            if (!asks_addresses(who, sent.command) || !of.verack_sent) {
                violation("the remote's `verack` has not come");
            }
        }
        of.verack_sent |= verack;
    }
    void finished(const peer& who) override { progress_.forget(who); }

private:
    struct progress {
        bool version_sent = false;
        bool verack_sent = false;
    };

    static constexpr wire::command_name reject{"reject"};

    static bool sends_reject(const peer& who) {
        const auto& config = who.config();
        return (config.conduct ? *config.conduct : conduct_of(*config.network.dialect))
            .sends_reject;
    }

    static wire::phase phase_of(const peer& who, wire::command_name command) {
        // It may come early, and makes sense only before `verack` (BIP330).
        if (command == wire::sendtxrcncl::command) return wire::phase::negotiation;
        const auto* known = who.config().network.dialect->find(command);
        return known != nullptr ? known->when : wire::phase::running;
    }

    /// Some kinds of connections ask right behind their `verack`.
    static bool asks_addresses(const peer& who, wire::command_name command) {
        return who.engine().kind().asks_addresses && command == wire::getaddr::command;
    }

    per_endpoint<progress> progress_;
};

}  // namespace

std::unique_ptr<observer> make_order_checker() { return std::make_unique<order_checker>(); }

}  // namespace bitpeer::sim::detail
