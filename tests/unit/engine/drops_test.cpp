/// Messages that are let go while the connection stays, and what is counted.

#include <bitpeer/wire/messages/pong.hpp>
#include <tests/support/arbitrary.hpp>
#include <tests/support/arbitrary_transaction.hpp>
#include <tests/support/each_message.hpp>
#include <tests/support/frames.hpp>
#include <tests/support/splitmix64.hpp>
#include <tests/support/transcript.hpp>

#include <gtest/gtest.h>

#include <string>

namespace bitpeer {
namespace {

using test::joined;
using test::raw_frame;
using test::remote_version;
using test::running;
using test::transcript;

transcript connected() {
    auto config = test::timeless();
    config.protocol_version = 70017;
    auto theirs = remote_version();
    theirs.protocol_version = 70017;
    return running(direction::inbound, config, theirs);
}

bytes damaged(std::string_view command, bytes payload) {
    auto frame = raw_frame(command, std::move(payload));
    frame.checksum[2] ^= 4;
    return frame.bytes();
}

TEST(dropped, a_bad_checksum_costs_the_message_only) {
    auto script = connected();
    script.receives_bytes(damaged("ping", bytes(8, 1)))
        .emits<message_dropped>([](const message_dropped& lost) {
            EXPECT_EQ(lost.reason, drop_reason::bad_checksum);
            EXPECT_EQ(lost.command, "ping");
            EXPECT_EQ(lost.wire_size, 32U);
            EXPECT_FALSE(lost.error);
        })
        .receives(wire::ping{2})
        .sends(wire::pong{2});
    EXPECT_EQ(script.engine().statistics().bad_checksums, 1U);
}

TEST(dropped, a_bad_command_costs_the_message_only) {
    auto script = connected();
    script.receives_bytes(raw_frame("pi\x07ng", bytes(8, 1)).bytes())
        .drops(drop_reason::bad_command, "pi\\x07ng")
        .receives(wire::ping{2})
        .sends(wire::pong{2});
    EXPECT_EQ(script.engine().statistics().bad_commands, 1U);
}

TEST(dropped, before_the_handshake_too) {
    transcript script(direction::inbound);
    script.receives_bytes(damaged("version", bytes(90)))
        .drops(drop_reason::bad_checksum, "version")
        .receives_bytes(raw_frame("version", bytes(19)).bytes())
        .drops(drop_reason::malformed, "version")
        .is(stage::awaiting_version)
        .receives(remote_version())
        .never_mind()
        .is(stage::awaiting_verack);
}

TEST(dropped, a_malformed_message_tells_where_it_is_wrong) {
    auto script = connected();
    script.receives({"ping", shared_bytes(bytes(5))})
        .emits<message_dropped>([](const message_dropped& lost) {
            EXPECT_EQ(lost.reason, drop_reason::malformed);
            EXPECT_EQ(lost.command, "ping");
            ASSERT_TRUE(lost.error);
            EXPECT_EQ(lost.error->code, wire::errc::truncated);
            EXPECT_EQ(lost.error->field.to_string(), "nonce");
            EXPECT_EQ(lost.error->command.text(), "ping");
        });
    EXPECT_EQ(script.engine().statistics().malformed_messages, 1U);
    script.stays_quiet();
}

TEST(dropped, is_nothing_that_has_more_behind_its_last_field) {
    auto script = connected();
    bytes payload(20, 3);
    script.receives({"ping", shared_bytes(std::move(payload))})
        .emits<message_arrived>([](const message_arrived& told) {
            EXPECT_EQ(told.message.raw().size(), 20U) << "what follows stays in the raw payload";
            return told.message.get_if<wire::ping>() == wire::ping{0x0303030303030303};
        })
        .sends(wire::pong{0x0303030303030303});
}

/// A count above its limit is one of those things that a node may want to punish: the event says
/// so.
TEST(dropped, a_list_that_is_too_long_is_told_with_its_count_and_limit) {
    const struct {
        wire::command_name command;
        bytes payload;
        std::uint64_t count;
        std::uint64_t limit;
    } too_long[] = {
        {"inv", {0xfd, 0x51, 0xc3}, 50'001, 50'000},
        {"getdata", {0xfd, 0x51, 0xc3}, 50'001, 50'000},
        {"headers", {0xfd, 0xd1, 0x07}, 2'001, 2'000},
        {"addr", {0xfd, 0xe9, 0x03}, 1'001, 1'000},
        {"addrv2", {0xfd, 0xe9, 0x03}, 1'001, 1'000},
        {"getheaders", {0, 0, 0, 0, 102}, 102, 101},
        {"getblocks", {0, 0, 0, 0, 102}, 102, 101},
    };
    auto script = connected();
    for (const auto& [command, payload, count, limit] : too_long) {
        SCOPED_TRACE(command.text());
        script.receives({command, shared_bytes::copy(payload)})
            .emits<message_dropped>([claimed = count, most = limit](const message_dropped& lost) {
                EXPECT_EQ(lost.reason, drop_reason::malformed);
                ASSERT_TRUE(lost.error);
                EXPECT_EQ(lost.error->code, wire::errc::count_above_limit);
                EXPECT_EQ(lost.error->actual, claimed);
                EXPECT_EQ(lost.error->allowed, most);
            });
    }
    script.is(stage::running).stays_quiet();
}

/// For each message of the dialect: its shortest payload that cannot be read, and every cut of a
/// valid one that the codec refuses.
template <class M>
class every_malformed_message : public testing::Test {};

TYPED_TEST_SUITE(every_malformed_message, test::each_message, test::named_by_command);

TYPED_TEST(every_malformed_message, is_let_go_and_the_connection_stays) {
    using M = TypeParam;
    const auto options = test::options_for<M>();
    const auto* row = wire::dialects::bitcoin.find(M::command);
    const std::string command(M::command.text());
    if (row->when != wire::phase::running && row->when != wire::phase::early) {
        return;  // has its place in the handshake
    }
    test::splitmix64 chance(command.size());
    auto script = connected();
    std::uint64_t malformed = 0;
    for (int sample = 0; sample < 20; ++sample) {
        const auto whole = wire::encode(test::make_arbitrary<M>(chance, 3), options).value();
        for (std::size_t length = 0; length < whole.size(); length += 1 + length / 16) {
            const byte_view cut = byte_view(whole).first(length);
            if (row->check(cut, script.engine().negotiated().format())) continue;
            script.receives({M::command, shared_bytes::copy(cut)})
                .drops(drop_reason::malformed, command);
            ++malformed;
        }
    }
    EXPECT_EQ(script.engine().statistics().malformed_messages, malformed);
    EXPECT_EQ(script.engine().statistics().messages_received, 2U) << "version and verack";
    script.is(stage::running).receives(wire::ping{9}).sends(wire::pong{9}).stays_quiet();
}

TYPED_TEST(every_malformed_message, of_random_bytes_never_ends_the_connection) {
    using M = TypeParam;
    const auto* row = wire::dialects::bitcoin.find(M::command);
    if (row->when == wire::phase::negotiation) return;  // ends it by its mere coming
    test::splitmix64 chance(4711);
    auto config = test::timeless();
    config.services = wire::services::bloom;  // else some are offences in themselves (BIP111)
    auto script = test::running(direction::inbound, config);
    for (int sample = 0; sample < 300; ++sample) {
        bytes noise(chance.below(200));
        for (auto& byte : noise)
            byte = static_cast<std::uint8_t>(chance.below(chance.below(2) == 0 ? 4 : 256));
        script.receives({M::command, shared_bytes(std::move(noise))}).never_mind();
        ASSERT_FALSE(script.engine().ended());
    }
}

// What is counted.

TEST(statistics, begin_at_nothing) {
    transcript script(direction::inbound);
    const auto s = script.engine().statistics();
    EXPECT_EQ(s.bytes_received + s.bytes_sent + s.messages_received + s.messages_sent, 0U);
    EXPECT_EQ(s.started, test::beginning);
    EXPECT_FALSE(s.last_received);
    EXPECT_FALSE(s.last_sent);
    EXPECT_FALSE(s.last_ping);
    EXPECT_FALSE(s.minimum_ping);
    EXPECT_FALSE(s.time_offset);
}

TEST(statistics, count_bytes_and_messages_of_both_directions) {
    using namespace std::chrono_literals;
    transcript script(direction::outbound);
    const auto version_size = [](const wire::version& v) { return 24 + wire::encoded_size(v); };
    wire::version ours;
    script.sends<wire::version>([&](const wire::version& sent) { ours = sent; });
    EXPECT_EQ(script.engine().statistics().messages_sent, 1U);
    EXPECT_EQ(script.engine().statistics().bytes_sent, version_size(ours));
    script.after(1s).receives(remote_version()).never_mind().receives(wire::verack{}).never_mind();
    auto s = script.engine().statistics();
    EXPECT_EQ(s.messages_received, 2U);
    EXPECT_EQ(s.bytes_received, version_size(remote_version()) + 24);
    EXPECT_EQ(s.messages_sent, 5U) << "version, wtxidrelay, sendaddrv2, verack, ping";
    EXPECT_EQ(s.bytes_sent, version_size(ours) + 24 + 24 + 24 + 32);
    EXPECT_EQ(s.last_received, test::beginning + 1s);
    EXPECT_EQ(s.last_sent, test::beginning + 1s);
    script.after(1s).receives({"neverheardof", shared_bytes(bytes(6))}).never_mind();
    s = script.engine().statistics();
    EXPECT_EQ(s.unknown_messages, 1U);
    EXPECT_EQ(s.messages_received, 3U);
    EXPECT_EQ(s.last_received, test::beginning + 2s);
    EXPECT_EQ(s.last_sent, test::beginning + 1s);
}

TEST(statistics, count_bytes_of_a_message_that_is_not_complete) {
    auto script = connected();
    const auto before = script.engine().statistics().bytes_received;
    const auto frame = raw_frame("ping", bytes(8)).bytes();
    script.receives_bytes(byte_view(frame).first(11));
    EXPECT_EQ(script.engine().statistics().bytes_received, before + 11);
    EXPECT_EQ(script.engine().statistics().messages_received, 2U);
}

TEST(statistics, count_what_was_dropped_by_its_reason) {
    auto script = connected();
    script.receives_bytes(joined({
        damaged("ping", bytes(8)),
        damaged("ping", bytes(8)),
        raw_frame("\x01", {}).bytes(),
        raw_frame("ping", {}).bytes(),
        raw_frame("ping", {1}).bytes(),
        raw_frame("ping", {1, 2}).bytes(),
        raw_frame("verack", {}).bytes(),
    }));
    script.never_mind();
    const auto s = script.engine().statistics();
    EXPECT_EQ(s.bad_checksums, 2U);
    EXPECT_EQ(s.bad_commands, 1U);
    EXPECT_EQ(s.malformed_messages, 3U);
    EXPECT_EQ(s.out_of_place_messages, 1U);
    EXPECT_EQ(s.messages_received, 2U);
}

TEST(engine_names, are_stable) {
    EXPECT_EQ(to_string(drop_reason::bad_checksum), "bad_checksum");
    EXPECT_EQ(to_string(drop_reason::bad_command), "bad_command");
    EXPECT_EQ(to_string(drop_reason::malformed), "malformed");
    EXPECT_EQ(to_string(drop_reason::out_of_place), "out_of_place");
    EXPECT_EQ(to_string(send_outcome::written), "written");
    EXPECT_EQ(to_string(send_outcome::dropped_at_end), "dropped_at_end");
    EXPECT_EQ(to_string(send_outcome::dropped_by_negotiation), "dropped_by_negotiation");
    EXPECT_EQ(to_string(request_error::timed_out), "timed_out");
    EXPECT_EQ(to_string(request_error::ended), "ended");
    EXPECT_EQ(to_string(request_error::not_found), "not_found");
    EXPECT_EQ(to_string(misuse::ended), "ended");
    EXPECT_EQ(to_string(misuse::too_early), "too_early");
    EXPECT_EQ(to_string(misuse::not_in_dialect), "not_in_dialect");
    EXPECT_EQ(to_string(misuse::unencodable), "unencodable");
    EXPECT_EQ(to_string(misuse::back_pressure), "back_pressure");
    EXPECT_EQ(to_string(stage::awaiting_version), "awaiting_version");
    EXPECT_EQ(to_string(stage::awaiting_verack), "awaiting_verack");
    EXPECT_EQ(to_string(stage::running), "running");
    EXPECT_EQ(to_string(stage::ended), "ended");
}

TEST(engine_facts, are_there_from_the_start) {
    transcript script(direction::outbound);
    EXPECT_EQ(script.engine().who_dialled(), direction::outbound);
    EXPECT_EQ(script.engine().transport(), "v1");
    EXPECT_FALSE(script.engine().ended());
    EXPECT_FALSE(script.engine().why_ended());
    EXPECT_TRUE(script.engine().wants_input());
    script.never_mind();
}

}  // namespace
}  // namespace bitpeer
