#include "captures.hpp"

#include <bitpeer/node/capture_core.hpp>
#include <bitpeer/node/capture_format.hpp>
#include <bitpeer/params/networks.hpp>
#include <bitpeer/wire/codec.hpp>
#include <bitpeer/wire/messages/feature.hpp>
#include <bitpeer/wire/messages/inv.hpp>
#include <bitpeer/wire/messages/ping.hpp>
#include <bitpeer/wire/messages/pong.hpp>
#include <bitpeer/wire/messages/tx.hpp>
#include <bitpeer/wire/messages/verack.hpp>
#include <bitpeer/wire/messages/version.hpp>

#include <chrono>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace bitpeer::fuzz {

namespace {

/// On both clocks.
instant at(int second) { return {std::chrono::seconds(second), std::chrono::seconds(second)}; }

bytes said_feature() {
    wire::feature said;
    said.id = "BIP332";
    return wire::encode(said).value();
}

/// Of every sort: for the handshake, behind it, unknown, malformed.
std::vector<std::pair<wire::command_name, bytes>> conversation() {
    wire::version greeting;
    greeting.protocol_version = 70016;
    greeting.user_agent = "/seed:1/";
    return {
        {wire::version::command, wire::encode(greeting).value()},
        {wire::feature::command, said_feature()},
        {wire::verack::command, {}},
        {wire::ping::command, bytes(8, 5)},
        {wire::pong::command, bytes(8, 5)},
        {wire::inv::command, wire::encode(wire::inv{}).value()},
        {wire::command_name("zz"), bytes(3)},
        {wire::tx::command, bytes(3)},
    };
}

capture::record handshake_at(int second, bool encrypted) {
    capture::handshake done{.transport = encrypted ? "v2" : "v1", .protocol_version = 70016};
    if (encrypted) done.session.emplace();
    return {at(second), std::move(done)};
}

void add_capture(seeds& to, const network& net, direction dialled, const std::string& kind) {
    bytes ours;
    bytes cores;
    capture::append(
        ours,
        {.started = at(1),
         .network = std::string(net.name),
         .magic = net.magic,
         .who_dialled = dialled,
         .kind = kind,
         .remote_address = "127.0.0.1:18444",
         .local_address = "127.0.0.1:41234",
         .software = "a seed"}
    );
    int now = 2;
    for (auto& [command, payload] : conversation()) {
        const shared_bytes shared(std::move(payload));
        for (const auto which : {capture::way::written, capture::way::received}) {
            const capture::message one{which, command, shared, 0};
            capture::append(ours, {at(now), one});
            if (which == capture::way::received) capture::append_core(cores, at(now), one);
            ++now;
        }
        if (command == wire::verack::command) {
            capture::append(ours, handshake_at(now, dialled == direction::inbound));
        }
    }
    to.add("capture_fuzz", cores);
    for (const std::string code : {"bad_checksum", "bad_command", "unknown_id", "short_contents"}) {
        capture::append(ours, {at(now), capture::damaged{code, "in\\x00v", 37, 61}});
        capture::append(ours, {at(now), capture::verdict{code, "in\\x00v"}});
    }
    const capture::broken breaks[]{
        {"wrong_magic", "", 1, 2},
        {"payload_too_large", "inv", 5'000'000, 4'000'000},
        {"bad_tag", "", 0, 0}};
    for (const auto& one : breaks) {
        auto ended = ours;
        capture::append(ended, {at(now), one});
        capture::append(ended, {at(now), capture::end{one.code, "for this"}});
        to.add("capture_fuzz", ended);
    }
    for (const std::string reason :
         {"closed_by_remote",
          "connection_failed",
          "requested",
          "self_connection",
          "ping_timeout"}) {
        auto ended = ours;
        capture::append(ended, {at(now), capture::end{reason, ""}});
        to.add("capture_fuzz", ended);
    }
}

}  // namespace

void add_captures(seeds& to) {
    for (const auto* net :
         {&networks::bitcoin_regtest, &networks::dash_regtest, &networks::litecoin_regtest}) {
        add_capture(to, *net, direction::outbound, "none");
        add_capture(to, *net, direction::inbound, "none");
        add_capture(to, *net, direction::outbound, "feeler");
        add_capture(to, *net, direction::outbound, "private_broadcast");
    }
}

}  // namespace bitpeer::fuzz
