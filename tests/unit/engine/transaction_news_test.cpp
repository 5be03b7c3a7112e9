/// Announcing a transaction by the name that the remote goes by (BIP339), to who wants it (BIP37,
/// BIP133).

#include <bitpeer/wire/messages/feefilter.hpp>
#include <bitpeer/wire/messages/filterload.hpp>
#include <bitpeer/wire/messages/inv.hpp>
#include <bitpeer/wire/messages/wtxidrelay.hpp>
#include <tests/support/transcript.hpp>

#include <gtest/gtest.h>

#include <optional>
#include <vector>

namespace bitpeer {
namespace {

using test::running;
using test::timeless;
using test::transcript;
using type = wire::inventory_type;
using namespace std::chrono_literals;

hash256 hash_of(std::uint64_t number) {
    hash256 made;
    store_le(made.bytes.data(), number);
    return made;
}

transaction_news news(std::uint64_t number, std::optional<std::int64_t> fee_rate = {}) {
    return {hash_of(2 * number), hash_of(2 * number + 1), fee_rate};
}

wire::inventory by_txid(std::uint64_t number) { return {type::transaction, hash_of(2 * number)}; }
wire::inventory by_wtxid(std::uint64_t number) {
    return {type::wtxid_transaction, hash_of(2 * number + 1)};
}

peer_config trickling() {
    auto config = timeless();
    config.trickle = trickle_timing{10s, 10s, false};
    return config;
}

/// A running connection with or without `wtxidrelay`.
transcript connected(bool wtxid_relay) {
    transcript script(direction::inbound, trickling());
    script.receives(test::remote_version()).never_mind();
    if (wtxid_relay) script.receives(wire::wtxidrelay{}).never_mind();
    script.receives(wire::verack{}).never_mind();
    return script;
}

auto announces(const transaction_news& what, announcement expected = announcement::queued) {
    return [=](engine& e, instant now) {
        const auto outcome = e.announce_transaction(what, now);
        ASSERT_TRUE(outcome) << outcome.error().message();
        EXPECT_EQ(to_string(*outcome), to_string(expected));
    };
}

auto of(std::vector<wire::inventory> entries) {
    return [=](const wire::inv& sent) { return std::ranges::equal(sent.items, entries); };
}

wire::inv inv_of(const wire::inventory& entry) {
    wire::inv made;
    made.items.push_back(entry);
    return made;
}

TEST(transaction_news, go_by_wtxid_to_who_negotiated_it_and_by_txid_to_all_others) {
    connected(true).does(announces(news(1))).after(10s).sends<wire::inv>(of({by_wtxid(1)}));
    connected(false).does(announces(news(1))).after(10s).sends<wire::inv>(of({by_txid(1)}));
}

TEST(transaction_news, that_were_given_before_the_handshake_go_by_what_it_negotiates) {
    for (const bool wtxid_relay : {false, true}) {
        transcript script(direction::inbound, trickling());
        script.does(announces(news(1))).receives(test::remote_version()).never_mind();
        if (wtxid_relay) script.receives(wire::wtxidrelay{}).never_mind();
        script.receives(wire::verack{})
            .never_mind()
            .after(10s)
            .sends<wire::inv>(of({wtxid_relay ? by_wtxid(1) : by_txid(1)}));
    }
}

TEST(transaction_news, are_not_told_to_who_has_it_by_either_name) {
    for (const auto& theirs : {by_txid(1), by_wtxid(1)}) {
        connected(true)
            .receives(inv_of(theirs))
            .does(announces(news(1), announcement::known))
            .after(1h)
            .stays_quiet();
        connected(true).does(announces(news(1))).receives(inv_of(theirs)).after(1h).stays_quiet();
    }
}

TEST(transaction_news, are_told_once_whatever_name_is_given_next) {
    connected(true)
        .does(announces(news(1)))
        .does(announces(news(1)))
        .after(10s)
        .sends<wire::inv>(of({by_wtxid(1)}))
        .does(announces(news(1), announcement::known))
        .does([](engine& e, instant now) {
            EXPECT_EQ(e.announce(by_txid(1), now).value(), announcement::known);
        })
        .after(1h)
        .stays_quiet();
}

TEST(transaction_news, below_the_remotes_fee_filter_are_unwanted) {
    connected(false)
        .receives(wire::feefilter{1000})
        .does(announces(news(1, 999), announcement::unwanted))
        .does(announces(news(2, 1000)))
        .does(announces(news(3)))
        .after(10s)
        .sends<wire::inv>(of({by_txid(2), by_txid(3)}));
}

TEST(transaction_news, are_judged_again_when_the_trickle_is_due) {
    connected(false)
        .does(announces(news(1, 1500)))
        .does(announces(news(2, 2000)))
        .receives(wire::feefilter{2000})
        .after(10s)
        .sends<wire::inv>(of({by_txid(2)}))
        .receives(wire::feefilter{0})
        .does(announces(news(1, 1500)))
        .after(10s)
        .sends<wire::inv>(of({by_txid(1)}));
}

TEST(transaction_news, are_unwanted_by_who_wants_no_transactions) {
    auto theirs = test::remote_version();
    theirs.relay = false;
    running(direction::inbound, trickling(), theirs)
        .does(announces(news(1), announcement::unwanted))
        .after(1h)
        .stays_quiet();
}

TEST(transaction_news, above_the_budget_are_refused) {
    auto config = trickling();
    config.budgets.inventory_queue = 10 * sizeof(transaction_news);
    auto script = running(direction::inbound, config);
    auto& e = script.engine();
    for (std::uint64_t i = 0; i < 10; ++i) {
        EXPECT_TRUE(e.announce_transaction(news(i), script.now()));
    }
    const auto refused = e.announce_transaction(news(10), script.now());
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, misuse::back_pressure);
}

TEST(transaction_news, that_are_many_fill_several_messages) {
    auto script = connected(true);
    for (std::uint64_t i = 0; i < 1500; ++i) script.does(announces(news(i)));
    std::vector<std::size_t> sizes;
    const auto note = [&](const wire::inv& sent) { sizes.push_back(sent.items.size()); };
    script.after(10s).sends<wire::inv>(note).sends<wire::inv>(note).stays_quiet();
    EXPECT_EQ(sizes, (std::vector<std::size_t>{1000, 500}));
}

}  // namespace
}  // namespace bitpeer
