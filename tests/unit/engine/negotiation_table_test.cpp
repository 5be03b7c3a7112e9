/// The table that documentation is printed from, against the dialect, the conduct and a played
/// connection.

#include <bitpeer/engine/dialects/bitcoin.hpp>
#include <bitpeer/engine/negotiation_table.hpp>
#include <bitpeer/wire/messages/feature.hpp>
#include <bitpeer/wire/messages/feefilter.hpp>
#include <bitpeer/wire/messages/sendaddrv2.hpp>
#include <bitpeer/wire/messages/sendcmpct.hpp>
#include <bitpeer/wire/messages/sendheaders.hpp>
#include <bitpeer/wire/messages/sendtxrcncl.hpp>
#include <bitpeer/wire/messages/wtxidrelay.hpp>
#include <tests/support/transcript.hpp>

#include <gtest/gtest.h>

#include <map>
#include <string>
#include <vector>

namespace bitpeer {
namespace {

const wire::dialect& dialect = *networks::bitcoin.dialect;

/// The messages of the negotiation, one that says something for each.
wire::message said(std::string_view command) {
    const std::map<std::string_view, wire::message> all{
        {"wtxidrelay", wire::wtxidrelay{}},
        {"sendaddrv2", wire::sendaddrv2{}},
        {"sendtxrcncl", wire::sendtxrcncl{1, 5}},
        {"feature", wire::feature{"BIP999", {}}},
        {"sendcmpct", wire::sendcmpct{true, 2}},
        {"sendheaders", wire::sendheaders{}},
        {"feefilter", wire::feefilter{1000}},
    };
    return all.at(command);
}

/// Everything on.
peer_config everything() {
    auto config = test::timeless();
    config.times->ping_interval = std::chrono::minutes(2);
    config.prefers_headers = true;
    config.compact_blocks = compact_block_role::low_bandwidth;
    config.fee_filter = 1000;
    config.reconciles_transactions = true;
    config.features.push_back({.id = "BIP999"});
    return config;
}

/// A remote, and the commands of what it heard.
class played {
public:
    explicit played(int remote_version, const peer_config& config = everything())
        : engine_(config, direction::inbound, test::beginning, entropy::from_number(1)) {
        auto theirs = test::remote_version();
        theirs.protocol_version = remote_version;
        say(theirs);
    }

    void say(const wire::message& what) {
        const auto frame =
            remote_.seal(what.command(), what.payload_for({.protocol_version = 70017}).value());
        bytes raw(frame.head.view().begin(), frame.head.view().end());
        raw.insert(raw.end(), frame.body.view().begin(), frame.body.view().end());
        engine_.receive(raw, test::beginning);
        const auto gathered = engine_.transmit();
        for (auto part : gathered.parts()) {
            while (!part.empty()) {
                const auto item = remote_.receive(part);
                if (const auto* heard = std::get_if<transport::frame>(&item)) {
                    heard_.emplace_back(heard->command.text());
                }
            }
        }
        engine_.transmitted(gathered.bytes(), test::beginning);
    }

    [[nodiscard]] const bitpeer::engine& engine() const { return engine_; }
    [[nodiscard]] const std::vector<std::string>& heard() const { return heard_; }

private:
    bitpeer::engine engine_;
    transport::v1 remote_{networks::bitcoin_regtest};
    std::vector<std::string> heard_;
};

TEST(negotiation_table, agrees_with_the_dialect) {
    for (const auto& rule : negotiation_rules) {
        const auto* row = dialect.find(rule.command);
        ASSERT_NE(row, nullptr) << rule.command.text();
        EXPECT_EQ(row->when, rule.when) << rule.command.text();
        // What the dialect has from the beginning, the conduct holds back.
        EXPECT_TRUE(row->since == rule.since || row->since == 0) << rule.command.text();
    }
}

TEST(negotiation_table, has_every_message_that_is_negotiated) {
    const auto listed = [](wire::command_name command) {
        return std::ranges::any_of(negotiation_rules, [&](const negotiation_rule& rule) {
            return rule.command == command;
        });
    };
    for (const auto& row : dialect.rows) {
        if (row.when == wire::phase::negotiation || row.when == wire::phase::early) {
            EXPECT_TRUE(listed(row.command)) << row.command.text();
        }
    }
}

TEST(negotiation_table, agrees_with_the_conduct) {
    const std::map<std::string_view, int> since{
        {"wtxidrelay", conducts::bitcoin.wtxid_relay_since},
        {"sendaddrv2", conducts::bitcoin.addrv2_since},
        {"sendtxrcncl", conducts::bitcoin.reconciliation_since},
    };
    for (const auto& rule : negotiation_rules) {
        const auto known = since.find(rule.command.text());
        if (known != since.end()) EXPECT_EQ(known->second, rule.since) << rule.command.text();
        EXPECT_LE(rule.since, conducts::bitcoin.protocol_version);
    }
}

TEST(negotiation_table, says_since_when_each_is_sent) {
    for (const auto& rule : negotiation_rules) {
        for (const int version : {rule.since - 1, rule.since}) {
            played connection(version);
            connection.say(wire::verack{});
            const bool heard =
                std::ranges::count(connection.heard(), std::string(rule.command.text())) == 1;
            EXPECT_EQ(heard, version >= rule.since) << rule.command.text() << " at " << version;
        }
    }
}

TEST(negotiation_table, says_in_which_order_they_are_sent) {
    played connection(70017);
    std::vector<std::string> expected{"version"};
    const auto add = [&](negotiation_moment sent) {
        for (const auto& rule : negotiation_rules) {
            if (rule.sent == sent) expected.emplace_back(rule.command.text());
        }
    };
    add(negotiation_moment::before_our_verack);
    expected.emplace_back("verack");
    EXPECT_EQ(connection.heard(), expected);
    connection.say(wire::verack{});
    add(negotiation_moment::after_their_verack);
    expected.emplace_back("ping");
    add(negotiation_moment::after_our_first_ping);
    EXPECT_EQ(connection.heard(), expected);
}

TEST(negotiation_table, says_what_is_switched_off_by_default) {
    played connection(70017, test::timeless());
    connection.say(wire::verack{});
    EXPECT_EQ(
        connection.heard(),
        (std::vector<std::string>{"version", "wtxidrelay", "sendaddrv2", "verack"})
    );
}

TEST(negotiation_table, says_what_a_second_one_does) {
    for (const auto& rule : negotiation_rules) {
        played connection(70017);
        connection.say(said(rule.command.text()));
        connection.say(said(rule.command.text()));
        EXPECT_EQ(connection.engine().ended(), rule.doubled == negotiation_outcome::ends)
            << rule.command.text();
    }
}

TEST(negotiation_table, says_what_a_late_one_does) {
    for (const auto& rule : negotiation_rules) {
        played connection(70017);
        connection.say(wire::verack{});
        connection.say(said(rule.command.text()));
        EXPECT_EQ(connection.engine().ended(), rule.late == negotiation_outcome::ends)
            << rule.command.text();
        EXPECT_NE(rule.late, negotiation_outcome::nothing) << rule.command.text();
    }
}

TEST(negotiation_table, becomes_a_page_with_a_line_for_each_message_and_kind) {
    const auto page = negotiation_page();
    for (const auto& rule : negotiation_rules) {
        EXPECT_NE(page.find("| `" + std::string(rule.command.text()) + "` |"), std::string::npos);
    }
    for (const auto& kind : connection_kinds) {
        EXPECT_NE(page.find("| `" + std::string(kind.name) + "` |"), std::string::npos);
    }
    EXPECT_EQ(page.find("unknown"), std::string::npos);
    EXPECT_EQ(page.back(), '\n');
}

}  // namespace
}  // namespace bitpeer
