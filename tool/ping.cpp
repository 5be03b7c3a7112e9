/// `bitpeer ping`: who is there, and how far away.

#include <bitpeer/base/hex.hpp>
#include <bitpeer/runtime/client.hpp>

#include "coroutine.hpp"
#include "dial.hpp"
#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <string>

namespace bitpeer::tool {

namespace {

namespace asio = boost::asio;

std::int64_t microseconds(duration time) {
    return std::chrono::duration_cast<std::chrono::microseconds>(time).count();
}

/// Round-trip times so far.
struct round_trips {
    std::uint64_t sent = 0;
    std::uint64_t received = 0;
    std::int64_t min_us = std::numeric_limits<std::int64_t>::max();
    std::int64_t max_us = 0;
    std::int64_t total_us = 0;

    void add(std::int64_t us) {
        ++received;
        min_us = std::min(min_us, us);
        max_us = std::max(max_us, us);
        total_us += us;
    }
    [[nodiscard]] std::int64_t average_us() const {
        return received == 0 ? 0 : total_us / static_cast<std::int64_t>(received);
    }
};

class ping_verb final : public verb {
public:
    [[nodiscard]] std::string_view name() const override { return "ping"; }
    [[nodiscard]] std::string_view about() const override {
        return "handshake and round-trip times: version, services, user agent, clock offset";
    }

    void declare(options& taken) override {
        taken.argument("ADDR", address_, "host[:port]");
        taken.value("--count", count_, "how many pings (4)");
        taken.value("--timeout", timeout_, "seconds for the connection, and for each answer (10)");
        dialling_.declare(taken);
    }

    outcome run(const surroundings& around) override {
        if (const auto end = dialling_.refuse(around.out)) return *end;
        return run_until_done([&](asio::io_context& io, interruption& interrupt) {
            return measure(around, io, interrupt);
        });
    }

private:
    asio::awaitable<outcome> measure(
        const surroundings& around, asio::io_context& io, interruption& interrupt
    ) {
        const auto within = seconds(timeout_);
        const auto dialler = dialling_.make_client(io, dial_config(around.network));
        duration handshake_took{};
        subscription watch;
        const auto peer =
            co_await dialler.connect(address_, within, [&](const bitpeer::peer& fresh) {
                watch = fresh.on_event([&](const event& happened) {
                    const auto* done = std::get_if<handshake_completed>(&happened);
                    if (done != nullptr) handshake_took = done->took;
                });
            });
        if (!peer) co_return tell(around.out, peer.error());
        tell_handshake(around, *peer, handshake_took);

        round_trips trips;
        auto result = outcome::done;
        while (trips.sent < count_ && !interrupt.requested()) {
            ++trips.sent;
            const auto round_trip = co_await peer->ping(within);
            if (!round_trip) {
                result = tell(around.out, round_trip.error());
                break;
            }
            const auto us = microseconds(*round_trip);
            trips.add(us);
            wire::json_object fields;
            fields.field("rtt_us", us);
            around.out.event("pong", fields, fmt::format("pong {}: {} µs", trips.sent, us));
        }
        tell_summary(around.out, trips);
        peer->disconnect();
        co_await peer->closed();
        co_return result;
    }

    /// In hex; empty where the connection is not encrypted.
    static std::string session_text(const bitpeer::peer& peer) {
        const auto session = peer.session();
        return session ? to_hex(*session) : std::string();
    }

    static void tell_handshake(
        const surroundings& around, const bitpeer::peer& peer, duration took
    ) {
        const auto agreed = peer.negotiated();
        const auto& remote = agreed.remote;
        const auto taken = peer.statistics();
        const auto offset = taken.time_offset.value_or(0);
        wire::json_object fields;
        fields.field("network", around.network.name)
            .field("transport", taken.transport)
            .field("transport_choice", to_string(taken.chosen))
            .field("session_id", session_text(peer))
            .field("protocol_version", remote.protocol_version)
            .field("services", remote.services)
            .field("user_agent", remote.user_agent)
            .field("start_height", remote.start_height)
            .field("time_offset_s", offset)
            .field("relay", remote.relay)
            .field("handshake_us", microseconds(took));
        around.out.event(
            "handshake",
            fields,
            fmt::format(
                "{} {}: {}, protocol {}, services {}, height {}, clock {:+} s, transport {} "
                "({}), handshake {} µs",
                around.network.name,
                peer.remote_address(),
                wire::to_json(remote.user_agent),
                remote.protocol_version,
                to_string(remote.services),
                remote.start_height,
                offset,
                taken.transport,
                explanation_of(taken.chosen),
                microseconds(took)
            )
        );
    }

    static void tell_summary(report& out, const round_trips& trips) {
        const auto minimum = trips.received == 0 ? 0 : trips.min_us;
        wire::json_object fields;
        fields.field("sent", trips.sent)
            .field("received", trips.received)
            .field("min_us", minimum)
            .field("avg_us", trips.average_us())
            .field("max_us", trips.max_us);
        out.event(
            "summary",
            fields,
            fmt::format(
                "{} sent, {} received, {}/{}/{} µs minimum/average/maximum",
                trips.sent,
                trips.received,
                minimum,
                trips.average_us(),
                trips.max_us
            )
        );
    }

    std::string address_;
    std::uint64_t count_ = 4;
    double timeout_ = 10;
    dialling dialling_;
};

}  // namespace

std::unique_ptr<verb> make_ping() { return std::make_unique<ping_verb>(); }

}  // namespace bitpeer::tool
