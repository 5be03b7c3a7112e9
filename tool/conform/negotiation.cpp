/// Messages that exist between `version` and `verack` only, and what older peers are spared.

#include <bitpeer/wire/messages/sendaddrv2.hpp>
#include <bitpeer/wire/messages/wtxidrelay.hpp>

#include "behaviour.hpp"
#include "payload.hpp"

#include <algorithm>

namespace bitpeer::tool::conform {

namespace asio = boost::asio;

namespace {

/// A peer of this version does not know that message.
asio::awaitable<verdict> spared(conversation& with, int version, wire::command_name unknown) {
    auto ours = with.ordinary_version();
    ours.protocol_version = version;
    const bool up = co_await with.shake_hands(conversation::message_of(ours));
    if (!up) co_return with.unasked();
    const auto came = co_await with.fence();
    if (!came.answered()) co_return with.judge(expectation::accepts, came);
    const auto& early = with.heard();
    const bool said = std::ranges::find(early, unknown, &arrival::command) != early.end() ||
                      came.first(unknown) != nullptr;
    if (!said) co_return passed(reaction::none);
    co_return failed_by(reaction::none, "it sent " + std::string(unknown.text()));
}

behaviour spares(std::string name, wire::command_name command, int since, std::string source) {
    const auto before = std::to_string(since - 1);
    return {
        {std::move(name),
         "A peer of protocol version " + before + " is sent no " + std::string(command.text()) +
             ".",
         std::move(source)},
        {.bitcoin_only = true},
        [=](conversation& with) { return spared(with, since - 1, command); }};
}

/// Said in its place, in a handshake of this version.
asio::awaitable<verdict> in_place(
    conversation& with, expectation wanted, int version, messages said
) {
    auto ours = with.ordinary_version();
    ours.protocol_version = version;
    const bool up = co_await with.shake_hands(conversation::message_of(ours), std::move(said));
    if (!up) co_return with.unasked();
    const auto came = co_await with.fence();
    co_return with.judge(wanted, came, reaction::accepted);
}

wire::message reconciliation() {
    return payload().number(std::uint32_t{1}).number(std::uint64_t{7}).as("sendtxrcncl");
}

wire::message feature_named(std::string_view id) {
    payload made;
    made.count(id.size());
    for (const char letter : id) made.byte(static_cast<std::uint8_t>(letter));
    return made.count(0).as("feature");
}

}  // namespace

behaviours negotiation_behaviours() {
    const std::string core = "; Bitcoin Core, net_processing.cpp";
    const auto late = expectation::either;
    return {
        {{"negotiation.wtxidrelay_twice",
          "wtxidrelay said twice changes nothing.",
          "BIP339" + core},
         {.bitcoin_only = true},
         [](conversation& with) {
             messages twice;
             twice.emplace_back(wire::wtxidrelay{});
             twice.emplace_back(wire::wtxidrelay{});
             return in_place(with, expectation::accepts, 70016, std::move(twice));
         }},
        {{"negotiation.sendaddrv2", "sendaddrv2 has its place before verack.", "BIP155"},
         {.bitcoin_only = true},
         [](conversation& with) {
             return in_place(with, expectation::accepts, 70016, one(wire::sendaddrv2{}));
         }},
        {{"negotiation.sendtxrcncl",
          "sendtxrcncl has its place before verack, whether it means something or not.",
          "BIP330, sendtxrcncl"},
         {.bitcoin_only = true},
         [](conversation& with) {
             messages both;
             both.emplace_back(wire::wtxidrelay{});
             both.push_back(reconciliation());
             return in_place(with, expectation::accepts, 70016, std::move(both));
         }},
        {{"negotiation.sendtxrcncl_version_0",
          "sendtxrcncl of version 0 is an offence, which whoever does not know it lets go.",
          "BIP330, sendtxrcncl"},
         {.bitcoin_only = true},
         [](conversation& with) {
             messages both;
             both.emplace_back(wire::wtxidrelay{});
             both.push_back(
                 payload().number(std::uint32_t{0}).number(std::uint64_t{7}).as("sendtxrcncl")
             );
             return in_place(with, expectation::either, 70016, std::move(both));
         }},
        {{"negotiation.feature_unknown",
          "A feature that nobody knows is let go.",
          "BIP434, Specification"},
         {.version = 70017, .bitcoin_only = true},
         [](conversation& with) {
             auto unknown = one(feature_named("example.org/conform"));
             return in_place(with, expectation::accepts, 70017, std::move(unknown));
         }},
        {{"negotiation.feature_malformed",
          "A feature with too short a name is let go, or ends the connection.",
          "BIP434, Specification"},
         {.version = 70017, .bitcoin_only = true},
         [](conversation& with) {
             return in_place(with, expectation::either, 70017, one(feature_named("abc")));
         }},
        told(
            {"negotiation.late_wtxidrelay",
             "wtxidrelay behind verack is let go, or ends the connection.",
             "BIP339" + core},
            {.bitcoin_only = true},
            late,
            [](const conversation&) { return one(wire::wtxidrelay{}); }
        ),
        told(
            {"negotiation.late_sendaddrv2",
             "sendaddrv2 behind verack is let go, or ends the connection.",
             "BIP155" + core},
            {.bitcoin_only = true},
            late,
            [](const conversation&) { return one(wire::sendaddrv2{}); }
        ),
        told(
            {"negotiation.late_sendtxrcncl",
             "sendtxrcncl behind verack is let go, or ends the connection.",
             "BIP330" + core},
            {.bitcoin_only = true},
            late,
            [](const conversation&) { return one(reconciliation()); }
        ),
        told(
            {"negotiation.late_feature",
             "feature behind verack is let go, or ends the connection.",
             "BIP434" + core},
            {.version = 70017, .bitcoin_only = true},
            late,
            [](const conversation&) { return one(feature_named("example.org/conform")); }
        ),
        spares("negotiation.no_wtxidrelay_to_70015", "wtxidrelay", 70016, "BIP339"),
        spares("negotiation.no_feature_to_70016", "feature", 70017, "BIP434"),
        spares("negotiation.no_sendtxrcncl_to_70015", "sendtxrcncl", 70016, "BIP330"),
        spares("negotiation.no_sendcmpct_to_70013", "sendcmpct", 70014, "BIP152"),
        spares("negotiation.no_feefilter_to_70012", "feefilter", 70013, "BIP133"),
        spares("negotiation.no_sendheaders_to_70011", "sendheaders", 70012, "BIP130"),
    };
}

}  // namespace bitpeer::tool::conform
