/// Negotiating reconciliation (BIP330) when the configuration wants it, and nothing when it does
/// not.

#include <bitpeer/engine/facets/reconciliation.hpp>
#include <bitpeer/wire/messages/sendaddrv2.hpp>
#include <bitpeer/wire/messages/sendtxrcncl.hpp>
#include <bitpeer/wire/messages/wtxidrelay.hpp>
#include <tests/support/transcript.hpp>

#include <gtest/gtest.h>

namespace bitpeer {
namespace {

using test::remote_version;
using test::timeless;
using test::transcript;

peer_config reconciling() {
    auto config = timeless();
    config.reconciles_transactions = true;
    return config;
}

/// The remote's `version` came, and ours went out.
transcript introduced(
    const peer_config& config = reconciling(), const wire::version& theirs = remote_version()
) {
    transcript script(direction::inbound, config);
    script.receives(theirs).never_mind();
    return script;
}

TEST(reconciliation, is_offered_right_before_verack) {
    transcript(direction::inbound, reconciling())
        .receives(remote_version())
        .sends<wire::version>()
        .sends<wire::wtxidrelay>()
        .sends<wire::sendaddrv2>()
        .sends<wire::sendtxrcncl>([](const wire::sendtxrcncl& ours) { return ours.version == 1; })
        .sends<wire::verack>()
        .stays_quiet();
}

TEST(reconciliation, is_offered_only_where_both_sides_can) {
    const auto offers_nothing = [](const peer_config& config, const wire::version& theirs) {
        transcript script(direction::inbound, config);
        bool offered = false;
        script.receives(theirs).never_mind().receives(wire::sendtxrcncl{1, 5}).never_mind();
        script.receives(wire::wtxidrelay{}).never_mind().receives(wire::verack{}).never_mind();
        offered = script.engine().negotiated().reconciliation.has_value();
        EXPECT_FALSE(offered);
    };
    auto old = remote_version();
    old.protocol_version = 70015;
    offers_nothing(reconciling(), old);
    auto off = reconciling();
    off.reconciles_transactions = false;
    offers_nothing(off, remote_version());
    auto without_names = reconciling();
    without_names.wtxid_relay = false;
    offers_nothing(without_names, remote_version());
}

TEST(reconciliation, is_not_offered_to_who_wants_no_transactions) {
    auto theirs = remote_version();
    theirs.relay = false;
    transcript(direction::inbound, reconciling())
        .receives(theirs)
        .sends<wire::version>()
        .sends<wire::wtxidrelay>()
        .sends<wire::sendaddrv2>()
        .sends<wire::verack>()
        .stays_quiet();
}

TEST(reconciliation, is_agreed_on_when_both_offer_it_and_wtxidrelay) {
    for (const auto role : {direction::inbound, direction::outbound}) {
        std::uint64_t our_salt = 0;
        transcript script(role, reconciling());
        script.never_mind().receives(remote_version());
        if (role == direction::inbound) script.sends<wire::version>();
        script.sends<wire::wtxidrelay>()
            .sends<wire::sendaddrv2>()
            .sends<wire::sendtxrcncl>([&](const wire::sendtxrcncl& ours) { our_salt = ours.salt; })
            .sends<wire::verack>()
            .receives(wire::sendtxrcncl{7, 1234})
            .receives(wire::wtxidrelay{})
            .receives(wire::verack{})
            .emits<handshake_completed>([&](const handshake_completed& done) {
                ASSERT_TRUE(done.negotiated->reconciliation);
                const auto& terms = *done.negotiated->reconciliation;
                EXPECT_EQ(terms.version, 1U);
                EXPECT_EQ(terms.our_salt, our_salt);
                EXPECT_EQ(terms.remote_salt, 1234U);
                EXPECT_EQ(terms.short_id_key, facets::reconciliation::short_id_key(1234, our_salt));
                EXPECT_EQ(terms.we_initiate, role == direction::outbound);
            });
    }
}

TEST(reconciliation, is_forgotten_without_wtxidrelay) {
    introduced()
        .receives(wire::sendtxrcncl{1, 5})
        .receives(wire::verack{})
        .emits<handshake_completed>([](const handshake_completed& done) {
            return !done.negotiated->reconciliation;
        });
}

TEST(reconciliation, names_transactions_by_a_key_of_both_salts) {
    // BIP330's tagged hash, computed by another program.
    const crypto::siphash_key key{0x5a63d27439e052a4, 0xc8daf59f8d6921b9};
    EXPECT_EQ(facets::reconciliation::short_id_key(1, 2), key);
    EXPECT_EQ(facets::reconciliation::short_id_key(2, 1), key);
}

TEST(reconciliation, ends_with_a_version_of_0) {
    introduced()
        .receives(wire::sendtxrcncl{0, 5})
        .ends(disconnect_reason::reconciliation_violation)
        .stays_quiet();
}

TEST(reconciliation, ends_with_a_second_offer) {
    introduced()
        .receives(wire::sendtxrcncl{1, 5})
        .receives(wire::sendtxrcncl{1, 5})
        .ends(disconnect_reason::reconciliation_violation)
        .stays_quiet();
}

TEST(reconciliation, ends_with_an_offer_after_verack) {
    test::running(direction::inbound, reconciling())
        .receives(wire::sendtxrcncl{1, 5})
        .ends(disconnect_reason::negotiation_after_handshake)
        .stays_quiet();
}

TEST(reconciliation, ends_with_an_offer_of_who_wants_no_transactions) {
    auto theirs = remote_version();
    theirs.relay = false;
    introduced(reconciling(), theirs)
        .receives(wire::sendtxrcncl{1, 5})
        .ends(disconnect_reason::reconciliation_violation);
}

TEST(reconciliation, ends_with_an_offer_to_who_wants_no_transactions) {
    auto config = reconciling();
    config.relay_transactions = false;
    introduced(config)
        .receives(wire::sendtxrcncl{1, 5})
        .ends(disconnect_reason::reconciliation_violation);
}

TEST(reconciliation, that_is_off_lets_everything_pass) {
    auto theirs = remote_version();
    theirs.relay = false;
    introduced(timeless(), theirs)
        .receives(wire::sendtxrcncl{0, 5})
        .receives(wire::sendtxrcncl{1, 5})
        .receives(wire::verack{})
        .emits<handshake_completed>([](const handshake_completed& done) {
            return !done.negotiated->reconciliation;
        })
        .receives(wire::sendtxrcncl{1, 5})
        .stays_quiet()
        .is(stage::running);
}

TEST(reconciliation, with_who_is_too_old_for_it_is_not_understood_as_an_offer) {
    auto theirs = remote_version();
    theirs.protocol_version = 70015;
    introduced(reconciling(), theirs)
        .receives(wire::sendtxrcncl{1, 5})
        .receives(wire::sendtxrcncl{0, 5})
        .receives(wire::verack{})
        .emits<handshake_completed>();
}

}  // namespace
}  // namespace bitpeer
