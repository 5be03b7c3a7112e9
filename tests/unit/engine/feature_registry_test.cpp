/// Extensions of the owner's, which the engine knows nothing about (BIP434).

#include <bitpeer/engine/dialects/bitcoin.hpp>
#include <bitpeer/wire/messages/feature.hpp>
#include <bitpeer/wire/messages/sendaddrv2.hpp>
#include <bitpeer/wire/messages/staletip.hpp>
#include <bitpeer/wire/messages/wtxidrelay.hpp>
#include <tests/support/transcript.hpp>

#include <gtest/gtest.h>

namespace bitpeer {
namespace {

using test::timeless;
using test::transcript;

constexpr wire::format_options modern{.protocol_version = 70017};

wire::version remote_at(int protocol_version) {
    auto theirs = test::remote_version();
    theirs.protocol_version = protocol_version;
    return theirs;
}

/// Two extensions: one with a message that no dialect has, one with a message of BIP332's.
peer_config extended() {
    auto config = timeless();
    config.features.push_back({.id = "BIP999", .data = {}, .commands = {"hello", "goodbye"}});
    config.features.push_back(
        {.id = "BIP332",
         .data = {1},
         .commands = {"staletip"},
         .accepts = [](byte_view theirs) { return theirs.size() == 1 && theirs[0] <= 1; }}
    );
    return config;
}

/// The remote's `version` came, and ours went out.
transcript introduced(int remote_version = 70017, const peer_config& config = extended()) {
    transcript script(direction::inbound, config);
    script.receives(remote_at(remote_version)).never_mind();
    return script;
}

/// A running connection whose remote advertised these.
transcript agreed_with(const std::vector<wire::feature>& theirs) {
    auto script = introduced();
    for (const auto& each : theirs) script.receives(each, modern);
    script.receives(wire::verack{}).never_mind();
    return script;
}

wire::feature feature(const char* id, bytes data = {}) {
    return {id, decltype(wire::feature::data)(std::move(data))};
}

TEST(feature_registry, advertises_ours_in_their_order_right_before_verack) {
    transcript(direction::inbound, extended())
        .receives(remote_at(70017))
        .sends<wire::version>([](const wire::version& ours) {
            return ours.protocol_version == 70017;
        })
        .sends<wire::wtxidrelay>()
        .sends<wire::sendaddrv2>()
        .sends(feature("BIP999"))
        .sends(feature("BIP332", {1}))
        .sends<wire::verack>()
        .stays_quiet();
}

TEST(feature_registry, advertises_nothing_to_who_is_too_old) {
    transcript(direction::inbound, extended())
        .receives(remote_at(70016))
        .sends<wire::version>()
        .sends<wire::wtxidrelay>()
        .sends<wire::sendaddrv2>()
        .sends<wire::verack>()
        .stays_quiet();
}

TEST(feature_registry, agrees_on_what_both_advertise) {
    auto script = introduced();
    const auto& agreed = script.engine().negotiated();
    script.receives(feature("BIP999", {7}), modern).receives(feature("unknown"), modern);
    EXPECT_FALSE(agreed.has_feature("BIP999")) << "not before verack";
    script.receives(wire::verack{}).emits<handshake_completed>([](const handshake_completed& done) {
        EXPECT_TRUE(done.negotiated->has_feature("BIP999"));
        EXPECT_FALSE(done.negotiated->has_feature("BIP332"));
        EXPECT_FALSE(done.negotiated->has_feature("unknown"));
        EXPECT_EQ(
            done.negotiated->remote_features,
            (std::vector<remote_feature>{{"BIP999", {7}}, {"unknown", {}}})
        );
    });
}

TEST(feature_registry, asks_ours_whether_the_remotes_data_will_do) {
    EXPECT_TRUE(agreed_with({feature("BIP332", {0})}).engine().negotiated().has_feature("BIP332"));
    EXPECT_FALSE(agreed_with({feature("BIP332", {2})}).engine().negotiated().has_feature("BIP332"));
    EXPECT_FALSE(agreed_with({feature("BIP332")}).engine().negotiated().has_feature("BIP332"));
    EXPECT_TRUE(agreed_with({feature("BIP332", {2}), feature("BIP332", {1})})
                    .engine()
                    .negotiated()
                    .has_feature("BIP332")
    ) << "one that will do is enough";
}

TEST(feature_registry, lets_the_messages_of_an_agreed_feature_flow) {
    auto script = agreed_with({feature("BIP999")});
    script.receives({"hello", {}})
        .emits<message_arrived>([](const message_arrived& told) {
            return told.message.command() == wire::command_name("hello");
        })
        .does([](engine& e, instant now) { EXPECT_TRUE(e.send(wire::message("goodbye", {}), now)); }
        )
        .emits<send_completed>();
    script.never_mind();
    EXPECT_EQ(script.engine().statistics().unknown_messages, 0U);
}

TEST(feature_registry, lets_none_of_a_feature_that_was_not_agreed_on_flow) {
    auto script = agreed_with({feature("BIP332", {1})});
    script.receives({"hello", {}})
        .drops(drop_reason::out_of_place, "hello")
        .does([](engine& e, instant now) {
            const auto refused = e.send(wire::message("goodbye", {}), now);
            ASSERT_FALSE(refused);
            EXPECT_EQ(refused.error().code, misuse::not_negotiated);
        })
        .stays_quiet();
}

TEST(feature_registry, holds_for_messages_that_the_dialect_has_as_well) {
    wire::staletip tip;
    const auto payload = wire::encode(tip).value();
    const wire::message news(wire::staletip::command, shared_bytes::copy(payload));
    agreed_with({})
        .receives(news)
        .drops(drop_reason::out_of_place, "staletip")
        .does([&](engine& e, instant now) {
            const auto refused = e.send(tip, now);
            ASSERT_FALSE(refused);
            EXPECT_EQ(refused.error().code, misuse::not_negotiated);
        });
    agreed_with({feature("BIP332", {1})})
        .receives(news)
        .emits<message_arrived>([](const message_arrived& told) {
            return told.message.is<wire::staletip>();
        });
}

TEST(feature_registry, hears_no_message_of_a_feature_before_verack) {
    introduced()
        .receives(feature("BIP999"), modern)
        .receives({"hello", {}})
        .drops(drop_reason::out_of_place, "hello")
        .receives(wire::verack{})
        .emits<handshake_completed>();
}

TEST(feature_registry, drops_what_was_queued_before_it_was_not_agreed_on) {
    transcript script(direction::inbound, extended());
    ticket id{};
    script
        .does([&](engine& e, instant now) { id = e.send(wire::message("hello", {}), now).value(); })
        .receives(remote_at(70017))
        .never_mind()
        .receives(wire::verack{})
        .emits<handshake_completed>()
        .completes(id, send_outcome::dropped_by_negotiation);
}

TEST(feature_registry, agrees_on_nothing_with_who_is_too_old) {
    auto script = introduced(70016);
    script.receives(wire::verack{}).emits<handshake_completed>().stays_quiet();
    EXPECT_TRUE(script.engine().negotiated().agreed_features.empty());
}

TEST(feature_registry, passes_on_what_a_strict_profile_does_not_know_once_it_is_agreed_on) {
    static constexpr wire::command_name known[] = {
        "version", "verack", "feature", "ping", "pong", "inv", "tx"};
    auto strict = conducts::btcd;
    strict.protocol_version = 70017;
    strict.commands = known;
    auto config = extended();
    config.conduct = strict;
    auto script = introduced(70017, config);
    script.receives(feature("BIP999"), modern)
        .receives(wire::verack{})
        .emits<handshake_completed>()
        .receives({"hello", {}})
        .emits<message_arrived>()
        .is(stage::running);
}

TEST(feature_registry, keeps_a_bounded_number_of_the_remotes) {
    auto script = introduced();
    for (int i = 0; i < 300; ++i) {
        script.receives(feature(("feature " + std::to_string(i)).c_str()), modern);
    }
    script.receives(wire::verack{}).emits<handshake_completed>();
    EXPECT_EQ(script.engine().negotiated().remote_features.size(), 256U);
}

TEST(feature_registry, cannot_advertise_what_breaks_the_limits) {
    auto config = timeless();
    config.features.push_back({.id = "abc"});  // at least four characters
    transcript(direction::inbound, config)
        .receives(remote_at(70017))
        .ends(disconnect_reason::misconfigured)
        .stays_quiet();
}

TEST(feature_registry, ends_with_a_feature_of_who_is_too_old_for_it) {
    introduced(70016)
        .receives(feature("BIP999"), modern)
        .drops(drop_reason::malformed, "feature")
        .ends(disconnect_reason::malformed_negotiation);
}

TEST(feature_registry, ends_with_a_late_feature) {
    agreed_with({})
        .receives(feature("BIP999"), modern)
        .ends(disconnect_reason::negotiation_after_handshake);
}

}  // namespace
}  // namespace bitpeer
