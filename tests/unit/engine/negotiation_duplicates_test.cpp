/// The messages of the handshake twice, before and after `verack`, for each profile: as Bitcoin
/// Core does, and as btcd does.

#include <bitpeer/engine/dialects/bitcoin.hpp>
#include <bitpeer/wire/messages/sendaddrv2.hpp>
#include <bitpeer/wire/messages/sendheaders.hpp>
#include <bitpeer/wire/messages/wtxidrelay.hpp>
#include <tests/support/transcript.hpp>

#include <gtest/gtest.h>

#include <string>

namespace bitpeer {
namespace {

using test::remote_version;
using test::timeless;
using test::transcript;

enum class profile { bitcoin, btcd };

peer_config config_of(profile which) {
    auto config = timeless();
    if (which == profile::btcd) config.conduct = conducts::btcd;
    return config;
}

/// What becomes of a connection that hears `said` in this order: the end's reason, or the stage,
/// and how often something was let go.
std::string fate(profile which, const std::vector<wire::message>& said) {
    engine e(config_of(which), direction::inbound, test::beginning, entropy::from_number(1));
    transport::v1 remote(networks::bitcoin_regtest);
    for (const auto& each : said) {
        const auto frame = remote.seal(each.command(), each.payload_for({}).value());
        e.receive(frame.head, test::beginning);
        e.transmitted(e.transmit().bytes(), test::beginning);
    }
    int dropped = 0;
    while (const auto told = e.poll_event()) {
        dropped += std::holds_alternative<message_dropped>(*told) ? 1 : 0;
    }
    std::string text(e.ended() ? to_string(e.why_ended()->reason) : to_string(e.state()));
    if (dropped > 0) text += ", " + std::to_string(dropped) + " let go";
    return text;
}

/// The message comes twice before `verack`, and once again behind it.
std::string twice_before(profile which, const wire::message& what) {
    return fate(which, {remote_version(), what, what, wire::verack{}});
}
std::string after(profile which, const wire::message& what) {
    return fate(which, {remote_version(), what, wire::verack{}, what});
}

TEST(negotiation_duplicates, of_wtxidrelay) {
    EXPECT_EQ(twice_before(profile::bitcoin, wire::wtxidrelay{}), "running");
    EXPECT_EQ(after(profile::bitcoin, wire::wtxidrelay{}), "negotiation_after_handshake");
    // btcd knows no such message: it lets it go before verack and passes it on behind it.
    EXPECT_EQ(twice_before(profile::btcd, wire::wtxidrelay{}), "running, 2 let go");
    EXPECT_EQ(after(profile::btcd, wire::wtxidrelay{}), "running, 1 let go");
}

TEST(negotiation_duplicates, of_sendaddrv2) {
    EXPECT_EQ(twice_before(profile::bitcoin, wire::sendaddrv2{}), "running");
    EXPECT_EQ(after(profile::bitcoin, wire::sendaddrv2{}), "negotiation_after_handshake");
    EXPECT_EQ(twice_before(profile::btcd, wire::sendaddrv2{}), "running");
    EXPECT_EQ(after(profile::btcd, wire::sendaddrv2{}), "negotiation_after_handshake");
}

TEST(negotiation_duplicates, of_sendheaders) {
    EXPECT_EQ(twice_before(profile::bitcoin, wire::sendheaders{}), "running");
    EXPECT_EQ(after(profile::bitcoin, wire::sendheaders{}), "running");
    EXPECT_EQ(twice_before(profile::btcd, wire::sendheaders{}), "out_of_order");
    EXPECT_EQ(
        fate(
            profile::btcd,
            {remote_version(), wire::verack{}, wire::sendheaders{}, wire::sendheaders{}}
        ),
        "running"
    );
}

TEST(negotiation_duplicates, of_verack) {
    const std::vector<wire::message> said{remote_version(), wire::verack{}, wire::verack{}};
    EXPECT_EQ(fate(profile::bitcoin, said), "running, 1 let go");
    EXPECT_EQ(fate(profile::btcd, said), "out_of_order");
}

TEST(negotiation_duplicates, of_version) {
    const std::vector<wire::message> early{remote_version(), remote_version()};
    const std::vector<wire::message> late{remote_version(), wire::verack{}, remote_version()};
    EXPECT_EQ(fate(profile::bitcoin, early), "awaiting_verack, 1 let go");
    EXPECT_EQ(fate(profile::bitcoin, late), "running, 1 let go");
    EXPECT_EQ(fate(profile::btcd, early), "out_of_order");
    EXPECT_EQ(fate(profile::btcd, late), "out_of_order");
}

TEST(negotiation_duplicates, leave_what_was_agreed_as_it_is) {
    transcript script(direction::inbound, timeless());
    script.receives(remote_version())
        .never_mind()
        .receives(wire::wtxidrelay{})
        .receives(wire::wtxidrelay{})
        .receives(wire::sendaddrv2{})
        .receives(wire::sendaddrv2{})
        .receives(wire::verack{})
        .emits<handshake_completed>([](const handshake_completed& done) {
            return done.negotiated->wtxid_relay && done.negotiated->remote_wants_addrv2;
        });
}

}  // namespace
}  // namespace bitpeer
