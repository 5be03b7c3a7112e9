#include "arrivals.hpp"

#include <bitpeer/wire/codec.hpp>
#include <bitpeer/wire/dialects/every_layout.hpp>

#include "output.hpp"
#include "transport_fields.hpp"

#include <chrono>
#include <cstdint>
#include <variant>

namespace bitpeer::interop {

namespace {

[[nodiscard]] std::int64_t microseconds(duration time) {
    return std::chrono::duration_cast<std::chrono::microseconds>(time).count();
}

template <wire::message_type M>
[[nodiscard]] subscription tell_each(const peer& from) {
    return from.on<M>([from](const M& value) {
        auto told = event("message");
        told.field("command", M::command).field("fields", value);
        const auto payload = wire::encode(value, from.negotiated().format());
        if (payload) told.field("payload", *payload);
        tell(told);
    });
}

template <class... M>
[[nodiscard]] std::vector<subscription> tell_all(const peer& from, wire::type_list<M...>) {
    std::vector<subscription> made;
    (made.push_back(tell_each<M>(from)), ...);
    return made;
}

struct event_teller {
    const peer& from;

    void operator()(const handshake_completed& done) const {
        const auto& with = *done.negotiated;
        auto told = event("handshake");
        told.field("protocol_version", with.protocol_version)
            .field("wtxid_relay", with.wtxid_relay)
            .field("remote_wants_addrv2", with.remote_wants_addrv2)
            .field("remote", with.remote);
        add_transport(told, from);
        tell(told);
    }
    void operator()(const message_dropped& lost) const {
        tell(event("dropped").field("command", lost.command).field("reason", lost.reason));
    }
    void operator()(const ping_answered& answer) const {
        tell(event("pong").field("round_trip_us", microseconds(answer.round_trip)));
    }
    void operator()(const disconnected& end) const {
        tell(event("disconnected")
                 .field("reason", end.why.reason)
                 .field("fault", fault_of(end.why.reason))
                 .field("detail", end.why.detail));
    }
    void operator()(const auto& /*told elsewhere*/) const {}
};

}  // namespace

std::vector<subscription> tell_arrivals(const peer& from) {
    auto made = tell_all(from, wire::every_layout{});
    made.push_back(from.on_any([](const wire::message& message) {
        if (message.known() != nullptr) return;
        tell(event("unknown").field("command", message.command()).field("payload", message.raw()));
    }));
    made.push_back(from.on_event([from](const bitpeer::event& happened) {
        std::visit(event_teller{from}, happened);
    }));
    return made;
}

}  // namespace bitpeer::interop
