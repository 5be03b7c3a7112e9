#pragma once
/// An engine under test: an owner who does as a script says, and all that engine.hpp promises,
/// looked at after each step.

#include <bitpeer/base/assert.hpp>
#include <bitpeer/engine/engine.hpp>
#include <bitpeer/wire/messages/getdata.hpp>
#include <bitpeer/wire/messages/inv.hpp>
#include <bitpeer/wire/messages/ping.hpp>
#include <bitpeer/wire/messages/reject.hpp>
#include <bitpeer/wire/messages/sendtxrcncl.hpp>
#include <bitpeer/wire/messages/tx.hpp>
#include <bitpeer/wire/messages/version.hpp>

#include "engine_config.hpp"
#include "input.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace bitpeer::fuzz {

/// The engine, its owner, and what both have seen of each other.
class engine_subject {
public:
    engine_subject(
        const peer_config& config, direction who_dialled, instant now, std::uint64_t seed
    )
        : config_(config), engine_(config, who_dialled, now, entropy::from_number(seed)) {
        engine_.on_heard([this](const transport::received& item, instant /*when*/) {
            sum_ = sum_ * 31 + item.index();
        });
    }

    [[nodiscard]] engine& machine() { return engine_; }
    [[nodiscard]] const engine& machine() const { return engine_; }
    [[nodiscard]] const peer_config& config() const { return config_; }
    [[nodiscard]] bool running() const { return engine_.state() == stage::running; }
    /// Its owner sent a message of the negotiation by name, whenever that was.
    [[nodiscard]] bool negotiates_late() const { return negotiates_late_; }
    /// Its owner sent a `version` by name: another one behind the engine's.
    [[nodiscard]] bool repeats_version() const { return repeats_version_; }

    /// Gives it bytes of a stream, where it wants them; returns how many it took.
    std::size_t receive(byte_view stream, instant now) {
        const auto room = engine_.room();
        if (!room.empty()) {
            stream = stream.first(std::min(stream.size(), room.size()));
            std::ranges::copy(stream, room.begin());
            const auto taken = engine_.receive(room.first(stream.size()), now);
            ensure(taken == stream.size());
            served_ = false;
            return taken;
        }
        const auto taken = engine_.receive(stream, now);
        ensure(taken <= stream.size());
        if (!stream.empty()) ensure(taken > 0 || !engine_.wants_input());
        served_ = false;
        return taken;
    }

    /// Its timer, as far as time has gone.
    void timeout(instant now) {
        engine_.timeout(now);
        served_ = true;
        const auto next = engine_.next_timeout();
        ensure(!next || *next > now);
    }

    void take_events(std::size_t most) {
        for (; most > 0; --most) {
            const bool waits = engine_.has_event();
            const auto happened = engine_.poll_event();
            ensure(waits == happened.has_value());
            if (!happened) return;
            ensure(!said_last_word_);
            note(*happened);
        }
    }
    void take_all_events() { take_events(static_cast<std::size_t>(-1)); }

    /// What it writes, up to `most` bytes, as a stream that takes so many.
    [[nodiscard]] bytes written(std::size_t most, instant now) {
        bytes out;
        const auto gathered = engine_.transmit();
        for (const auto part : gathered.parts()) {
            ensure(!part.empty());
            const auto front = part.first(std::min(part.size(), most - out.size()));
            out.insert(out.end(), front.begin(), front.end());
        }
        ensure(out.size() == std::min(most, gathered.bytes()));
        if (!out.empty()) engine_.transmitted(out.size(), now);
        sum_ = sum_ * 31 + out.size();
        for (const auto byte : out) sum_ = sum_ * 131 + byte;
        return out;
    }

    /// One of the things that an owner may do.
    void act(input& script, instant now);

    /// To be looked at after each step.
    void settle(instant now) const {
        ensure(engine_.bytes_held() <= memory_bound());
        const auto next = engine_.next_timeout();
        if (served_ && next) ensure(*next >= now);
        if (!engine_.ended()) {
            ensure(next.has_value() || config_.times);  // set to no deadlines at all
            ensure(!engine_.why_ended());
            ensure(engine_.state() != stage::ended);
            return;
        }
        ensure(engine_.state() == stage::ended);
        ensure(engine_.transmit().empty());
        ensure(!next);
        ensure(!engine_.wants_input());
        ensure(engine_.why_ended().has_value());
    }

    /// The end of everything: each promise is kept by now.
    void finish(instant now) {
        if (!engine_.ended()) engine_.closed({}, now);
        settle(now);
        take_all_events();
        ensure(said_last_word_);
        ensure(starved_ || open_.empty());
        ensure(starved_ || engine_.bytes_held() == 0);
        ensure(!engine_.send(wire::ping{1}, now));
        ensure(!engine_.poll_event());
    }

    /// A number that two runs of the same script must agree on.
    [[nodiscard]] std::uint64_t sum() const { return sum_; }

private:
    void note(const event& happened) {
        sum_ = sum_ * 31 + happened.index() + 1;
        if (const auto* sent = std::get_if<send_completed>(&happened)) {
            ensure(open_.erase(sent->id) == 1);
        } else if (const auto* asked = std::get_if<request_completed>(&happened)) {
            ensure(open_.erase(asked->id) == 1);
        } else if (const auto* came = std::get_if<message_arrived>(&happened)) {
            // Known ones were checked.
            if (came->message.known() != nullptr) ensure(came->message.to_json().has_value());
            (void)addresses_of(came->message);
        } else if (const auto* lost = std::get_if<message_dropped>(&happened)) {
            if (lost->error) ensure(!lost->error->message().empty());
        } else if (const auto* last = std::get_if<disconnected>(&happened)) {
            said_last_word_ = true;
            ensure(engine_.why_ended()->reason == last->why.reason);
        }
    }
    void accept(const result<ticket, send_error>& outcome) {
        if (outcome) ensure(open_.insert(*outcome).second);
        accept(outcome.map([](ticket) {}));
    }
    void accept(const result<void, send_error>& outcome) {
        if (outcome) return;
        ensure(!outcome.error().message().empty());
        ensure(to_string(outcome.error().code) != "unknown");
    }

    /// By the contract of `byte_budgets`, as in the simulator's checkers.
    [[nodiscard]] std::size_t memory_bound() const {
        const auto& budgets = config_.budgets;
        constexpr std::size_t around_a_message = 256;
        constexpr std::size_t event_for_a_message = 3;
        const auto message = config_.network.dialect->payload_max + around_a_message;
        return budgets.undelivered_events + event_for_a_message * budgets.send_queue + 4 * message +
               budgets.inventory_queue + budgets.known_inventory;
    }

    peer_config config_;
    engine engine_;
    bool negotiates_late_ = false;
    bool repeats_version_ = false;
    std::set<ticket> open_;
    bool said_last_word_ = false;
    bool starved_ = false;
    bool served_ = false;
    std::uint64_t sum_ = 0;
};

[[nodiscard]] inline hash256 some_hash(input& script) {
    hash256 made;
    made.bytes[0] = script.byte();
    return made;
}

[[nodiscard]] inline wire::inventory some_inventory(input& script) {
    constexpr std::array<std::uint32_t, 8> types{
        1, 2, 3, 4, 5, 1 | wire::witness_flag, 2 | wire::witness_flag, 31};
    const auto type = types.at(script.one_of(types.size()));
    return {{type}, some_hash(script)};
}

inline void engine_subject::act(input& script, instant now) {
    served_ = false;
    switch (script.one_of(25)) {
        case 0: {
            const wire::ping said{script.byte()};
            if (said.nonce % 2 == 0) {
                accept(engine_.send(said, now));
            } else {
                accept(engine_.tell(said, now));
            }
            break;
        }
        case 1: {
            // Any command with any payload.
            const auto rows = config_.network.dialect->rows;
            const auto choice = script.byte();
            const auto command =
                choice < rows.size() ? rows[choice].command : wire::command_name("zz");
            negotiates_late_ |=
                choice < rows.size() && rows[choice].when == wire::phase::negotiation;
            // Heard whenever it comes, and refused by who reconciles.
            negotiates_late_ |= command == wire::sendtxrcncl::command;
            repeats_version_ |= command == wire::version::command;
            accept(engine_.send({command, shared_bytes(copied(script.take_counted()))}, now));
            break;
        }
        case 2: accept(engine_.ping(now)); break;
        case 3: (void)engine_.announce(some_inventory(script), now); break;
        case 4:
            (void)engine_.announce_transaction(
                {some_hash(script), some_hash(script), static_cast<std::int64_t>(script.scaled())},
                now
            );
            break;
        case 5: {
            wire::header_batch blocks(config_.network.dialect->header.size);
            for (auto count = script.one_of(10); count > 0; --count) {
                bytes header(blocks.header_size());
                const auto choice = script.byte();
                header[4] = choice;
                if (choice % 2 == 1 && !blocks.empty()) {  // the one before is its parent
                    const auto parent =
                        config_.network.dialect->block_hash(blocks[blocks.size() - 1]);
                    std::ranges::copy(parent.bytes, header.begin() + 4);
                }
                blocks.push_back(header);
            }
            (void)engine_.announce_blocks(blocks, now);
            break;
        }
        case 6: {
            std::vector<wire::inventory> all;
            for (auto count = script.one_of(10); count > 0; --count) {
                all.push_back(some_inventory(script));
            }
            (void)engine_.announce_now(all, now);
            break;
        }
        case 7: {
            const auto entry = some_inventory(script);
            engine_.add_known(entry);
            (void)engine_.knows(entry);
            break;
        }
        case 8: {
            std::vector<node_address> known(script.scaled() % 1'100);
            for (auto& node : known)
                node.address = wire::address::ipv4({1, 2, 3, script.byte()}, 8);
            const auto told = engine_.send_addresses(known, now);
            ensure(!told || told->size() <= addresses_max);
            break;
        }
        case 9:
            (void)engine_.reject(
                wire::reject_of(
                    wire::tx::command,
                    wire::reject_code::dust,
                    as_text(script.take_counted()),
                    some_hash(script)
                ),
                now
            );
            break;
        case 10:
            engine_.set_fee_filter(static_cast<std::int64_t>(script.scaled() * 1'000), now);
            break;
        case 11: (void)engine_.ask_compact_blocks(script.yes(), now); break;
        case 12: (void)engine_.ask_blocks({some_hash(script)}, now); break;
        case 13: (void)engine_.ask_headers({some_hash(script)}, now); break;
        case 14: accept(engine_.request_headers({some_hash(script)}, span_of(script), now)); break;
        case 15: {
            const auto hash = some_hash(script);
            accept(engine_.request_block(hash, span_of(script), now));
            break;
        }
        case 16: {
            std::vector<wire::inventory> wanted;
            for (auto count = script.one_of(6); count > 0; --count) {
                wanted.push_back(some_inventory(script));
            }
            const auto asked = engine_.request_data(wanted, span_of(script), now);
            if (!asked) break;
            ensure(asked->size() == wanted.size());
            for (const auto id : *asked) ensure(open_.insert(id).second);
            break;
        }
        case 17: engine_.note_remote_height(static_cast<std::int32_t>(script.scaled())); break;
        case 18: engine_.note_announced_block(some_hash(script)); break;
        case 19: (void)engine_.send_decoy(script.scaled(), now); break;
        case 20: engine_.report_writes(script.yes()); break;
        case 21: engine_.hold(script.yes(), now); break;
        case 22:
            if (script.byte() < 16) engine_.disconnect(now, "enough");
            break;
        case 23: {
            const auto how = script.byte();
            if (how < 8) engine_.shed(now, "others need the room");
            if (how == 8 && !engine_.ended()) {
                engine_.out_of_memory();
                starved_ = true;
            }
            break;
        }
        default:
            if (script.byte() < 16) engine_.closed({.failed = script.yes(), .detail = "gone"}, now);
            break;
    }
    // Wherever it is moved to, it is the same.
    engine elsewhere(std::move(engine_));
    engine_ = std::move(elsewhere);
    // What tells without changing anything, at any moment.
    ensure(!config_.kind || !to_string(*config_.kind).empty());
    (void)engine_.kind();
    (void)engine_.who_dialled();
    (void)engine_.nonce();
    (void)engine_.statistics();
    (void)engine_.negotiated();
    (void)engine_.opened();
    ensure(to_string(engine_.state()) != "unknown");
    ensure(!engine_.may_write() || engine_.has_output());
    ensure(!engine_.session() || engine_.transport() == "v2");
    ensure(!engine_.falls_back_to_v1() || engine_.ended());
}

}  // namespace bitpeer::fuzz
