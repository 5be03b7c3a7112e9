// aims: bitpeer/engine
/// An engine of any dialect, role and configuration against a remote who knows the protocol and
/// does as he likes: messages right and wrong, bytes of no message, time and the owner's wishes in
/// any order. It keeps to all that engine.hpp promises, and does the same when told the same.

#include <bitpeer/transport/v1.hpp>
#include <bitpeer/transport/v2.hpp>
#include <bitpeer/wire/messages/feature.hpp>
#include <bitpeer/wire/messages/pong.hpp>
#include <bitpeer/wire/messages/reject.hpp>
#include <bitpeer/wire/messages/sendaddrv2.hpp>
#include <bitpeer/wire/messages/sendtxrcncl.hpp>
#include <bitpeer/wire/messages/verack.hpp>
#include <bitpeer/wire/messages/version.hpp>
#include <bitpeer/wire/messages/wtxidrelay.hpp>

#include "engine_subject.hpp"

#include <memory>

namespace {

using namespace bitpeer;
using fuzz::input;

/// The other end of the line, with the keys to it.
class remote {
public:
    /// `foreign`: it knows short ids that the engine does not.
    remote(const network& net, bool dialled, bool encrypted, bool foreign) : net_(net) {
        if (encrypted && transport::v2::fits(net)) {
            const auto us = dialled ? crypto::party::initiator : crypto::party::responder;
            auto as = net;
            if (foreign) as.dialect = networks::dash_regtest.dialect;
            speaks_ = std::make_unique<transport::v2>(
                as, us, entropy::from_number(777), transport::v2_padding{}
            );
        } else {
            speaks_ = std::make_unique<transport::v1>(net);
        }
        flush();
    }

    /// Messages of the engine's, each in its place: `version` first, and once, but for its owner's.
    void hear(byte_view said, bool version_again) {
        while (!said.empty() && !deaf_) {
            const auto item = speaks_->receive(said);
            if (std::holds_alternative<transport::broken_stream>(item)) deaf_ = true;
            const auto* whole = std::get_if<transport::frame>(&item);
            if (whole == nullptr) continue;
            // Some profiles tell who has not said its own why they hang up.
            if (!heard_version_ && whole->command == wire::reject::command) continue;
            const bool version = whole->command == wire::version::command;
            ensure(version ? !heard_version_ || version_again : heard_version_);
            heard_version_ = true;
            const auto* known = net_.dialect->find(whole->command);
            if (known != nullptr && whole->command == wire::ping::command) {
                last_ping_ = fuzz::copied(whole->payload);
            }
            if (whole->command == wire::inv::command) last_inv_ = fuzz::copied(whole->payload);
        }
        flush();
    }

    void say(wire::command_name command, bytes payload) {
        if (!speaks_->ready() || payload.size() > net_.dialect->payload_max) return;
        const auto sealed = speaks_->seal(command, shared_bytes(std::move(payload)));
        say_bytes(sealed.head);
        say_bytes(sealed.body);
    }
    /// A frame of which one byte is another one.
    void say_damaged(wire::command_name command, std::size_t place, std::uint8_t change) {
        if (!speaks_->ready()) return;
        const auto sealed = speaks_->seal(command, shared_bytes(bytes(8)));
        auto frame = fuzz::copied(sealed.head);
        frame[place % frame.size()] ^= change;
        say_bytes(frame);
    }
    void say_bytes(byte_view run) { line_.insert(line_.end(), run.begin(), run.end()); }
    void decoy(std::size_t contents) {
        (void)speaks_->add_decoy(contents);
        flush();
    }
    [[nodiscard]] const bytes& last_ping() const { return last_ping_; }
    /// What it announced last: the payload of a `getdata` for all of it.
    [[nodiscard]] const bytes& last_inv() const { return last_inv_; }

    [[nodiscard]] byte_view line() const { return byte_view(line_).subspan(gone_); }
    void taken(std::size_t count) { gone_ += count; }

private:
    void flush() { say_bytes(speaks_->take_output()); }

    const network& net_;
    std::unique_ptr<transport::transport> speaks_;
    bytes line_;
    std::size_t gone_ = 0;
    bytes last_ping_;
    bytes last_inv_;
    bool heard_version_ = false;
    bool deaf_ = false;
};

/// A `version` as today's nodes send it, with a few things changed.
bytes version_payload(input& script) {
    wire::version said;
    const auto kind = script.byte();
    said.protocol_version = kind < 128 ? 70'017 : 209 + 400 * (kind - 128);
    said.services = {script.number(2) ^ 1U};
    said.nonce = script.byte();
    said.start_height = script.byte() == 66 ? 666 : 100;
    said.user_agent = "/remote:1/";
    said.relay = kind % 4 != 3;
    return wire::encode(said).value();
}

bytes pong_payload(input& script, const bytes& last_ping) {
    return script.yes() ? last_ping : fuzz::copied(script.take_counted());
}

void say_something(remote& other, const network& net, input& script) {
    switch (script.one_of(10)) {
        case 8: other.say(wire::getdata::command, other.last_inv()); break;
        case 9: {
            const auto place = script.byte();
            other.say_damaged(wire::ping::command, place, script.byte());
            break;
        }
        case 0: other.say(wire::version::command, version_payload(script)); break;
        case 1: other.say(wire::verack::command, {}); break;
        case 2: other.say(wire::pong::command, pong_payload(script, other.last_ping())); break;
        case 3: {  // what the owner asks for
            wire::inv said;
            for (auto count = 1 + script.one_of(4); count > 0; --count) {
                said.items.push_back(fuzz::some_inventory(script));
            }
            constexpr std::array<wire::command_name, 3> commands{"inv", "getdata", "notfound"};
            other.say(commands.at(script.one_of(3)), wire::encode(said).value());
            break;
        }
        case 4: other.say_bytes(script.take_counted()); break;
        case 5: other.decoy(script.scaled()); break;
        default: {
            const auto rows = net.dialect->rows;
            const auto choice = script.byte();
            const auto command =
                choice < rows.size() ? rows[choice].command : wire::command_name("zz");
            const auto zeros = script.scaled();
            auto payload = fuzz::copied(script.take_counted());
            payload.resize(payload.size() + zeros % 100'000);
            other.say(command, std::move(payload));
        }
    }
}

/// What stands between `version` and `verack`.
void negotiate(remote& other, std::uint8_t wishes) {
    const auto has = [&](unsigned bit) { return (wishes >> bit & 1) != 0; };
    if (has(0)) other.say(wire::wtxidrelay::command, {});
    if (has(1)) other.say(wire::sendaddrv2::command, {});
    if (has(2)) {
        const auto version = has(3) ? 1U : 0U;
        other.say(
            wire::sendtxrcncl::command, wire::encode(wire::sendtxrcncl{version, wishes}).value()
        );
    }
    if (has(4)) {
        wire::feature said;
        said.id = "BIP332";
        other.say(wire::feature::command, wire::encode(said).value());
    }
}

std::uint64_t run(input script) {
    const auto& net = fuzz::some_network(script);
    const auto who = script.yes() ? direction::inbound : direction::outbound;
    const auto tongue = script.byte();
    const bool greeted = !script.yes();
    const auto config = fuzz::some_config(script, net);
    auto now = fuzz::beginning;
    fuzz::engine_subject subject(config, who, now, 5);
    remote other(net, who == direction::inbound, (tongue & 1) != 0, (tongue & 2) != 0);

    const auto listen = [&](std::size_t most) {
        other.hear(subject.written(most, now), subject.repeats_version());
    };
    const auto speak = [&](std::size_t most) {
        const auto line = other.line();
        other.taken(subject.receive(line.first(std::min(most, line.size())), now));
    };
    constexpr auto everything = static_cast<std::size_t>(-1);
    if (greeted) {  // most scripts are about what comes later
        for (int round = 0; round < 3; ++round) {
            listen(everything);
            if (round == 0) speak(everything);
            if (round == 1) {
                other.say(wire::version::command, version_payload(script));
                negotiate(other, script.byte());
                other.say(wire::verack::command, {});
            }
            speak(everything);
        }
        subject.timeout(now);
    }
    while (!script.empty()) {
        const auto act = script.byte();
        switch (act & 7) {
            case 0:
            case 1: say_something(other, net, script); break;
            case 2: subject.act(script, now); break;
            case 3:
                now = now + fuzz::span_of(script);
                subject.timeout(now);
                break;
            case 4: subject.take_events(1U + (act >> 3)); break;
            case 5: listen(act >= 128 ? everything : 1U + (act >> 3) * 13U); break;
            case 6: speak(act >= 128 ? everything : 1U + (act >> 3) * 13U); break;
            default: {
                // A deadline that is served when it is due.
                const auto next = subject.machine().next_timeout();
                if (next) now = std::max(now, *next);
                subject.timeout(now);
            }
        }
        if ((act & 7) < 2 && act >= 64) {
            speak(everything);
            listen(everything);
        }
        subject.settle(now);
    }
    subject.take_all_events();
    subject.settle(now);
    subject.finish(now);
    return subject.sum();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size < 12 || size > 4096) return 0;
    const auto sum = run(input(data, size));
    if (data[size - 1] % 16 == 1) ensure(run(input(data, size)) == sum);
    return 0;
}
