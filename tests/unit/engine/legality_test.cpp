/// Which message is acted upon in which stage: the table, and whether the engine goes by it.

#include <bitpeer/engine/conduct.hpp>
#include <bitpeer/engine/dialects/bitcoin.hpp>
#include <bitpeer/wire/dialects/bitcoin.hpp>
#include <tests/support/arbitrary.hpp>
#include <tests/support/arbitrary_transaction.hpp>
#include <tests/support/each_message.hpp>
#include <tests/support/splitmix64.hpp>
#include <tests/support/transcript.hpp>

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace bitpeer {
namespace {

using test::remote_version;
using test::transcript;
using wire::phase;

constexpr phase phases[] = {
    phase::opening,
    phase::negotiation,
    phase::closing,
    phase::early,
    phase::running,
};

/// The rules once more, from bitcoin-p2p.md 1.1, as a function instead of a table.
legality rule(stage now, phase when) {
    switch (now) {
        case stage::awaiting_version:
            return when == phase::opening ? legality::process : legality::ignore;
        case stage::awaiting_verack:
            return when == phase::opening || when == phase::running ? legality::ignore
                                                                    : legality::process;
        case stage::running:
            if (when == phase::negotiation) return legality::disconnect;
            return when == phase::early || when == phase::running ? legality::process
                                                                  : legality::ignore;
        case stage::ended: return legality::ignore;
    }
    return legality::ignore;
}

TEST(legality, of_bitcoin_is_what_the_specification_says) {
    for (const auto now :
         {stage::awaiting_version, stage::awaiting_verack, stage::running, stage::ended}) {
        for (const auto when : phases) {
            EXPECT_EQ(to_string(conducts::bitcoin.legal.at(now, when)), to_string(rule(now, when)))
                << to_string(now) << ", " << to_string(when);
        }
    }
}

/// An engine in a stage, at a protocol version that has all messages.
transcript engine_in(stage now) {
    auto config = test::timeless();
    config.protocol_version = 70017;
    config.services = wire::services::bloom;  // who does not offer it is not to be asked (BIP111)
    auto theirs = remote_version();
    theirs.protocol_version = 70017;
    transcript script(direction::inbound, config);
    if (now != stage::awaiting_version) script.receives(theirs).never_mind();
    if (now == stage::running) script.receives(wire::verack{}).never_mind();
    script.is(now);
    return script;
}

template <class M>
M valid() {
    test::splitmix64 chance(7);
    if constexpr (std::is_same_v<M, wire::version>) {
        return remote_version();
    } else {
        return test::make_arbitrary<M>(chance, 1);
    }
}

template <class M>
phase phase_of() {
    return wire::dialects::bitcoin.find(M::command)->when;
}

template <class M>
void deliver(stage now) {
    auto script = engine_in(now);
    const std::string command(M::command.text());
    SCOPED_TRACE(command + " in " + std::string(to_string(now)));
    script.receives(valid<M>(), {.protocol_version = 70017});
    const auto verdict = rule(now, phase_of<M>());
    if (verdict == legality::process) {
        script.template emits<message_arrived>([](const message_arrived& told) {
            return told.message.is<M>() && told.message.get_if<M>().has_value();
        });
        EXPECT_FALSE(script.engine().ended());
    } else if (verdict == legality::ignore) {
        script.drops(drop_reason::out_of_place, command).stays_quiet();
    } else {
        script.ends(disconnect_reason::negotiation_after_handshake).stays_quiet();
    }
    script.never_mind();
}

template <class M>
class every_message : public testing::Test {};

TYPED_TEST_SUITE(every_message, test::each_message, test::named_by_command);

TYPED_TEST(every_message, is_treated_in_every_stage_as_the_table_says) {
    for (const auto now : {stage::awaiting_version, stage::awaiting_verack, stage::running}) {
        deliver<TypeParam>(now);
    }
}

TEST(legality, of_unknown_messages_is_that_of_running_ones) {
    const wire::message unknown("neverheardof", shared_bytes(bytes{1, 2, 3}));
    engine_in(stage::awaiting_version)
        .receives(unknown)
        .drops(drop_reason::out_of_place, "neverheardof");
    engine_in(stage::awaiting_verack)
        .receives(unknown)
        .drops(drop_reason::out_of_place, "neverheardof");
    auto script = engine_in(stage::running);
    script.receives(unknown).emits<message_arrived>([](const message_arrived& told) {
        return told.message.known() == nullptr && told.message.command().text() == "neverheardof" &&
               told.message.raw() == shared_bytes(bytes{1, 2, 3}) && told.wire_size == 27;
    });
    EXPECT_EQ(script.engine().statistics().unknown_messages, 1U);
}

TEST(legality, of_every_dialect_comes_from_its_conduct) {
    EXPECT_EQ(&conduct_of(wire::dialects::bitcoin), &conducts::bitcoin);
}

TEST(legality, can_be_another_profile_s) {
    auto strict = conducts::bitcoin;
    strict.legal.verdicts[0][4] = legality::disconnect;  // running messages before `version`
    auto config = test::timeless();
    config.conduct = strict;
    transcript script(direction::inbound, config);
    script.receives(wire::ping{1}).never_mind();
    EXPECT_TRUE(script.engine().ended());
}

}  // namespace
}  // namespace bitpeer
