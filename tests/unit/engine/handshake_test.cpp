/// The handshake in both roles (BIP14, 37, 130, 133, 152, 155, 339; the order is Bitcoin Core's).

#include <bitpeer/wire/messages/feature.hpp>
#include <bitpeer/wire/messages/sendaddrv2.hpp>
#include <bitpeer/wire/messages/wtxidrelay.hpp>
#include <tests/support/transcript.hpp>

#include <gtest/gtest.h>

namespace bitpeer {
namespace {

using test::beginning;
using test::regtest_config;
using test::remote_version;
using test::transcript;
using namespace std::chrono_literals;

TEST(handshake_outbound, speaks_first_and_is_up_when_the_remotes_verack_comes) {
    transcript(direction::outbound)
        .is(stage::awaiting_version)
        .sends<wire::version>()
        .receives(remote_version())
        .is(stage::awaiting_verack)
        .sends<wire::wtxidrelay>()
        .sends<wire::sendaddrv2>()
        .sends<wire::verack>()
        .after(1s)
        .receives(wire::verack{})
        .is(stage::running)
        .emits<handshake_completed>([](const handshake_completed& done) {
            EXPECT_EQ(done.took, 1s);
            EXPECT_EQ(done.negotiated->protocol_version, 70016);
            EXPECT_EQ(done.negotiated->remote, remote_version());
        })
        .sends<wire::ping>()
        .stays_quiet();
}

TEST(handshake_inbound, waits_for_the_remotes_version_before_it_says_anything) {
    transcript(direction::inbound)
        .stays_quiet()
        .after(30s)
        .stays_quiet()
        .receives(remote_version())
        .sends<wire::version>()
        .sends<wire::wtxidrelay>()
        .sends<wire::sendaddrv2>()
        .sends<wire::verack>()
        .is(stage::awaiting_verack)
        .receives(wire::verack{})
        .emits<handshake_completed>()
        .sends<wire::ping>()
        .is(stage::running)
        .stays_quiet();
}

TEST(handshake, tells_the_version_and_the_verack_as_messages_too) {
    transcript(direction::inbound)
        .receives(remote_version())
        .emits<message_arrived>([](const message_arrived& told) {
            EXPECT_EQ(told.message.get_if<wire::version>(), remote_version());
            EXPECT_EQ(told.wire_size, 24U + wire::encoded_size(remote_version()));
        })
        .never_mind()
        .receives(wire::verack{})
        .emits<message_arrived>([](const message_arrived& told) {
            EXPECT_TRUE(told.message.is<wire::verack>());
        })
        .emits<handshake_completed>()
        .sends<wire::ping>();
}

TEST(handshake_version, says_what_the_configuration_says) {
    auto config = regtest_config();
    config.services = wire::services::network_limited | wire::services{1U << 24};
    config.user_agent = "/me:1.0(comment)/";
    config.start_height = 840'000;
    config.relay_transactions = false;
    config.remote_address.services = wire::services::network;
    config.remote_address.address.port.value = 18444;
    transcript script(direction::outbound, config);
    script.sends<wire::version>([&](const wire::version& ours) {
        EXPECT_EQ(ours.protocol_version, 70017);
        EXPECT_EQ(ours.services, config.services);
        EXPECT_EQ(ours.timestamp, 1'700'000'000);
        EXPECT_EQ(ours.receiver, config.remote_address);
        EXPECT_EQ(ours.sender.services, config.services);
        EXPECT_EQ(ours.sender.address, wire::legacy_address{})
            << "our own address is nobody's business";
        EXPECT_EQ(ours.nonce, script.engine().nonce());
        EXPECT_NE(ours.nonce, 0U);
        EXPECT_EQ(ours.user_agent.text, "/me:1.0(comment)/");
        EXPECT_EQ(ours.start_height, 840'000);
        EXPECT_FALSE(ours.relay);
    });
}

TEST(handshake_version, has_a_nonce_that_follows_from_the_seed) {
    const auto nonce = [](std::uint64_t seed) {
        return engine(regtest_config(), direction::outbound, beginning, entropy::from_number(seed))
            .nonce();
    };
    EXPECT_EQ(nonce(1), nonce(1));
    EXPECT_NE(nonce(1), nonce(2));
}

TEST(handshake_version, of_an_old_configuration_announces_the_old_version) {
    auto config = regtest_config();
    config.protocol_version = 70015;
    transcript(direction::outbound, config)
        .sends<wire::version>([](const wire::version& ours) {
            return ours.protocol_version == 70015;
        })
        .receives(remote_version())
        .sends<wire::verack>()
        .stays_quiet();
}

// Who is too old, too poor, or ourselves.

TEST(handshake_obsolete, remotes_below_31800_are_disconnected) {
    for (const int version : {31799, 209, 1, 0, -1, -70016}) {
        auto theirs = remote_version();
        theirs.protocol_version = version;
        transcript(direction::inbound)
            .receives(theirs)
            .ends(disconnect_reason::obsolete_protocol_version)
            .stays_quiet();
        transcript(direction::outbound)
            .sends<wire::version>()
            .receives(theirs)
            .ends(disconnect_reason::obsolete_protocol_version)
            .stays_quiet();
    }
}

TEST(handshake_obsolete, remotes_from_31800_on_are_welcome) {
    auto theirs = remote_version();
    theirs.protocol_version = 31800;
    transcript(direction::inbound)
        .receives(theirs)
        .sends<wire::version>()
        .sends<wire::verack>()
        .receives(wire::verack{})
        .emits<handshake_completed>([](const handshake_completed& done) {
            return done.negotiated->protocol_version == 31800;
        })
        .is(stage::running);
}

TEST(handshake_obsolete, remotes_of_the_future_speak_our_version) {
    auto theirs = remote_version();
    theirs.protocol_version = 2'000'000'000;
    auto script = test::running(direction::inbound, regtest_config(), theirs);
    EXPECT_EQ(script.engine().negotiated().protocol_version, 70017);
}

TEST(handshake_negotiation, before_70016_nothing_but_verack_is_sent) {
    auto theirs = remote_version();
    theirs.protocol_version = 70015;
    transcript(direction::inbound)
        .receives(theirs)
        .sends<wire::version>()
        .sends<wire::verack>()
        .stays_quiet();
}

TEST(handshake_negotiation, offers_what_the_configuration_wants) {
    auto config = regtest_config();
    config.wtxid_relay = false;
    transcript(direction::inbound, config)
        .receives(remote_version())
        .sends<wire::version>()
        .sends<wire::sendaddrv2>()
        .sends<wire::verack>()
        .stays_quiet();
    config.addrv2 = false;
    transcript(direction::inbound, config)
        .receives(remote_version())
        .sends<wire::version>()
        .sends<wire::verack>()
        .stays_quiet();
}

TEST(handshake_negotiation, agrees_on_wtxid_relay_only_when_both_offer_it) {
    for (const bool we_offer : {false, true}) {
        for (const bool they_offer : {false, true}) {
            auto config = regtest_config();
            config.wtxid_relay = we_offer;
            transcript script(direction::inbound, config);
            script.receives(remote_version()).never_mind();
            if (they_offer) script.receives(wire::wtxidrelay{});
            script.receives(wire::verack{})
                .emits<handshake_completed>([&](const handshake_completed& done) {
                    return done.negotiated->wtxid_relay == (we_offer && they_offer);
                });
        }
    }
}

TEST(handshake_negotiation, notes_sendaddrv2) {
    transcript(direction::outbound)
        .never_mind()
        .receives(remote_version())
        .never_mind()
        .receives(wire::sendaddrv2{})
        .receives(wire::verack{})
        .emits<handshake_completed>([](const handshake_completed& done) {
            return done.negotiated->remote_wants_addrv2 && !done.negotiated->wtxid_relay;
        });
}

TEST(handshake_negotiation, offers_that_are_repeated_do_no_harm) {
    transcript(direction::inbound)
        .receives(remote_version())
        .never_mind()
        .receives(wire::wtxidrelay{})
        .receives(wire::wtxidrelay{})
        .receives(wire::sendaddrv2{})
        .receives(wire::sendaddrv2{})
        .receives(wire::verack{})
        .emits<handshake_completed>()
        .is(stage::running);
}

TEST(handshake_negotiation, a_feature_that_we_do_not_know_is_let_be) {
    auto theirs = remote_version();
    theirs.protocol_version = 70017;
    auto config = regtest_config();
    config.protocol_version = 70017;
    transcript(direction::inbound, config)
        .receives(theirs)
        .never_mind()
        .receives(wire::feature{"BIP999", {}}, {.protocol_version = 70017})
        .receives(wire::verack{})
        .emits<handshake_completed>()
        .is(stage::running);
}

TEST(handshake_services, an_outbound_remote_that_lacks_a_required_one_is_disconnected) {
    auto config = regtest_config();
    config.required_services = wire::services::network | wire::services::witness;
    for (const auto offered :
         {wire::services::none, wire::services::network, wire::services::witness}) {
        auto theirs = remote_version();
        theirs.services = offered;
        transcript(direction::outbound, config)
            .sends<wire::version>()
            .receives(theirs)
            .ends(disconnect_reason::missing_services)
            .stays_quiet();
    }
    transcript(direction::outbound, config)
        .sends<wire::version>()
        .receives(remote_version())
        .never_mind()
        .is(stage::awaiting_verack);
}

TEST(handshake_services, an_inbound_remote_may_lack_what_it_likes) {
    auto config = regtest_config();
    config.required_services = wire::services::network;
    auto theirs = remote_version();
    theirs.services = wire::services::none;
    transcript(direction::inbound, config).receives(theirs).never_mind().is(stage::awaiting_verack);
}

TEST(handshake_self_connection, is_noticed_by_the_inbound_end) {
    auto config = regtest_config();
    config.is_own_nonce = [](std::uint64_t nonce) { return nonce == 42; };
    auto theirs = remote_version();
    theirs.nonce = 42;
    transcript(direction::inbound, config)
        .receives(theirs)
        .ends(disconnect_reason::self_connection)
        .stays_quiet();
    theirs.nonce = 43;
    transcript(direction::inbound, config).receives(theirs).never_mind().is(stage::awaiting_verack);
}

TEST(handshake_self_connection, is_not_the_outbound_ends_business) {
    auto config = regtest_config();
    config.is_own_nonce = [](std::uint64_t) { return true; };
    transcript(direction::outbound, config)
        .never_mind()
        .receives(remote_version())
        .never_mind()
        .is(stage::awaiting_verack);
}

}  // namespace
}  // namespace bitpeer
