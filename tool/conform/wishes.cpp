/// What a peer tells of how it wants to be told things.

#include <bitpeer/wire/messages/sendheaders.hpp>

#include "behaviour.hpp"
#include "payload.hpp"

namespace bitpeer::tool::conform {

namespace {

constexpr std::int64_t all_coins = 2'100'000'000'000'000;

wire::message fee(std::int64_t rate) { return payload().number(rate).as("feefilter"); }

wire::message compact(std::uint8_t announce, std::uint64_t version) {
    return payload().byte(announce).number(version).as("sendcmpct");
}

}  // namespace

behaviours wishes_behaviours() {
    const auto stays = expectation::stays;
    const auto either = expectation::either;
    const std::string core = "Bitcoin Core, net_processing.cpp";
    const needs headers{.commands = {"sendheaders"}};
    const needs fees{.commands = {"feefilter"}};
    const needs blocks{.commands = {"sendcmpct"}};
    return {
        told(
            {"wishes.sendheaders", "sendheaders is welcome.", "BIP130"},
            headers,
            expectation::accepts,
            [](const conversation&) { return one(wire::sendheaders{}); }
        ),
        told(
            {"wishes.sendheaders_twice", "Said twice, it changes nothing.", "BIP130; " + core},
            headers,
            expectation::accepts,
            [](const conversation&) {
                messages twice;
                twice.emplace_back(wire::sendheaders{});
                twice.emplace_back(wire::sendheaders{});
                return twice;
            }
        ),
        told(
            {"wishes.feefilter", "feefilter is welcome, and may change.", "BIP133"},
            fees,
            expectation::accepts,
            [](const conversation&) {
                messages twice = one(fee(1'000));
                twice.push_back(fee(0));
                return twice;
            }
        ),
        told(
            {"wishes.feefilter_negative",
             "A negative rate is let go, or ends the connection.",
             core + ", MoneyRange; btcd, OnFeeFilter"},
            fees,
            either,
            [](const conversation&) { return one(fee(-1)); }
        ),
        told(
            {"wishes.feefilter_above_all_coins",
             "A rate above all coins is let go, or ends the connection.",
             core + ", MoneyRange; btcd, OnFeeFilter"},
            fees,
            either,
            [](const conversation&) { return one(fee(all_coins + 1)); }
        ),
        told(
            {"wishes.sendcmpct", "sendcmpct of either version is welcome.", "BIP152, sendcmpct"},
            blocks,
            expectation::accepts,
            [](const conversation&) {
                messages both = one(compact(0, 2));
                both.push_back(compact(0, 1));
                return both;
            }
        ),
        told(
            {"wishes.sendcmpct_unknown_version",
             "sendcmpct of a version that nobody knows is let go.",
             "BIP152, sendcmpct"},
            blocks,
            stays,
            [](const conversation&) { return one(compact(0, 77)); }
        ),
        told(
            {"wishes.sendcmpct_neither_0_nor_1",
             "A flag of 2 in sendcmpct is let go, or ends the connection.",
             "BIP152, sendcmpct; " + core},
            blocks,
            either,
            [](const conversation&) { return one(compact(2, 2)); }
        ),
    };
}

}  // namespace bitpeer::tool::conform
