#pragma once
/// An engine's life as a script: what it is told, what it must answer, and when.
///
///     transcript(direction::inbound)
///         .receives(version())
///         .sends<wire::version>()
///         .sends<wire::verack>()
///         .receives(wire::verack{})
///         .emits<handshake_completed>()
///         .at(2min)
///         .sends<wire::ping>()
///         .stays_quiet();
///
/// The test owns the clock. Strict: whatever the engine sends or tells and the script does not
/// mention before its next line of input is a failure, and so is an output of another moment. Only
/// `message_arrived`, which repeats what the script itself said, need not be mentioned.

#include <bitpeer/engine/engine.hpp>
#include <bitpeer/params/networks.hpp>
#include <bitpeer/transport/v1.hpp>
#include <bitpeer/wire/codec.hpp>
#include <bitpeer/wire/messages/ping.hpp>
#include <bitpeer/wire/messages/verack.hpp>
#include <bitpeer/wire/messages/version.hpp>

#include <gtest/gtest.h>

#include <concepts>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>

namespace bitpeer::test {

using namespace std::chrono_literals;

/// The line of a test that a failure belongs to. Clang 14 has no std::source_location.
struct here {
    const char* file;
    int line;
    [[nodiscard]] std::string text() const {
        return "at " + std::string(file) + ':' + std::to_string(line);
    }
    static constexpr here now(const char* file = __builtin_FILE(), int line = __builtin_LINE()) {
        return {file, line};
    }
};

/// Regtest and nothing special.
[[nodiscard]] peer_config regtest_config();

/// A remote's `version` as today's nodes send it.
[[nodiscard]] wire::version remote_version();

/// When every transcript begins.
inline constexpr instant beginning{
    .monotonic = 1h, .unix_time = std::chrono::seconds(1'700'000'000)};

class transcript {
public:
    explicit transcript(direction who_dialled, const peer_config& config = regtest_config());

    // What happens to the engine.

    /// The remote's message comes, in one piece, as if written with `options`.
    transcript& receives(
        const wire::message& said, wire::format_options options = {}, here where = here::now()
    );
    /// These bytes come.
    transcript& receives_bytes(byte_view raw, here where = here::now());
    /// Time goes on to `since_beginning`; each deadline on the way is served when it is due.
    transcript& at(duration since_beginning, here where = here::now());
    /// The same, counted from the present moment.
    transcript& after(duration span, here where = here::now());
    /// The stream is over.
    transcript& closed(const close_cause& cause = {}, here where = here::now());
    /// The owner does something.
    transcript& does(
        const std::function<void(bitpeer::engine&, instant)>& deed, here where = here::now()
    );
    /// From now on nothing is written: the stream does not take it.
    transcript& blocks_writing(here where = here::now());
    /// The stream takes everything again.
    transcript& lets_write(here where = here::now());

    // What must come of it, in this order.

    /// The next message that left is an `M`.
    template <class M>
    transcript& sends(here where = here::now()) {
        (void)next_sent<M>(where);
        return *this;
    }
    /// ... this one.
    template <wire::message_type M>
    transcript& sends(const M& expected, here where = here::now()) {
        const auto sent = next_sent<M>(where);
        if (sent && !(*sent == expected)) fail(where, "sent another " + name_of<M>());
        return *this;
    }
    /// ... and `look` looks at it: it may say no, or expect what it likes.
    template <class M, std::invocable<const M&> Look>
    transcript& sends(const Look& look, here where = here::now()) {
        if (const auto sent = next_sent<M>(where)) judge(look, *sent, where);
        return *this;
    }

    /// The next event is an `Event`; those that `message_arrived` are passed over.
    template <class Event>
    transcript& emits(here where = here::now()) {
        (void)next_event<Event>(where);
        return *this;
    }
    template <class Event, std::invocable<const Event&> Look>
    transcript& emits(const Look& look, here where = here::now()) {
        if (const auto told = next_event<Event>(where)) judge(look, *told, where);
        return *this;
    }
    /// The next events are these drops, completions, this end.
    transcript& drops(drop_reason reason, std::string_view command, here where = here::now());
    transcript& completes(ticket id, send_outcome outcome, here where = here::now());
    transcript& ends(disconnect_reason reason, here where = here::now());

    /// Nothing that was not mentioned was sent or told.
    transcript& stays_quiet(here where = here::now());
    transcript& is(stage expected, here where = here::now());
    /// Passes over whatever was sent and told so far.
    transcript& never_mind();

    // What can be looked at.

    [[nodiscard]] bitpeer::engine& engine() { return *engine_; }
    [[nodiscard]] instant now() const { return now_; }
    /// The nonce of the last `ping` that left.
    [[nodiscard]] std::uint64_t last_ping_nonce() const { return last_ping_nonce_; }

private:
    struct sent_message {
        instant when;
        transport::frame frame;
    };
    struct told_event {
        instant when;
        event what;
    };

    void begin(here where);
    void drain();
    void read_what_was_sent(byte_view data);
    static void fail(here where, const std::string& text);
    static std::string seconds(duration span) {
        return std::to_string(std::chrono::duration<double>(span).count()) + " s";
    }
    [[nodiscard]] std::string unmentioned() const;
    [[nodiscard]] wire::format_options format() const;

    std::optional<transport::frame> take_sent(std::string_view expected, here where);
    std::optional<event> take_event(bool arrivals_count, std::string_view expected, here where);

    template <class M>
    static std::string name_of() {
        return std::string(M::command.text());
    }

    template <class M>
    std::optional<M> next_sent(here where) {
        const auto frame = take_sent(M::command.text(), where);
        if (!frame) return std::nullopt;
        auto decoded = wire::decode<M>(frame->payload, format());
        if (!decoded) {
            fail(where, "sent what cannot be read: " + decoded.error().message());
            return std::nullopt;
        }
        return std::move(*decoded);
    }

    template <class Event>
    std::optional<Event> next_event(here where) {
        const bool arrivals_count = std::is_same_v<Event, message_arrived>;
        const auto told = take_event(arrivals_count, event_names[index_of<Event>()], where);
        if (!told) return std::nullopt;
        if (const auto* right = std::get_if<Event>(&*told)) return *right;
        return std::nullopt;
    }

    template <class Look, class Seen>
    static void judge(const Look& look, const Seen& seen, here where) {
        if constexpr (std::is_void_v<std::invoke_result_t<Look, const Seen&>>) {
            look(seen);
        } else if (!look(seen)) {
            fail(where, "it is another one than expected");
        }
    }

    template <class Event, std::size_t I = 0>
    static constexpr std::size_t index_of() {
        if constexpr (std::is_same_v<std::variant_alternative_t<I, event>, Event>) {
            return I;
        } else {
            return index_of<Event, I + 1>();
        }
    }

    static constexpr std::string_view event_names[] = {
        "handshake_completed",
        "message_arrived",
        "message_written",
        "message_dropped",
        "ping_answered",
        "send_completed",
        "request_completed",
        "disconnected",
    };

    peer_config config_;
    std::unique_ptr<transport::v1> remote_;  // seals what the remote says, reads what it hears
    instant now_ = beginning;
    std::unique_ptr<bitpeer::engine> engine_;
    bool writing_ = true;
    std::uint64_t last_ping_nonce_ = 0;
    std::deque<sent_message> sent_;
    std::deque<told_event> told_;
};

/// A transcript whose handshake is done. The first ping, if there is one, has left and waits for
/// its answer.
[[nodiscard]] transcript running(
    direction who_dialled, const peer_config& config = regtest_config(),
    const wire::version& theirs = remote_version()
);

/// A configuration without deadlines and pings of its own, for tests of something else.
[[nodiscard]] peer_config timeless(peer_config config = regtest_config());

}  // namespace bitpeer::test

#include <tests/support/transcript_bodies.hpp>  // IWYU pragma: export
