/// How a peer of Dash behaves, and what keeps it connected to Dash Core.

#include <bitpeer/base/hex.hpp>
#include <bitpeer/engine/dialects/bitcoin.hpp>
#include <bitpeer/engine/dialects/dash.hpp>
#include <bitpeer/wire/dash/inventory_types.hpp>
#include <bitpeer/wire/dialects/dash.hpp>
#include <tests/support/recorded_data.hpp>
#include <tests/support/transcript.hpp>

#include <gtest/gtest.h>

#include <sstream>

namespace bitpeer {
namespace {

using test::transcript;
using namespace std::chrono_literals;
namespace types = wire::dash::inventory_types;

peer_config regtest(int protocol_version = 0) {
    auto config = test::regtest_config();
    config.network = networks::dash_regtest;
    if (protocol_version != 0) config.protocol_version = protocol_version;
    return config;
}

wire::dash::version remote_at(int protocol_version) {
    const auto shared = test::remote_version();
    wire::dash::version theirs;
    theirs.protocol_version = protocol_version;
    theirs.services = wire::services::network | wire::services::bloom;
    theirs.timestamp = shared.timestamp;
    theirs.nonce = shared.nonce;
    theirs.user_agent = "/Dash Core:23.1.2/";
    return theirs;
}

wire::dash::version with_greeting() {
    auto theirs = remote_at(70240);
    theirs.greeting.emplace().challenge[0] = 1;
    theirs.greeting->masternode.emplace(false);
    return theirs;
}

transcript connected() {
    transcript script(direction::outbound, regtest());
    script.never_mind()
        .receives(remote_at(70240))
        .never_mind()
        .receives(wire::verack{})
        .never_mind();
    return script;
}

TEST(dash_profile, announces_the_lowest_version_that_todays_nodes_let_in) {
    transcript(direction::outbound, regtest())
        .sends<wire::version>([](const wire::version& ours) {
            EXPECT_EQ(ours.protocol_version, 70221);
            EXPECT_TRUE(ours.sender.address == wire::legacy_address{});
        })
        .receives(remote_at(70240))
        .sends<wire::verack>()
        .receives(wire::verack{})
        .emits<handshake_completed>([](const handshake_completed& up) {
            EXPECT_EQ(up.negotiated->protocol_version, 70221);
            EXPECT_EQ(up.negotiated->remote.user_agent.text, "/Dash Core:23.1.2/");
        });
}

TEST(dash_profile, sends_sendaddrv2_before_verack_from_70223_on) {
    transcript(direction::outbound, regtest(70240))
        .sends<wire::version>()
        .receives(remote_at(70240))
        .sends<wire::sendaddrv2>()
        .sends<wire::verack>();
}

TEST(dash_profile, reads_a_version_with_and_without_what_masternodes_add) {
    for (const auto& theirs : {remote_at(70240), with_greeting()}) {
        transcript(direction::inbound, regtest())
            .receives(theirs)
            .sends<wire::version>()
            .sends<wire::verack>()
            .receives(wire::verack{})
            .emits<handshake_completed>();
    }
}

TEST(dash_profile, the_longest_version_is_read_and_so_is_a_longer_one) {
    auto theirs = with_greeting();
    theirs.user_agent = std::string(256, 'x');
    auto raw = wire::encode(theirs).value();
    EXPECT_EQ(raw.size(), 377U);
    for (const auto more : {std::size_t{0}, std::size_t{100}}) {
        raw.resize(raw.size() + more);
        transcript(direction::inbound, regtest())
            .receives({"version", shared_bytes::copy(raw)})
            .sends<wire::version>()
            .sends<wire::verack>();
    }
}

TEST(dash_profile, tolerates_what_dash_core_says_between_version_and_verack) {
    transcript script(direction::outbound, regtest(70240));
    script.never_mind().receives(remote_at(70240)).never_mind();
    script.receives(wire::sendaddrv2{}, {.protocol_version = 70240})
        .receives(wire::sendtxrcncl{})
        .receives({"neverheardof", {}})
        .drops(drop_reason::out_of_place, "neverheardof")
        .receives(wire::verack{})
        .emits<handshake_completed>([](const handshake_completed& up) {
            EXPECT_TRUE(up.negotiated->remote_wants_addrv2);
        })
        .never_mind();
}

TEST(dash_profile, stands_for_all_that_dash_core_says_unasked) {
    auto script = connected();
    script.receives(wire::sendheaders{})
        .receives(wire::sendcmpct{false, 1})
        .receives(wire::dash::senddsq{true})
        .receives(wire::dash::getsporks{})
        .receives(wire::dash::govsync{})
        .receives({"newerthanwe", {}})
        .receives(wire::ping{9})
        .sends(wire::pong{9})
        .is(stage::running);
    EXPECT_EQ(script.engine().statistics().unknown_messages, 1U);
    EXPECT_EQ(script.engine().statistics().malformed_messages, 0U);
}

TEST(dash_profile, lets_unreadable_messages_go_and_leaves_for_damaged_frames) {
    const bytes cut_off{1};
    connected()
        .receives({"inv", shared_bytes::copy(cut_off)})
        .drops(drop_reason::malformed, "inv")
        .is(stage::running);
    transport::v1 remote(networks::dash_regtest);
    const auto frame = remote.seal("ping", shared_bytes(bytes(8)));
    bytes damaged(frame.head.view().begin(), frame.head.view().end());
    damaged.back() ^= 1;
    connected()
        .receives_bytes(damaged)
        .drops(drop_reason::bad_checksum, "ping")
        .ends(disconnect_reason::bad_checksum)
        .stays_quiet();
}

TEST(dash_profile, three_mebibytes_are_the_most_that_a_message_may_claim) {
    const auto header = [](std::uint32_t size) {
        auto raw = from_hex("fcc1b7dc626c6f636b00000000000000").value();
        raw.resize(24);
        store_le(raw.data() + 16, size);
        return raw;
    };
    connected().receives_bytes(header(3 * 1024 * 1024)).stays_quiet().is(stage::running);
    connected()
        .receives_bytes(header(3 * 1024 * 1024 + 1))
        .ends(disconnect_reason::payload_too_large);
}

TEST(dash_profile, inventory_has_dashs_own_numbers) {
    const auto& dialect = wire::dialects::dash;
    using kind = wire::inventory_kind;
    EXPECT_EQ(dialect.kind_of(types::transaction), kind::txid);
    EXPECT_EQ(dialect.kind_of(types::mixing_transaction), kind::txid);
    EXPECT_EQ(dialect.kind_of(types::block), kind::whole_block);
    EXPECT_EQ(dialect.kind_of(types::filtered_block), kind::filtered_block);
    EXPECT_EQ(dialect.kind_of(types::compact_block), kind::compact_block);
    EXPECT_EQ(dialect.kind_of(types::spork), kind::other);
    EXPECT_EQ(dialect.kind_of(wire::inventory_type::wtxid_transaction), kind::other);
    EXPECT_EQ(dialect.kind_of(wire::inventory_type::witness_block), kind::other);
}

TEST(dash_profile, blocks_are_told_at_once_and_the_rest_trickles) {
    auto script = connected();
    script.does([](engine& e, instant now) {
        EXPECT_TRUE(e.announce({types::block, hash256{}}, now));
        EXPECT_TRUE(e.announce({types::chain_lock, hash256{}}, now));
    });
    script.sends<wire::inv>([](const wire::inv& news) {
        EXPECT_EQ(news.items.front().type, types::block);
    });
    script.at(10s).sends<wire::inv>([](const wire::inv& news) {
        EXPECT_EQ(news.items.front().type, types::chain_lock);
    });
}

TEST(dash_profile, headers2_answers_getheaders2_and_silence_is_a_stall) {
    auto script = connected();
    const auto ask = [](engine& e, instant now) {
        EXPECT_TRUE(e.send(wire::dash::getheaders2{wire::locator(hash256{})}, now));
    };
    script.does(ask).never_mind().at(60s).receives(wire::dash::headers2{}).never_mind();
    script.does(ask).never_mind();
    script.at(150s - 1ns).never_mind().is(stage::running).at(150s).never_mind().is(stage::ended);
    EXPECT_EQ(script.engine().why_ended()->reason, disconnect_reason::stalled);
}

TEST(dash_profile, a_block_is_known_by_its_x11_hash) {
    const auto genesis = test::read_recorded_json("dash/genesis.json");
    if (!genesis) GTEST_SKIP() << "no recorded data";
    for (const auto& [_, item] : *genesis) {
        const auto hash = hash256::parse(item.get<std::string>("x11_hash")).value();
        const auto block = from_hex(item.get<std::string>("block_hex")).value();
        SCOPED_TRACE(hash.to_string());
        auto script = connected();
        ticket id{};
        script.does([&](engine& e, instant now) { id = e.request_block(hash, 20s, now).value(); });
        script.sends<wire::getdata>([](const wire::getdata& asked) {
            EXPECT_EQ(asked.items.front().type, types::block);
        });
        script.receives({"block", shared_bytes::copy(block)});
        script.emits<request_completed>([&](const request_completed& done) {
            EXPECT_EQ(done.id, id);
            EXPECT_TRUE(done.answer.has_value());
        });
        EXPECT_TRUE(script.engine().knows({types::block, hash}));
        script.never_mind();
    }
}

TEST(dash_recorded_frames, are_taken_by_a_connection_of_their_network) {
    const auto file = test::read_recorded("dash/messages.jsonl");
    if (!file) GTEST_SKIP() << "no recorded data";
    std::istringstream text(std::string(file->begin(), file->end()));
    std::size_t seen = 0;
    for (std::string line; std::getline(text, line); ++seen) {
        std::istringstream one(line);
        boost::property_tree::ptree tree;
        boost::property_tree::read_json(one, tree);
        SCOPED_TRACE(tree.get<std::string>("name"));
        const auto framed = from_hex(tree.get<std::string>("framed")).value();
        network_magic magic{};
        std::copy_n(framed.begin(), magic.size(), magic.begin());
        const auto found = networks::with_magic(magic);
        ASSERT_EQ(found.size(), 1U);
        EXPECT_EQ(found.front()->dialect, &wire::dialects::dash);

        auto config = regtest(70240);
        config.network = *found.front();
        config.services = wire::services::bloom;
        transcript script(direction::inbound, config);
        const auto command = tree.get<std::string>("command");
        if (command != "version") {
            script.receives(remote_at(70240)).never_mind();
            const bool early =
                command == "verack" || command == "sendaddrv2" || command == "sendtxrcncl";
            if (!early) script.receives(wire::verack{});
        }
        script.never_mind().receives_bytes(framed).emits<message_arrived>(
            [&](const message_arrived& told) {
                EXPECT_EQ(told.message.command().text(), command);
                return told.message.known() != nullptr;
            }
        );
        EXPECT_FALSE(script.engine().why_ended());
        script.never_mind();
    }
    EXPECT_EQ(seen, 48U);
}

// The Go fork of 2016: Bitcoin's network, btcd's ways.

TEST(godash, is_btcd_of_2016) {
    EXPECT_EQ(conducts::godash.protocol_version, 70012);
    EXPECT_EQ(&conducts::godash, &conducts::btcd_2016);
}

TEST(godash, takes_every_recorded_frame_at_its_version) {
    const auto file = test::read_recorded("dash/godash_messages.jsonl");
    if (!file) GTEST_SKIP() << "no recorded data";
    std::istringstream text(std::string(file->begin(), file->end()));
    std::size_t seen = 0;
    for (std::string line; std::getline(text, line); ++seen) {
        std::istringstream one(line);
        boost::property_tree::ptree tree;
        boost::property_tree::read_json(one, tree);
        const auto command = tree.get<std::string>("command");
        SCOPED_TRACE(tree.get<std::string>("name"));
        const auto framed = from_hex(tree.get<std::string>("framed")).value();
        const auto version = tree.get<int>("pver");

        auto config = test::regtest_config();
        config.network = networks::bitcoin;
        config.conduct = conducts::godash;
        config.protocol_version = version;
        config.services = wire::services::bloom;
        auto theirs = test::remote_version();
        theirs.protocol_version = version;
        theirs.services = wire::services::network | wire::services::bloom;
        transcript script(direction::inbound, config);
        if (command != "version") script.receives(theirs).never_mind();
        if (command != "version" && command != "verack") {
            script.receives(wire::verack{}).never_mind();
        }
        script.receives_bytes(framed).emits<message_arrived>([&](const message_arrived& told) {
            EXPECT_EQ(told.message.command().text(), command);
            return told.message.known() != nullptr;
        });
        EXPECT_FALSE(script.engine().why_ended());
        script.never_mind();
    }
    EXPECT_EQ(seen, 25U);
}

}  // namespace
}  // namespace bitpeer
