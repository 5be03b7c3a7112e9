#include <bitpeer/sim/detail/checkers.hpp>
#include <bitpeer/sim/detail/per_endpoint.hpp>
#include <bitpeer/sim/world.hpp>
#include <bitpeer/transport/v1.hpp>

#include <memory>
#include <variant>

namespace bitpeer::sim::detail {

namespace {

/// Reads with a transport of its own, the remote's twin, so that what counts is what is on the
/// wire.
class wire_reader final : public observer {
public:
    void wrote(const endpoint& who, byte_view data) override {
        const auto* writer = who.as_peer();
        if (writer == nullptr) return;
        auto& of = readings_.of(who);
        if (!of.stream) of.stream = stream_of(*writer);
        while (!data.empty()) tell(*writer, of.stream->receive(data));
    }
    void finished(const peer& who) override { readings_.forget(who); }

private:
    struct reading {
        std::unique_ptr<transport::transport> stream;
    };

    static std::unique_ptr<transport::transport> stream_of(const peer& writer) {
        std::unique_ptr<transport::transport> twin;
        if (writer.engine().transport() != "v1") twin = writer.remote()->reading_twin();
        if (!twin) twin = std::make_unique<transport::v1>(writer.config().network);
        return twin;
    }

    static void tell(const peer& who, const transport::received& item) {
        if (const auto* sent = std::get_if<transport::frame>(&item)) {
            who.home().tell(&observer::said, who, *sent);
        } else if (const auto* lost = std::get_if<transport::dropped_frame>(&item);
                   lost != nullptr && lost->code == transport::drop_code::decoy) {
            // That is what decoys are for.
        } else if (std::holds_alternative<transport::broken_stream>(item) && (who.engine().transport() == "detecting" || says_other_things(who))) {
            // It speaks v2 to somebody who does not.
        } else if (!std::holds_alternative<transport::incomplete>(item)) {
            report(who, "sent what no remote accepts");
        }
    }

    /// What reached it was not what its remote said: keys and all that follows may be others.
    static bool says_other_things(const peer& who) {
        return who.between()->suffered(disturbance::corrupted) && who.engine().transport() != "v1";
    }

    per_endpoint<reading> readings_;
};

}  // namespace

std::unique_ptr<observer> make_wire_reader() { return std::make_unique<wire_reader>(); }

}  // namespace bitpeer::sim::detail
