/// Who may use bloom filters (BIP111).

#include <bitpeer/engine/dialects/bitcoin.hpp>
#include <bitpeer/wire/messages/filteradd.hpp>
#include <bitpeer/wire/messages/filterclear.hpp>
#include <bitpeer/wire/messages/filterload.hpp>
#include <bitpeer/wire/messages/mempool.hpp>
#include <tests/support/transcript.hpp>

#include <gtest/gtest.h>

#include <vector>

namespace bitpeer {
namespace {

using test::running;
using test::timeless;
using wire::services;

const std::vector<wire::message>& filter_messages() {
    static const std::vector<wire::message> all{
        wire::filterload{}, wire::filteradd{}, wire::filterclear{}};
    return all;
}

wire::version remote_at(int protocol_version, wire::services offers = services::network) {
    auto theirs = test::remote_version();
    theirs.protocol_version = protocol_version;
    theirs.services = offers;
    return theirs;
}

TEST(bloom_rule, a_remote_that_knows_the_rule_and_breaks_it_is_disconnected) {
    auto messages = filter_messages();
    messages.emplace_back(wire::mempool{});
    for (const auto& message : messages) {
        running(direction::inbound, timeless(), remote_at(70011))
            .receives(message)
            .ends(disconnect_reason::bloom_not_offered)
            .stays_quiet();
    }
}

TEST(bloom_rule, an_older_remote_is_not_heard) {
    auto messages = filter_messages();
    messages.emplace_back(wire::mempool{});
    for (const auto& message : messages) {
        auto script = running(direction::inbound, timeless(), remote_at(70010));
        script.receives(message)
            .drops(drop_reason::not_offered, message.command().text())
            .stays_quiet()
            .is(stage::running);
        EXPECT_EQ(script.engine().statistics().out_of_place_messages, 1U);
        EXPECT_EQ(script.engine().statistics().messages_received, 2U) << "version and verack";
    }
}

TEST(bloom_rule, who_offers_bloom_filters_may_be_sent_them) {
    auto config = timeless();
    config.services = services::network | services::bloom;
    for (const auto version : {70010, 70011, 70016}) {
        for (const auto& message : filter_messages()) {
            running(direction::inbound, config, remote_at(version))
                .receives(message)
                .emits<message_arrived>()
                .is(stage::running);
        }
    }
}

TEST(bloom_rule, lets_an_owner_serve_its_mempool_without_filters) {
    auto config = timeless();
    config.serves_mempool = true;
    running(direction::inbound, config, remote_at(70016))
        .receives(wire::mempool{})
        .emits<message_arrived>()
        .is(stage::running)
        .receives(wire::filterclear{})
        .ends(disconnect_reason::bloom_not_offered);
}

TEST(bloom_rule, is_about_our_services_not_theirs) {
    for (const auto& message : filter_messages()) {
        running(direction::inbound, timeless(), remote_at(70016, services::bloom))
            .receives(message)
            .ends(disconnect_reason::bloom_not_offered);
    }
}

TEST(bloom_rule, of_2016_is_about_their_services) {
    auto config = timeless();
    config.conduct = conducts::btcd_2016;
    config.services = services::network | services::bloom;
    for (const auto& message : filter_messages()) {
        auto refused = running(direction::inbound, config, remote_at(70012));
        refused.receives(message).ends(disconnect_reason::bloom_not_offered);
        auto ignored = running(direction::inbound, config, remote_at(70010));
        ignored.receives(message).drops(drop_reason::not_offered, message.command().text());
        auto heard = running(direction::inbound, config, remote_at(70012, services::bloom));
        heard.receives(message).emits<message_arrived>().is(stage::running);
    }
}

}  // namespace
}  // namespace bitpeer
