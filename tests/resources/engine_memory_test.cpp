/// An engine that gets no memory, at each moment at which it asks for some.

#include <bitpeer/engine/engine.hpp>
#include <bitpeer/params/networks.hpp>
#include <bitpeer/wire/codec.hpp>
#include <bitpeer/wire/messages/block.hpp>
#include <bitpeer/wire/messages/getaddr.hpp>
#include <bitpeer/wire/messages/getdata.hpp>
#include <bitpeer/wire/messages/getheaders.hpp>
#include <bitpeer/wire/messages/headers.hpp>
#include <bitpeer/wire/messages/inv.hpp>
#include <bitpeer/wire/messages/mempool.hpp>
#include <tests/support/failing_memory.hpp>

#include <gtest/gtest.h>

#include <chrono>
#include <functional>
#include <map>
#include <optional>
#include <ostream>
#include <utility>
#include <variant>
#include <vector>

namespace bitpeer {
namespace {

using namespace std::chrono_literals;
using test::plenty_of_memory;
using test::scarce_memory;

peer_config config_of(transport_policy transports) {
    peer_config config;
    config.network = networks::bitcoin_regtest;
    config.transports = transports;
    config.services = wire::services::network | wire::services::witness | wire::services::bloom;
    config.user_agent = "/a name that is too long to be stored in place/";
    return config;
}

wire::block first_block() {
    wire::block made;
    made.header = networks::bitcoin_regtest.genesis.as<wire::block_header>();
    return made;
}

wire::message message_of(std::string_view command, std::size_t size) {
    return {*wire::command_name::parse(command), shared_bytes(bytes(size))};
}

hash256 some_hash(std::uint8_t number) {
    hash256 made;
    made.bytes[0] = number;
    return made;
}

/// Two engines that talk. What the first one does, it does with `fails_at` allocations before one
/// fails; the second one and the test itself have plenty.
class conversation {
public:
    conversation(direction who_dialled, transport_policy transports, std::size_t fails_at)
        : left_(fails_at), asked_(fails_at) {
        const auto config = config_of(transports);
        const auto other =
            who_dialled == direction::outbound ? direction::inbound : direction::outbound;
        theirs_.emplace(config, other, now_, entropy::from_number(2));
        try {
            const scarce_memory scarce(left_);
            ours_.emplace(config, who_dialled, now_, entropy::from_number(1));
        } catch (const std::bad_alloc&) {  // then there is nothing
        }
    }

    /// Everything that an owner does.
    void run() {
        if (!ours_) return;
        ours([](engine& e, instant) { e.report_writes(true); });
        send(message_of("early", 10));
        exchange();
        ask([](engine& e, instant now) { return e.ping(now); });
        (void)theirs_->ping(now_);
        send(wire::getaddr{});
        const wire::locator from{networks::bitcoin_regtest.genesis_hash};
        ask([&](engine& e, instant now) { return e.request_headers(from, 1min, now); });
        const auto hash = networks::bitcoin_regtest.genesis_hash;
        ask([hash](engine& e, instant now) { return e.request_block(hash, 1min, now); });
        const auto wanted = std::vector<wire::inventory>(
            3, wire::inventory{wire::inventory_type::transaction, some_hash(9)}
        );
        const std::span<const wire::inventory> several = wanted;
        ours([&](engine& e, instant now) {
            if (auto ids = e.request_data(several, 1s, now)) {
                const plenty_of_memory plenty;
                for (const auto id : *ids) open_[id] = 0;
            }
        });
        exchange();
        they_send(wire::headers{});
        they_send(first_block());
        they_send(message_of("surprise", 300));
        they_send(message_of("inv", 7));  // cannot be read
        wire::inv told;
        told.items.assign(wanted.begin(), wanted.end());
        they_send(told);
        exchange();
        announce();
        const std::vector<node_address> nodes(
            5, node_address{1, {}, wire::address::ipv4({192, 0, 2, 1}, 8333)}
        );
        ours([&](engine& e, instant now) { (void)e.send_addresses(nodes, now); });
        ours([](engine& e, instant now) { (void)e.send_decoy(100, now); });
        ours([](engine& e, instant now) { e.set_fee_filter(5000, now); });
        ours([&](engine& e, instant now) { (void)e.ask_blocks(from, now); });
        ours([&](engine& e, instant now) { (void)e.ask_headers(from, now); });
        ours([&](engine& e, instant now) { (void)e.ask_compact_blocks(true, now); });
        ours([](engine& e, instant now) { e.hold(true, now); });
        ours([](engine& e, instant now) { e.hold(false, now); });
        exchange();
        for (int i = 0; i < 8; ++i) wait();
        ask([hash](engine& e, instant now) { return e.request_block(hash, 1min, now); });
        send(message_of("unsent", 10));
        std::string why = "a detail that is too long to be stored in place";
        ours([&](engine& e, instant now) { e.disconnect(now, std::move(why)); });
    }

    [[nodiscard]] bool failed() const { return asked_ > 0 && left_ == 0; }
    [[nodiscard]] const std::optional<engine>& ours() const { return ours_; }

    /// What holds at the end, whatever failed.
    void check() const {
        if (!ours_) return;
        const auto where = "allocation " + std::to_string(asked_);
        EXPECT_TRUE(ours_->ended()) << where;
        EXPECT_EQ(ends_, 1) << where;
        EXPECT_EQ(told_after_end_, 0) << where;
        ASSERT_TRUE(ours_->why_ended()) << where;
        const bool starved = ours_->why_ended()->reason == disconnect_reason::out_of_memory;
        EXPECT_TRUE(ours_->transmit().empty()) << where;
        EXPECT_FALSE(ours_->next_timeout()) << where;
        EXPECT_FALSE(ours_->wants_input()) << where;
        for (const auto& [id, completions] : open_) {
            if (starved) {
                EXPECT_LE(completions, 1) << where;
            } else {
                EXPECT_EQ(completions, 1) << where;
            }
        }
        if (failed()) {
            EXPECT_TRUE(starved) << where << ": " << ours_->why_ended()->message();
        } else {
            EXPECT_EQ(ours_->why_ended()->reason, disconnect_reason::requested) << where;
        }
        EXPECT_FALSE(theirs_->ended()) << where;
    }

    /// After the end nothing is done, and nothing needs memory.
    void check_no_ops() {
        if (!ours_) return;
        std::size_t none = 1;
        const scarce_memory scarce(none);
        auto& e = *ours_;
        const bytes_holder more;
        EXPECT_EQ(e.receive(more.view, now_), more.view.size());
        e.timeout(now_ + 1h);
        e.closed({}, now_ + 1h);
        e.hold(true, now_ + 1h);
        e.transmitted(10, now_ + 1h);
        EXPECT_FALSE(e.ping(now_));
        EXPECT_FALSE(e.request_block({}, 1s, now_));
        e.disconnect(now_);
        e.out_of_memory();
        EXPECT_FALSE(e.poll_event());
        EXPECT_EQ(none, 1u);
    }

private:
    struct bytes_holder {
        std::array<std::uint8_t, 5> held{};
        byte_view view = held;
    };

    /// Does something with our engine, which throws nothing.
    template <class Deed>
    void ours(const Deed& deed) {
        try {
            const scarce_memory scarce(left_);
            deed(*ours_, now_);
        } catch (const std::bad_alloc&) {
            ADD_FAILURE() << "allocation " << asked_ << " came out";
        }
        poll();
    }

    template <class Question>
    void ask(const Question& question) {
        ours([&](engine& e, instant now) {
            const auto id = question(e, now);
            const plenty_of_memory plenty;
            if (id) open_[*id] = 0;
        });
    }

    void send(const wire::message& message) {
        ask([&](engine& e, instant now) { return e.send(message, now); });
    }

    void they_send(const wire::message& message) {
        EXPECT_TRUE(theirs_->send(message, now_));
        exchange();
    }

    void announce() {
        ours([](engine& e, instant now) {
            (void)e.announce({wire::inventory_type::transaction, some_hash(1)}, now);
        });
        ours([](engine& e, instant now) {
            (void)e.announce_transaction({some_hash(2), some_hash(3), 1000}, now);
        });
        ours([](engine& e, instant now) {
            (void)e.announce({wire::inventory_type::block, some_hash(4)}, now);
        });
        ours([](engine& e, instant) {
            e.add_known({wire::inventory_type::transaction, some_hash(5)});
        });
        const wire::inventory answer[] = {{wire::inventory_type::transaction, some_hash(6)}};
        ours([&](engine& e, instant now) { (void)e.announce_now(answer, now); });
        exchange();
    }

    void poll() {
        for (;;) {
            std::optional<event> told;
            try {
                const scarce_memory scarce(left_);
                told = ours_->poll_event();
            } catch (const std::bad_alloc&) {
                ADD_FAILURE() << "polling needs memory";
            }
            if (!told) return;
            if (ends_ > 0) ++told_after_end_;
            if (std::holds_alternative<disconnected>(*told)) ++ends_;
            if (const auto* sent = std::get_if<send_completed>(&*told)) ++open_[sent->id];
            if (const auto* done = std::get_if<request_completed>(&*told)) ++open_[done->id];
        }
    }

    void exchange() {
        for (int quiet = 0; quiet < 2;) {
            const bool ours = carry_to_ours();
            const bool theirs = carry_to_theirs();
            quiet = ours || theirs ? 0 : quiet + 1;
        }
    }

    bool carry_to_ours() {
        const auto list = theirs_->transmit();
        if (list.empty()) return false;
        std::vector<bytes> parts;
        for (const auto part : list.parts()) parts.emplace_back(part.begin(), part.end());
        theirs_->transmitted(list.bytes(), now_);
        for (const auto& part : parts) {
            byte_view rest = part;
            while (!rest.empty()) {
                ours([&](engine& e, instant now) { rest = rest.subspan(e.receive(rest, now)); });
            }
        }
        while (theirs_->poll_event()) {
        }
        return true;
    }

    bool carry_to_theirs() {
        const auto list = ours_->transmit();
        if (list.empty()) return false;
        for (const auto part : list.parts()) {
            EXPECT_EQ(theirs_->receive(part, now_), part.size());
        }
        const auto count = list.bytes();
        ours([&](engine& e, instant now) { e.transmitted(count, now); });
        while (theirs_->poll_event()) {
        }
        return true;
    }

    /// Until whatever comes first is due.
    void wait() {
        const auto due = ours_->next_timeout();
        if (!due) return;
        now_ = now_ + std::max<duration>(*due - now_, 1ms);
        ours([](engine& e, instant now) { e.timeout(now); });
        theirs_->timeout(now_);
        exchange();
    }

    instant now_{1h, std::chrono::seconds(1'700'000'000)};
    std::size_t left_;
    std::size_t asked_;
    std::optional<engine> ours_;
    std::optional<engine> theirs_;
    std::map<ticket, int> open_;
    int ends_ = 0;
    int told_after_end_ = 0;
};

struct kind {
    const char* name;
    direction who_dialled;
    transport_policy transports;
    std::size_t at_least;  // allocations of a whole conversation, or it is none

    friend void PrintTo(const kind& of, std::ostream* out) { *out << of.name; }
};

class engine_memory : public testing::TestWithParam<kind> {};

TEST_P(engine_memory, is_refused_at_each_allocation_in_turn) {
    const auto& how = GetParam();
    std::size_t number = 1;
    for (;; ++number) {
        conversation talk(how.who_dialled, how.transports, number);
        talk.run();
        talk.check();
        talk.check_no_ops();
        if (HasFailure() || !talk.failed()) break;
    }
    EXPECT_GT(number, how.at_least);
    RecordProperty("allocations", static_cast<int>(number) - 1);
}

INSTANTIATE_TEST_SUITE_P(
    each_transport, engine_memory,
    testing::Values(
        kind{"v1_outbound", direction::outbound, transport_policy::v1_only, 150},
        kind{"v1_inbound", direction::inbound, transport_policy::v1_only, 150},
        kind{"v2_outbound", direction::outbound, transport_policy::require_v2, 150},
        kind{"v2_inbound", direction::inbound, transport_policy::require_v2, 150}
    ),
    [](const auto& tested) { return tested.param.name; }
);

TEST(engine_memory, an_owner_that_has_none_left_says_so) {
    engine e(
        config_of(transport_policy::v1_only), direction::outbound, {}, entropy::from_number(1)
    );
    const auto sent = e.send(message_of("early", 10), {});
    ASSERT_TRUE(sent);
    const auto shown = e.transmit();
    const bytes before(shown.parts()[0].begin(), shown.parts()[0].end());
    std::size_t none = 1;
    {
        const scarce_memory scarce(none);
        e.out_of_memory();
        EXPECT_TRUE(e.ended());
        const auto last = e.poll_event();
        ASSERT_TRUE(last);
        EXPECT_EQ(std::get<disconnected>(*last).why.reason, disconnect_reason::out_of_memory);
        EXPECT_FALSE(e.poll_event());
    }
    EXPECT_EQ(none, 1u);
    // A write that is under way may still read these.
    EXPECT_EQ(bytes(shown.parts()[0].begin(), shown.parts()[0].end()), before);
    EXPECT_EQ(fault_of(e.why_ended()->reason), fault::local);
}

TEST(engine_memory, an_end_that_was_told_stays_as_it_is) {
    engine e(
        config_of(transport_policy::v1_only), direction::outbound, {}, entropy::from_number(1)
    );
    e.disconnect({});
    e.out_of_memory();
    ASSERT_TRUE(e.why_ended());
    EXPECT_EQ(e.why_ended()->reason, disconnect_reason::requested);
    EXPECT_TRUE(e.poll_event());
    EXPECT_FALSE(e.poll_event());
}

}  // namespace
}  // namespace bitpeer
