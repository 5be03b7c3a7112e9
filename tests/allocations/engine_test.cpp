/// The engine and the transports: at most what the table says, from `send` to the event at the
/// other end. Whoever needs less lowers the table.

#include <bitpeer/engine/engine.hpp>
#include <bitpeer/params/networks.hpp>
#include <bitpeer/transport/v1.hpp>
#include <bitpeer/wire/messages/inv.hpp>
#include <bitpeer/wire/messages/ping.hpp>
#include <bitpeer/wire/messages/tx.hpp>
#include <tests/allocations/operation.hpp>

#include <gtest/gtest.h>

#include <cstdint>

namespace bitpeer {
namespace {

/// Two ends of one perfect wire.
struct pair_of_engines {
    explicit pair_of_engines(transport_policy transports)
        : dialler(config(transports), direction::outbound, now, entropy::from_number(1)),
          listener(config(transports), direction::inbound, now, entropy::from_number(2)) {
        for (int i = 0; i < 8; ++i) exchange();
    }

    static peer_config config(transport_policy transports) {
        peer_config made;
        made.transports = transports;
        made.network = networks::bitcoin_regtest;
        made.times = timing{.ping_interval = duration::zero()};
        return made;
    }

    void exchange() {
        pass(dialler, listener);
        pass(listener, dialler);
    }

    void pass(engine& from, engine& to) const {
        for (auto list = from.transmit(); !list.empty(); list = from.transmit()) {
            for (const auto part : list.parts()) to.receive(part, now);
            from.transmitted(list.bytes(), now);
        }
        while (from.poll_event()) {
        }
        while (to.poll_event()) {
        }
    }

    instant now{std::chrono::hours(1), std::chrono::hours(400'000)};
    engine dialler;
    engine listener;
};

/// The queues ask for memory once in several messages: so many are looked at together.
constexpr int together = 64;

struct conversation {
    const char* name;
    transport_policy transports;
    wire::message message;
    std::size_t allocations_max;  // of all together

    friend void PrintTo(const conversation& of, std::ostream* out) { *out << of.name; }
};

class engine_allocations : public testing::TestWithParam<conversation> {};

TEST_P(engine_allocations, are_no_more_than_the_table_says) {
    const auto& talk = GetParam();
    pair_of_engines pair(talk.transports);
    const auto several = [&] {
        for (int i = 0; i < together; ++i) {
            (void)pair.dialler.send(talk.message, pair.now);
            pair.exchange();
        }
    };
    several();
    const auto made = test::allocations_of(several);
    EXPECT_LE(made, talk.allocations_max);
    RecordProperty("allocations", static_cast<int>(made));
}

wire::inv one_entry() { return {{{wire::inventory_type::transaction, {}}}}; }

wire::tx payment() {
    wire::transaction made;
    made.inputs.push_back({.previous = {}, .script = bytes(103), .witness = {}});
    made.outputs.resize(2, {.value = 1, .script = bytes(25)});
    return {made};
}

INSTANTIATE_TEST_SUITE_P(
    each_message, engine_allocations,
    testing::Values(
        conversation{"inv_over_v1", transport_policy::v1_only, one_entry(), 592},
        conversation{"inv_over_v2", transport_policy::require_v2, one_entry(), 528},
        conversation{"tx_over_v1", transport_policy::v1_only, payment(), 528},
        conversation{"tx_over_v2", transport_policy::require_v2, payment(), 464},
        conversation{"ping_over_v1", transport_policy::v1_only, wire::ping{1}, 992},
        conversation{"ping_over_v2", transport_policy::require_v2, wire::ping{1}, 864}
    ),
    [](const auto& tested) { return tested.param.name; }
);

TEST(transport_allocations, of_v1_are_the_header_and_the_payload) {
    transport::v1 ours(networks::bitcoin);
    transport::v1 theirs(networks::bitcoin);
    const auto payload = shared_bytes(bytes(1'000));
    const auto once = [&] {
        const auto frame = ours.seal("tx", payload);
        for (byte_view rest = frame.head; !rest.empty();) test::use(theirs.receive(rest));
        for (byte_view rest = frame.body; !rest.empty();) test::use(theirs.receive(rest));
    };
    once();
    EXPECT_LE(test::allocations_of(once), 3U);
}

}  // namespace
}  // namespace bitpeer
