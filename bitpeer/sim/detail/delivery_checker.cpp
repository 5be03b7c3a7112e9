#include <bitpeer/sim/detail/checkers.hpp>
#include <bitpeer/sim/detail/per_endpoint.hpp>
#include <bitpeer/sim/world.hpp>

#include <cstddef>
#include <deque>
#include <string>
#include <string_view>
#include <variant>

namespace bitpeer::sim::detail {

namespace {

/// Whatever an engine tells of, its remote said, in that order, with nothing passed over.
class delivery_checker final : public observer {
public:
    void said(const peer& who, const transport::frame& sent) override {
        const auto* reader = who.remote()->as_peer();
        if (reader == nullptr || reader->engine().ended()) return;
        expected_.of(*reader).next.push_back({sent.command, sent.wire_size});
    }
    void happened(const peer& who, const event& what) override {
        if (const auto* arrived = std::get_if<message_arrived>(&what)) {
            came(who, arrived->message.command().text(), arrived->wire_size);
        } else if (const auto* dropped = std::get_if<message_dropped>(&what)) {
            came(who, dropped->command, dropped->wire_size);
        } else if (std::holds_alternative<disconnected>(what)) {
            expected_.forget(who);
        }
    }
    void finished(const peer& who) override { expected_.forget(who); }

private:
    struct message {
        wire::command_name command;
        std::size_t wire_size = 0;
    };
    struct state {
        std::deque<message> next;
    };

    void came(const peer& who, std::string_view command, std::size_t wire_size) {
        const auto* writer = who.remote()->as_peer();
        if (writer == nullptr || who.between()->suffered(disturbance::corrupted)) return;
        auto& next = expected_.of(who).next;
        if (next.empty()) {
            report(who, "tells of " + std::string(command) + ", which nobody said");
            return;
        }
        const auto said = next.front();
        next.pop_front();
        if (said.command.text() == command && said.wire_size == wire_size) return;
        report(
            who,
            "tells of " + std::string(command) + " where " + std::string(said.command.text()) +
                " was said"
        );
    }

    per_endpoint<state> expected_;
};

}  // namespace

std::unique_ptr<observer> make_delivery_checker() { return std::make_unique<delivery_checker>(); }

}  // namespace bitpeer::sim::detail
