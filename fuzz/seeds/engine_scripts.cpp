#include "engine_scripts.hpp"

#include <bitpeer/wire/dialects/bitcoin.hpp>

#include "../engine_config.hpp"

#include <algorithm>
#include <array>

namespace bitpeer::fuzz {

namespace {

/// An outbound one of Bitcoin's, of this kind, with these traits, up to the end of the handshake.
bytes greeted(std::uint8_t kind = 17, std::uint8_t traits = 0) {
    return {0, 0, 0, 0, 0, 1, kind, traits, 0, 0, 0, 9, 0, 0, 0, 0};
}

std::uint8_t row_of(wire::command_name command) {
    const auto rows = wire::dialects::bitcoin.rows;
    const auto row = std::ranges::find(rows, command, &wire::row::command) - rows.begin();
    return static_cast<std::uint8_t>(row);
}

/// The remote says this, and is heard and answered at once.
bytes said(wire::command_name command, byte_view payload = {}) {
    const bytes act{0x40, 6, row_of(command), 0, static_cast<std::uint8_t>(payload.size())};
    return joined({act, payload});
}

/// Of two engines of the usual kind, whose handshake is done, this one's owner sends a message, and
/// the other one hears it.
bytes sent(bool by_other, wire::command_name command, byte_view payload) {
    const auto who = static_cast<std::uint8_t>(by_other ? 1 : 0);
    const bytes act{who, 1, row_of(command), static_cast<std::uint8_t>(payload.size())};
    return joined({act, payload, bytes{0x8c}});
}

struct spoken {
    wire::command_name command;
    bytes payload;
};

/// One asks in all ways by which that is done, and the other answers in all ways, right or wrong.
void add_questions(seeds& to) {
    const auto transaction = a_transaction();
    const auto block = joined({bytes(80), bytes{1}, transaction});
    const auto compact = joined({bytes(80), bytes(8), bytes{0, 1, 0}, transaction});
    const auto entry = joined({bytes{1, 5, 0, 0, 0}, bytes(32)});
    const auto locator = joined({bytes{0x7f, 0x11, 1, 0, 1}, bytes(64)});
    const spoken questions[] = {
        {"getdata", entry},
        {"getheaders", locator},
        {"getblocks", locator},
        {"mempool", {}},
        {"getaddr", {}},
    };
    const spoken answers[] = {
        {"tx", transaction},
        {"block", block},
        {"cmpctblock", compact},
        {"headers", {0}},
        {"inv", entry},
        {"notfound", entry},
    };
    for (std::uint8_t encrypted = 0; encrypted < 2; ++encrypted) {
        const bytes usual{encrypted, 1, 17, 0, 0, 0};
        for (const auto& [asks, question] : questions) {
            auto script = joined({bytes{0}, usual, usual, bytes{0x8c, 0x8c, 0x8c, 0x8c}});
            // By a request, of which the engine knows what answers it, and by name.
            const bytes request{1, 16, 3, 0, 1, 4, 2, 1, 3, 0x8f, 0x8c};
            for (const auto& part : {request, sent(true, asks, question)}) {
                script.insert(script.end(), part.begin(), part.end());
            }
            for (const auto& [answers_by, answer] : answers) {
                const auto part = sent(false, answers_by, answer);
                script.insert(script.end(), part.begin(), part.end());
            }
            to.add("two_engines_fuzz", script);
        }
    }
}

}  // namespace

void add_engine_scripts(seeds& to) {
    // Two that greet each other, wait, and end.
    bytes engines(30, 0);
    engines.insert(engines.end(), {0x8c, 0x8c, 0x0a, 0x8c, 0, 0, 1, 0x8c, 1, 2, 3, 0x8c});
    for (std::uint8_t network = 0; network < 4; ++network) {
        engines[0] = network;
        to.add("two_engines_fuzz", engines);
        engines[1] ^= 1;  // in the encrypted transport
        to.add("two_engines_fuzz", engines);
    }
    add_questions(to);
    // Each wish of an owner's, behind a greeting; then everything is taken, and time passes.
    for (std::uint8_t wish = 0; wish < 25; ++wish) {
        const bytes head{wish, wish, 0, 0, 0, 0, 17, 0, 0, 0, 0, 9, 0, 0, 0, 7};
        const bytes acts{2, wish, 3, 1, 2, 3, 1, 2, 1, 0xf5, 0xf6, 3, 0x34, 0xfc, 7, 0xf5};
        to.add("engine_fuzz", joined({head, acts}));
        bytes limited = head;
        limited[5] = static_cast<std::uint8_t>(3 + 5 * wish);  // bytes per second
        to.add(
            "engine_fuzz", joined({limited, acts, bytes{0x40, 7, 1, 0, 0xff, 7, 7, 0xf5, 0xfc}})
        );
    }
    // A frame with one byte that is another one, by an engine of the usual kind and by btcd's.
    for (const auto place : std::to_array<std::uint8_t>({0, 5, 17, 19, 21, 30})) {
        for (const auto older : std::to_array<std::uint8_t>({0, 1, 9})) {
            const bytes head{0, place, 0, 0, 0, 1, 17, 0, 0, older, 0, 9, 0, 0, 0, 0};
            to.add("engine_fuzz", joined({head, bytes{0x40, 9, place, 0xc1, 0xf5, 0xfc}}));
        }
    }
    // Blocks that follow one another, to who asked for their headers and has the first one's
    // parent.
    to.add(
        "engine_fuzz",
        joined({greeted(), said("sendheaders"), bytes{2, 7, 1, 6, 2, 5, 3, 6, 1, 3, 0xf5, 0xfc}})
    );
    // A list that does not come, while all pings are answered.
    auto waiting = joined({greeted(), bytes{2, 12, 5, 0xf5}});
    for (int turn = 0; turn < 12; ++turn) {
        waiting.insert(waiting.end(), {7, 0xf5, 0x40, 2, 1, 0xfc});
    }
    to.add("engine_fuzz", waiting);
    // No memory, in the middle of something.
    to.add("engine_fuzz", joined({greeted(), bytes{2, 2, 2, 15, 7, 0x40, 2, 23, 8, 0xfc, 0xf5}}));
    // Two addresses, for who came for addresses; a filter, for who has bloom filters.
    const auto addresses = joined({bytes{2}, bytes(60, 1)});
    to.add("engine_fuzz", joined({greeted(3), said("addr", addresses), bytes{0xf5, 0xfc}}));
    const bytes filter{1, 0xff, 1, 0, 0, 0, 0, 0, 0, 0, 0};
    to.add(
        "engine_fuzz",
        joined({greeted(17, 1), said("filterload", filter), said("filterclear"), bytes{0xfc}})
    );
    // One transaction to be broadcast: it is announced, asked for, sent, acknowledged.
    const bytes broadcast{0, 0, 0, 0, 0, 2, 5, 0, 0, 0, 0, 9, 0, 0, 0, 0};
    to.add("engine_fuzz", joined({broadcast, bytes{0xf5, 0x40, 8, 0x40, 2, 1, 0xfc}}));
    // Everything that can be agreed on.
    const bytes agreeing{0, 0, 0, 0, 0, 1, 17, 0, 0x14, 0, 0, 9, 0, 0, 0, 0x1f};
    to.add("engine_fuzz", joined({agreeing, bytes{0xf5, 0xfc}}));
}

}  // namespace bitpeer::fuzz
