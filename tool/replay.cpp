/// `bitpeer replay`: a recorded connection lived through again.

#include <bitpeer/node/capture_replay.hpp>
#include <bitpeer/params/networks.hpp>
#include <bitpeer/runtime/capture_file.hpp>

#include "coroutine.hpp"
#include "dial.hpp"
#include <boost/asio/experimental/awaitable_operators.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <fmt/format.h>

#include <chrono>
#include <cmath>
#include <cstdlib>
#include <optional>
#include <string>
#include <utility>

namespace bitpeer::tool {

namespace {

namespace asio = boost::asio;
using asio::experimental::awaitable_operators::operator||;

/// The longest text of a message's fields that people see.
constexpr std::size_t shown_max = 400;

class replay_verb final : public verb {
public:
    [[nodiscard]] std::string_view name() const override { return "replay"; }
    [[nodiscard]] std::string_view about() const override {
        return "have a recorded node say it all again, and compare what becomes of it";
    }

    void declare(options& taken) override {
        taken.argument(
            "FILE", file_, "of `record`; or Bitcoin Core's msgs_recv.dat, or the folder with it"
        );
        taken.value(
            "--speed", speed_, "max, real, or how many times as fast as it was recorded (max)"
        );
        taken.value("--as", as_, "dialler or listener: what we were (as recorded)");
    }

    outcome run(const surroundings& around) override {
        if (const auto end = refuse(around)) return *end;
        auto loaded = load_capture(file_, around.network);
        if (!loaded) {
            tell_unreadable(around.out, loaded.error());
            return outcome::wrong_usage;
        }
        if (!as_.empty()) {
            loaded->opening.who_dialled =
                as_ == "dialler" ? direction::outbound : direction::inbound;
        }
        return run_until_done([&](asio::io_context& io, interruption& interrupt) {
            return play(around, *loaded, io, interrupt);
        });
    }

private:
    [[nodiscard]] std::optional<outcome> refuse(const surroundings& around) {
        if (!as_.empty() && as_ != "dialler" && as_ != "listener") {
            around.out.error("bad_role", "--as: '" + as_ + "' is not dialler or listener");
            return outcome::wrong_usage;
        }
        if (speed_ == "max") return std::nullopt;
        double times = 1;
        if (speed_ != "real") {
            char* behind = nullptr;
            times = std::strtod(speed_.c_str(), &behind);
            if (speed_.empty() || *behind != '\0') times = 0;
        }
        if (!std::isfinite(times) || times <= 0) {
            around.out.error(
                "bad_speed", "--speed: '" + speed_ + "' is not max, real or a number above 0"
            );
            return outcome::wrong_usage;
        }
        times_ = times;
        return std::nullopt;
    }

    static void tell_unreadable(report& out, const load_failure& why) {
        if (!why.error) return out.error("unreadable_file", why.message());
        if (!out.json()) return out.error(to_string(why.error->code), why.message());
        wire::json_object fields;
        fields.field("code", to_string(why.error->code))
            .field("message", why.message())
            .field("offset", why.error->offset);
        out.event("error", fields, {});
    }

    /// Ours say which network it was; one of a user's own is known by its magic, or not at all.
    static network network_of(const capture::opening& opening, const network& given) {
        if (const auto* known = networks::find(opening.network)) return *known;
        const auto same = networks::with_magic(opening.magic);
        return same.empty() ? given : *same.front();
    }

    asio::awaitable<outcome> play(
        const surroundings& around, const capture::recording& what, asio::io_context& io,
        interruption& interrupt
    ) {
        const auto net = network_of(what.opening, around.network);
        tell_opening(around.out, what);
        const auto began = what.opening.started;
        capture::replayer player(
            what,
            capture::config_of(what, net),
            [&](const event& told, instant when) {
                tell_event(around.out, *net.dialect, told, when - began);
            }
        );
        asio::steady_timer clock(io);
        const auto start = asio::steady_timer::clock_type::now();
        while (const auto next = player.next()) {
            if (times_) {
                const auto due = std::chrono::duration<double>(*next - began) / *times_;
                clock.expires_at(
                    start + std::chrono::duration_cast<asio::steady_timer::duration>(due)
                );
                co_await (clock.async_wait(asio::use_awaitable) || interrupt.wait());
            }
            if (interrupt.requested()) {
                around.out.error("interrupted", "interrupted");
                co_return outcome::remote_failed;
            }
            player.step();
        }
        co_return tell_outcome(around.out, player.outcome());
    }

    static void tell_opening(report& out, const capture::recording& what) {
        const auto& opening = what.opening;
        const bool dialled = opening.who_dialled == direction::outbound;
        wire::json_object fields;
        fields.field("network", opening.network)
            .field("peer", opening.remote_address)
            .field("direction", dialled ? "out" : "in")
            .field("kind", opening.kind)
            .field("records", what.records.size())
            .field("software", opening.software);
        if (what.cut_off) fields.field("cut_off_at", *what.cut_off);
        out.event(
            "recording",
            fields,
            fmt::format(
                "{} {} on {}, {} records",
                dialled ? "to" : "from",
                opening.remote_address.empty() ? "a peer" : opening.remote_address,
                opening.network,
                what.records.size()
            )
        );
        if (what.cut_off) {
            out.line(fmt::format("the file ends inside a record, at byte {}", *what.cut_off));
        }
    }

    static void tell_event(
        report& out, const wire::dialect& dialect, const event& what, duration at
    ) {
        if (const auto* arrived = std::get_if<message_arrived>(&what)) {
            const auto& message = arrived->message;
            tell_message(out, dialect, at, true, message.command(), message.raw());
        } else if (const auto* said = std::get_if<message_written>(&what)) {
            tell_message(out, dialect, at, false, said->command, said->payload);
        } else if (const auto* lost = std::get_if<message_dropped>(&what)) {
            wire::json_object fields;
            fields.field("at", seconds_of(at))
                .field("command", lost->command)
                .field("reason", to_string(lost->reason));
            if (lost->error) fields.field("detail", lost->error->message());
            out.event(
                "dropped",
                fields,
                fmt::format(
                    "{:>12} <- {:<12} dropped: {}",
                    seconds_of(at),
                    lost->command,
                    lost->error ? lost->error->message() : std::string(to_string(lost->reason))
                )
            );
        } else if (const auto* up = std::get_if<handshake_completed>(&what)) {
            wire::json_object fields;
            fields.field("at", seconds_of(at))
                .field("protocol_version", up->negotiated->protocol_version);
            out.event("handshake", fields, fmt::format("{:>12} handshake done", seconds_of(at)));
        } else if (const auto* over = std::get_if<disconnected>(&what)) {
            wire::json_object fields;
            fields.field("at", seconds_of(at))
                .field("reason", to_string(over->why.reason))
                .field("detail", over->why.detail);
            out.event(
                "ended", fields, fmt::format("{:>12} {}", seconds_of(at), over->why.message())
            );
        }
    }

    static std::string seconds_of(duration at) {
        return fmt::format("{:.6f}", std::chrono::duration<double>(at).count());
    }

    static void tell_message(
        report& out, const wire::dialect& dialect, duration at, bool inward,
        const wire::command_name& command, const shared_bytes& payload
    ) {
        std::optional<std::string> text;
        if (const auto* known = dialect.find(command)) {
            if (auto json = known->to_json(payload, {})) text = std::move(*json);
        }
        wire::json_object fields;
        fields.field("at", seconds_of(at))
            .field("direction", inward ? "in" : "out")
            .field("command", command)
            .field("payload_bytes", payload.size());
        if (text) fields.field_json("fields", *text);
        auto shown = text.value_or("");
        if (shown.size() > shown_max) shown = shown.substr(0, shown_max) + "…";
        out.event(
            "message",
            fields,
            fmt::format(
                "{:>12} {} {:<12} {:>7} bytes  {}",
                seconds_of(at),
                inward ? "<-" : "->",
                command.text(),
                payload.size(),
                shown
            )
        );
    }

    static outcome tell_outcome(report& out, const capture::replay_outcome& came) {
        wire::json_object fields;
        fields.field("same", came.same())
            .field("heard", came.heard)
            .field("arrived", came.arrived)
            .field("dropped", came.dropped.size())
            .field("said", came.said)
            .field("resent", came.resent)
            .field("unsaid", came.unsaid)
            .field("unheard_of", came.unheard_of)
            .field("unsayable", came.unsayable)
            .field("end_is_judged", came.end_is_judged)
            .field("differences", came.text());
        out.event(
            "outcome",
            fields,
            fmt::format(
                "{} messages heard, {} dropped, {} written; {}",
                came.heard,
                came.dropped.size(),
                came.said,
                came.same() ? "as recorded" : "otherwise than recorded: " + came.text()
            )
        );
        return came.same() ? outcome::done : outcome::remote_failed;
    }

    std::string file_;
    std::string speed_ = "max";
    std::string as_;
    std::optional<double> times_;
};

}  // namespace

std::unique_ptr<verb> make_replay() { return std::make_unique<replay_verb>(); }

}  // namespace bitpeer::tool
