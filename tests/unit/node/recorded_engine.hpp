#pragma once
/// An engine that is recorded while a test plays its remote, in time that the test owns.

#include <bitpeer/base/endian.hpp>
#include <bitpeer/engine/engine.hpp>
#include <bitpeer/node/capture.hpp>
#include <bitpeer/params/networks.hpp>
#include <bitpeer/transport/v1.hpp>
#include <bitpeer/wire/messages/verack.hpp>
#include <bitpeer/wire/messages/version.hpp>

#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <utility>

namespace bitpeer::test {

inline peer_config recorded_config() {
    return {.network = networks::bitcoin_regtest, .transports = transport_policy::v1_only};
}

class recorded_engine {
public:
    explicit recorded_engine(
        peer_config config = recorded_config(), direction who_dialled = direction::outbound
    )
        : config_(std::move(config)),
          now_{std::chrono::hours(7), std::chrono::hours(480'000)},
          ours_(config_, who_dialled, now_, entropy::from_number(77)),
          mouth_(config_.network) {
        recorded_.opening = {
            .started = now_,
            .network = std::string(config_.network.name),
            .magic = config_.network.magic,
            .who_dialled = who_dialled,
            .kind = std::string(ours_.kind().name),
            .remote_address = "192.0.2.1:18444",
            .local_address = "192.0.2.2:4711",
            .software = "a test",
        };
        ours_.report_writes(true);
        ours_.on_heard([this](const transport::received& what, instant when) { hear(what, when); });
        settle();
    }

    /// The remote says this.
    void hears(const wire::message& what) {
        const auto payload = what.payload_for(config_.network.dialect->format());
        ASSERT_TRUE(payload);
        hears_payload(what.command(), *payload);
    }
    void hears_payload(wire::command_name command, const shared_bytes& payload) {
        const auto frame = mouth_.seal(command, payload);
        hears_bytes(frame.head);
        hears_bytes(frame.body);
    }
    void hears_bytes(byte_view in) {
        ours_.receive(in, now_);
        settle();
    }

    /// What the remote says to come up.
    void handshake(wire::services services = wire::services::network) {
        wire::version theirs;
        theirs.protocol_version = 70016;
        theirs.services = services;
        theirs.user_agent = "/remote:1/";
        hears(theirs);
        hears(wire::verack{});
    }

    void wait(duration time) {
        const auto until = now_ + time;
        while (ours_.next_timeout() && *ours_.next_timeout() <= until) {
            now_ = *ours_.next_timeout();
            ours_.timeout(now_);
            settle();
        }
        now_ = until;
    }

    /// Our own side does something.
    template <class Deed>
    void does(Deed deed) {
        deed(ours_, now_);
        settle();
    }

    /// The nonce of the last ping of ours.
    [[nodiscard]] std::uint64_t last_nonce() const { return last_nonce_; }
    [[nodiscard]] const engine& ours() const { return ours_; }
    [[nodiscard]] const capture::recording& recorded() const { return recorded_; }

private:
    void add(capture::record next) { recorded_.records.push_back(std::move(next)); }

    void hear(const transport::received& what, instant when) {
        if (const auto* frame = std::get_if<transport::frame>(&what)) {
            capture::message heard{capture::way::received, frame->command, frame->payload, {}};
            heard.wire_size = static_cast<std::uint32_t>(frame->wire_size);
            add({when, std::move(heard)});
        } else if (const auto* lost = std::get_if<transport::dropped_frame>(&what)) {
            capture::damaged heard{std::string(to_string(lost->code)), lost->command, 0, 0};
            heard.payload_size = static_cast<std::uint32_t>(lost->payload_size);
            heard.wire_size = static_cast<std::uint32_t>(lost->wire_size);
            add({when, std::move(heard)});
        } else if (const auto* cut = std::get_if<transport::broken_stream>(&what)) {
            add(
                {when,
                 capture::broken{
                     std::string(to_string(cut->code)), cut->command, cut->actual, cut->allowed}}
            );
        }
    }

    void settle() {
        while (const auto count = ours_.transmit().bytes()) ours_.transmitted(count, now_);
        while (const auto what = ours_.poll_event()) {
            if (const auto* said = std::get_if<message_written>(&*what)) {
                if (const auto ping = wire::message(said->command, said->payload);
                    said->command == wire::command_name("ping")) {
                    last_nonce_ = load_le<std::uint64_t>(ping.raw().data());
                }
                add({now_, capture::message{capture::way::written, said->command, said->payload, 0}}
                );
            } else if (const auto* lost = std::get_if<message_dropped>(&*what)) {
                add({now_, capture::verdict{std::string(to_string(lost->reason)), lost->command}});
            } else if (std::holds_alternative<handshake_completed>(*what)) {
                add({now_, capture::handshake{"v1", 70016, std::nullopt}});
            } else if (const auto* over = std::get_if<disconnected>(&*what)) {
                add({now_, capture::end{std::string(to_string(over->why.reason)), over->why.detail}}
                );
            }
        }
    }

    const peer_config config_;
    instant now_;
    engine ours_;
    transport::v1 mouth_;
    capture::recording recorded_;
    std::uint64_t last_nonce_ = 0;
};

}  // namespace bitpeer::test
