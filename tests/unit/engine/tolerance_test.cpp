/// Useless input is put up with, but not for ever.

#include <bitpeer/engine/facets/tolerance.hpp>
#include <bitpeer/wire/messages/feature.hpp>
#include <tests/support/transcript.hpp>

#include <gtest/gtest.h>

namespace bitpeer {
namespace {

using test::running;
using test::timeless;
using test::transcript;
using namespace std::chrono_literals;

constexpr std::size_t frame_size = 1000;

peer_config with_budget(double burst, double per_second = 0) {
    auto config = timeless();
    config.budgets.useless_input = {.burst = burst, .per_second = per_second};
    return config;
}

/// A message of that many bytes, frame included.
wire::message unknown(std::size_t size = frame_size) {
    return {"neverheardof", shared_bytes(bytes(size - 24))};
}

TEST(tolerance, of_unknown_messages_has_an_end) {
    auto script = running(direction::inbound, with_budget(3 * frame_size));
    for (int i = 0; i < 3; ++i) script.receives(unknown()).stays_quiet();
    script.receives(unknown()).ends(disconnect_reason::useless_input_flood).stays_quiet();
}

TEST(tolerance, of_messages_that_are_let_go_has_an_end) {
    auto script = running(direction::inbound, with_budget(100));
    for (int i = 0; i < 4; ++i) {
        script.receives(wire::verack{}).drops(drop_reason::out_of_place, "verack");
    }
    script.receives(wire::verack{})
        .drops(drop_reason::out_of_place, "verack")
        .ends(disconnect_reason::useless_input_flood);
}

TEST(tolerance, of_unreadable_messages_has_an_end) {
    running(direction::inbound, with_budget(30))
        .receives({"ping", shared_bytes(bytes(3))})
        .drops(drop_reason::malformed, "ping")
        .receives({"ping", shared_bytes(bytes(3))})
        .drops(drop_reason::malformed, "ping")
        .ends(disconnect_reason::useless_input_flood);
}

TEST(tolerance, comes_back_with_time) {
    auto script = running(direction::inbound, with_budget(frame_size, 100));
    script.receives(unknown()).after(10s).receives(unknown()).after(9s).receives(unknown()).ends(
        disconnect_reason::useless_input_flood
    );
}

TEST(tolerance, is_not_needed_for_what_is_of_use) {
    auto script = running(direction::inbound, with_budget(100));
    for (std::uint64_t i = 0; i < 100; ++i) {
        script.receives(wire::ping{i + 1}).never_mind();
    }
    script.is(stage::running);
}

TEST(tolerance, is_not_needed_for_messages_of_an_agreed_feature) {
    auto config = with_budget(100);
    config.features.push_back({.id = "BIP999", .commands = {"neverheardof"}});
    auto theirs = test::remote_version();
    theirs.protocol_version = 70017;
    transcript script(direction::inbound, config);
    script.receives(theirs)
        .never_mind()
        .receives(wire::feature{"BIP999", {}}, {.protocol_version = 70017})
        .receives(wire::verack{})
        .never_mind();
    for (int i = 0; i < 100; ++i) script.receives(unknown());
    script.is(stage::running);
}

TEST(tolerance, without_a_burst_has_no_end) {
    auto script = running(direction::inbound, with_budget(0));
    for (int i = 0; i < 100; ++i) script.receives(unknown(100'000));
    script.is(stage::running);
}

TEST(tolerance, stands_four_messages_of_the_largest_size_unless_configured) {
    auto script = running(direction::inbound, timeless());
    for (int i = 0; i < 3; ++i) script.receives(unknown(4'000'000));
    script.receives(unknown(3'999'000)).stays_quiet();
    script.receives(unknown(4'000'000)).ends(disconnect_reason::useless_input_flood);
}

}  // namespace
}  // namespace bitpeer
