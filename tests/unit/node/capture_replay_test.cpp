#include <bitpeer/base/hex.hpp>
#include <bitpeer/node/capture_format.hpp>
#include <bitpeer/node/capture_replay.hpp>
#include <bitpeer/wire/messages/getheaders.hpp>
#include <bitpeer/wire/messages/headers.hpp>
#include <bitpeer/wire/messages/inv.hpp>
#include <bitpeer/wire/messages/ping.hpp>
#include <bitpeer/wire/messages/pong.hpp>
#include <bitpeer/wire/messages/wtxidrelay.hpp>

#include "recorded_engine.hpp"
#include <gmock/gmock.h>

#include <string>
#include <vector>

namespace bitpeer::capture {
namespace {

using namespace std::chrono_literals;
using test::recorded_config;
using test::recorded_engine;
using testing::HasSubstr;

replay_outcome played(const recording& what, replayer::observer told = {}) {
    return replay(what, config_of(what, networks::bitcoin_regtest), std::move(told));
}

/// Plays it, which has to come out as recorded and end for this reason.
replay_outcome expect_same(const recording& what, disconnect_reason reason) {
    auto came = played(what);
    EXPECT_TRUE(came.same()) << came.text();
    EXPECT_TRUE(came.why && came.why->reason == reason)
        << (came.why ? came.why->message() : "it did not end");
    EXPECT_EQ(came.unsaid, 0);
    EXPECT_EQ(came.unheard_of, 0);
    return came;
}

TEST(replay, lives_through_a_handshake_again) {
    recorded_engine then;
    then.handshake();
    then.does([](engine& e, instant now) { e.disconnect(now, "enough"); });
    const auto came = expect_same(then.recorded(), disconnect_reason::requested);
    EXPECT_TRUE(came.up);
    EXPECT_TRUE(came.to_the_end);
    EXPECT_EQ(came.heard, 2);
    EXPECT_EQ(came.arrived, 2);
    EXPECT_EQ(came.why->detail, "enough");
}

TEST(replay, plays_either_part) {
    recorded_engine then(recorded_config(), direction::inbound);
    then.handshake();
    then.does([](engine& e, instant now) { e.closed({}, now); });
    EXPECT_TRUE(expect_same(then.recorded(), disconnect_reason::closed_by_remote).up);
}

TEST(replay, feeds_the_very_frames) {
    recorded_engine then;
    then.handshake();
    then.hears(wire::inv{});
    then.hears_payload("nobodyknows", shared_bytes(bytes(5000, 1)));
    const auto& recorded = then.recorded();
    replayer player(recorded, config_of(recorded, networks::bitcoin_regtest));
    while (player.next()) player.step();
    const auto now = player.engine().statistics();
    EXPECT_EQ(now.bytes_received, then.ours().statistics().bytes_received);
    EXPECT_EQ(now.bytes_sent, then.ours().statistics().bytes_sent);
    EXPECT_EQ(now.messages_received, then.ours().statistics().messages_received);
}

TEST(replay, is_the_same_each_time) {
    recorded_engine then;
    then.handshake();
    then.wait(5min);
    const auto texts = [&] {
        std::vector<std::pair<std::string, bytes>> said;
        (void)played(then.recorded(), [&](const event& what, instant) {
            if (const auto* ours = std::get_if<message_written>(&what)) {
                const auto payload = ours->payload.view();
                said.emplace_back(ours->command.text(), bytes(payload.begin(), payload.end()));
            }
        });
        return said;
    };
    EXPECT_EQ(texts(), texts());
    EXPECT_GT(texts().size(), 3);
}

TEST(replay, answers_the_ping_that_is_here_now) {
    recorded_engine then;
    then.handshake();
    for (int i = 0; i < 3; ++i) {
        then.wait(2min);
        ASSERT_NE(then.last_nonce(), 0);
        then.hears(wire::pong{then.last_nonce()});
    }
    then.does([](engine& e, instant now) { (void)e.ping(now); });  // the owner's own
    then.wait(30ms);
    then.hears(wire::pong{then.last_nonce()});
    then.hears(wire::pong{4711});  // answers nothing
    then.does([](engine& e, instant now) { e.disconnect(now); });
    std::vector<duration> round_trips;
    const auto came = played(then.recorded(), [&](const event& what, instant) {
        if (const auto* answered = std::get_if<ping_answered>(&what)) {
            round_trips.push_back(answered->round_trip);
        }
    });
    EXPECT_TRUE(came.same()) << came.text();
    ASSERT_EQ(round_trips.size(), 4);
    EXPECT_EQ(round_trips.back(), 30ms);
    EXPECT_EQ(came.resent, 1);
}

TEST(replay, ends_again_by_a_ping_that_nobody_answers) {
    recorded_engine then;
    then.handshake();
    then.wait(1h);
    expect_same(then.recorded(), disconnect_reason::pong_timeout);
}

TEST(replay, ends_again_by_a_handshake_that_nobody_finishes) {
    recorded_engine then;
    then.wait(10min);
    expect_same(then.recorded(), disconnect_reason::handshake_timeout);
}

TEST(replay, asks_again_what_its_owner_asked) {
    recorded_engine then;
    then.handshake();
    then.wait(1s);
    const wire::message question(wire::getheaders{
        .locator = {networks::bitcoin_regtest.genesis_hash}});
    then.does([&](engine& e, instant now) { EXPECT_TRUE(e.send(question, now)); });
    for (int i = 0; i < 20 && !then.ours().ended(); ++i) {
        then.wait(1min);
        if (!then.ours().ended()) then.hears(wire::pong{then.last_nonce()});
    }
    const auto came = expect_same(then.recorded(), disconnect_reason::stalled);
    EXPECT_EQ(came.resent, 1);
}

TEST(replay, drops_again_what_was_dropped) {
    recorded_engine then;
    then.handshake();
    then.hears_payload("inv", shared_bytes(bytes{5, 1, 2}));
    auto damaged_frame = bytes(24 + 7, 1);
    const auto magic = networks::bitcoin_regtest.magic;
    std::copy(magic.begin(), magic.end(), damaged_frame.begin());
    const auto name = wire::command_name("block").padded();
    std::copy(name.begin(), name.end(), damaged_frame.begin() + 4);
    store_le(damaged_frame.data() + 16, std::uint32_t{7});
    then.hears_bytes(damaged_frame);
    damaged_frame[6] = 0x80;  // no letter
    damaged_frame[15] = 'x';
    then.hears_bytes(damaged_frame);
    then.does([](engine& e, instant now) { e.closed({true, "reset"}, now); });
    const auto came = expect_same(then.recorded(), disconnect_reason::connection_failed);
    const std::vector<verdict> expected{
        {"malformed", "inv"},
        {"bad_checksum", "block"},
        {"bad_command", came.dropped.at(2).command}};
    EXPECT_EQ(came.dropped, expected);
    EXPECT_THAT(came.dropped.at(2).command, HasSubstr("\\x80"));
}

TEST(replay, ends_again_by_the_message_that_ended_it) {
    recorded_engine then;
    then.handshake();
    then.hears(wire::wtxidrelay{});
    expect_same(then.recorded(), disconnect_reason::negotiation_after_handshake);
}

TEST(replay, ends_again_by_what_is_no_frame) {
    recorded_engine other_network;
    other_network.hears_bytes(networks::bitcoin.magic);
    EXPECT_THAT(
        expect_same(other_network.recorded(), disconnect_reason::wrong_magic).why->detail,
        HasSubstr("bitcoin")
    );
    recorded_engine too_large;
    bytes header(24, 0);
    std::copy_n(networks::bitcoin_regtest.magic.begin(), 4, header.begin());
    header[4] = 'x';
    store_le(header.data() + 16, std::uint32_t{0x7fffffff});
    too_large.hears_bytes(header);
    EXPECT_THAT(
        expect_same(too_large.recorded(), disconnect_reason::payload_too_large).why->detail,
        HasSubstr("2147483647")
    );
}

TEST(replay, knows_ourselves_again) {
    auto config = recorded_config();
    config.is_own_nonce = [](std::uint64_t nonce) { return nonce == 1; };
    recorded_engine then(config, direction::inbound);
    then.handshake();
    expect_same(then.recorded(), disconnect_reason::self_connection);
}

TEST(replay, keeps_to_the_kind_of_the_connection) {
    auto config = recorded_config();
    config.kind = connection_kind::feeler;
    recorded_engine then(config);
    then.handshake();
    expect_same(then.recorded(), disconnect_reason::purpose_fulfilled);
}

TEST(replay, introduces_itself_as_then) {
    auto config = recorded_config();
    config.user_agent = "/somebody:2/";
    config.services = wire::services::network;
    config.start_height = 4711;
    config.relay_transactions = false;
    config.wtxid_relay = false;
    config.prefers_headers = true;
    config.protocol_version = 70015;
    recorded_engine then(config);
    then.handshake();
    std::vector<message> said;
    (void)played(then.recorded(), [&](const event& what, instant) {
        if (const auto* ours = std::get_if<message_written>(&what)) {
            said.push_back({way::written, ours->command, ours->payload, 0});
        }
    });
    std::vector<message> recorded;
    for (const auto& one : then.recorded().records) {
        const auto* what = std::get_if<message>(&one.what);
        if (what != nullptr && what->way == way::written) recorded.push_back(*what);
    }
    ASSERT_EQ(said.size(), recorded.size());
    for (std::size_t i = 1; i < said.size(); ++i) {
        if (said[i].command != wire::ping::command) EXPECT_EQ(said[i], recorded[i]) << i;
    }
    const auto without_nonce = [](const message& version) {
        bytes payload(version.payload.view().begin(), version.payload.view().end());
        std::fill_n(payload.begin() + 72, 8, std::uint8_t{0});
        return payload;
    };
    EXPECT_EQ(without_nonce(said[0]), without_nonce(recorded[0]));
}

TEST(replay, tells_what_came_out_otherwise) {
    recorded_engine then;
    then.handshake();
    then.hears_payload("inv", shared_bytes(bytes{5, 1, 2}));
    then.hears(wire::wtxidrelay{});

    auto other = then.recorded();
    std::get<end>(other.records.back().what).reason = "stalled";
    EXPECT_THAT(played(other).text(), HasSubstr("recorded is stalled"));

    other = then.recorded();
    std::erase_if(other.records, [](const record& one) {
        return std::holds_alternative<verdict>(one.what);
    });
    EXPECT_THAT(played(other).text(), HasSubstr("dropped, not as recorded: inv (malformed)"));

    auto config = config_of(then.recorded(), networks::bitcoin_regtest);
    config.required_services = wire::services::witness;
    const auto came = replay(then.recorded(), config);
    EXPECT_THAT(came.text(), HasSubstr("missing_services"));
    EXPECT_THAT(came.text(), HasSubstr("the handshake was not done"));
    EXPECT_THAT(came.text(), HasSubstr("not dropped, as recorded: inv (malformed)"));

    other = then.recorded();
    other.records.pop_back();  // the end
    other.records.pop_back();  // what it ended by
    other.records.push_back({other.records.back().when, end{"stalled", ""}});
    EXPECT_THAT(played(other).text(), HasSubstr("did not end"));
}

TEST(replay, of_a_recording_without_an_end_judges_none) {
    recorded_engine then;
    then.handshake();
    auto cut = then.recorded();
    const auto came = played(cut);
    EXPECT_TRUE(came.same()) << came.text();
    EXPECT_FALSE(came.end_is_judged);
    cut.records.clear();
    EXPECT_TRUE(played(cut).same());
}

TEST(replay, leaves_out_what_only_an_encrypted_stream_has) {
    recorded_engine then;
    then.handshake();
    auto encrypted = then.recorded();
    const auto when = encrypted.records.back().when;
    encrypted.records.push_back({when, damaged{"decoy", "", 100, 120}});
    encrypted.records.push_back({when, damaged{"unknown_id", "\\xf0", 3, 24}});
    encrypted.records.push_back({when, verdict{"unknown_id", "\\xf0"}});
    encrypted.records.push_back({when, damaged{"short_contents", "", 3, 23}});
    encrypted.records.push_back({when, verdict{"malformed", ""}});
    encrypted.records.push_back({when, broken{"bad_tag", "", 4, 0}});
    encrypted.records.push_back({when, end{"bad_tag", "packet 5 is not genuine"}});
    const auto came = played(encrypted);
    EXPECT_TRUE(came.same()) << came.text();
    EXPECT_EQ(came.unsayable, 4);
    EXPECT_FALSE(came.end_is_judged);
    EXPECT_TRUE(came.to_the_end);
}

TEST(replay, survives_a_recording_that_makes_no_sense) {
    recording mad;
    mad.opening.magic = networks::bitcoin_regtest.magic;
    mad.opening.started = {time_max, time_max};
    mad.records = {
        {{}, damaged{"bad_checksum", "\\x", 0xffffffff, 0}},
        {{time_max, {}}, damaged{"bad_command", std::string(1000, '\\'), 12, 0}},
        {{}, damaged{"new", "", 0, 0}},
        {{}, message{way::written, "pong", {}, 0}},
        {{}, message{way::written, "ping", {}, 0}},
        {{}, message{way::received, "pong", {}, 0}},
        {{}, end{"new", ""}},
        {{}, message{way::received, "version", {}, 0}},
        {{}, end{"requested", ""}},
    };
    EXPECT_FALSE(played(mad).same());
}

/// What somebody attached to a report: a node that says `wtxidrelay` when the handshake is done.
TEST(replay, makes_a_test_of_a_bug_report) {
    const auto file = from_hex(
        "62706361700d0a1a0100560000000100600c55eb1600000000e03bd816fb17fabfb5da010f00626974636f69"
        "6e2d7265677465737404006e6f6e650f003139322e302e322e313a31383434340e003139322e302e322e323a"
        "3437313106006120746573741530bab0860000000300600c55eb1600000000e03bd816fb1776657273696f6e"
        "0000000000000000008111010000000000000000000030ff6600000000000000000000000000000000000000"
        "00000000000000000000000000000000000000000000000000000000000000000000000000217c0248d3d374"
        "0a0f2f626974706565723a302e312e302f000000000108bd123f810000000200600c55eb1600000000e03bd8"
        "16fb1776657273696f6e00000000007800000080110100010000000000000000000000000000000000000000"
        "0000000000000000000000000000000000000000000000000000000000000000000000000000000000000000"
        "00000001000000000000000a2f72656d6f74653a312f000000000166d64da2210000000300600c55eb160000"
        "0000e03bd816fb17777478696472656c6179000000000000326bb496210000000300600c55eb1600000000e0"
        "3bd816fb1773656e64616464727632000000000000771378e2210000000300600c55eb1600000000e03bd816"
        "fb1776657261636b0000000000000000000025e8254e210000000200600c55eb1600000000e03bd816fb1776"
        "657261636b00000000000018000000ed676ee01a0000000700600c55eb1600000000e03bd816fb1702007631"
        "801101000029487411290000000300600c55eb1600000000e03bd816fb1770696e6700000000000000000000"
        "000061f82e463269b7603e18fc1c210000000200600c55eb1600000000e03bd816fb17777478696472656c61"
        "79000018000000c1c5f4ae3a0000000800600c55eb1600000000e03bd816fb171b006e65676f74696174696f"
        "6e5f61667465725f68616e647368616b650a00777478696472656c617987df48d3"
    );
    ASSERT_TRUE(file);
    const auto report = read(shared_bytes(bytes(*file)));
    ASSERT_TRUE(report) << report.error().message();
    const auto came = replay(*report, config_of(*report, networks::bitcoin_regtest));
    EXPECT_TRUE(came.same()) << came.text();
    ASSERT_TRUE(came.why);
    EXPECT_EQ(came.why->reason, disconnect_reason::negotiation_after_handshake);
}

}  // namespace
}  // namespace bitpeer::capture
