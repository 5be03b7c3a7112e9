/// Addresses of nodes.

#include <bitpeer/wire/messages/addrv2.hpp>
#include <bitpeer/wire/messages/getaddr.hpp>
#include <bitpeer/wire/messages/sendaddrv2.hpp>

#include "behaviour.hpp"
#include "payload.hpp"

namespace bitpeer::tool::conform {

namespace asio = boost::asio;

namespace {

constexpr std::size_t most = 1'000;
/// 198.51.100.7, which is for documentation: nobody keeps or dials it.
constexpr std::uint8_t nowhere[] = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, 198, 51, 100, 7};
constexpr std::uint8_t no_port[] = {0, 9};

wire::message legacy(std::size_t count) {
    payload made;
    made.count(count);
    for (std::size_t i = 0; i < count; ++i) {
        made.number(std::uint32_t{1'231'006'505})
            .number(std::uint64_t{1})
            .raw(nowhere)
            .raw(no_port);
    }
    return made.as("addr");
}

wire::message v2_entries(std::size_t count, std::uint8_t network, std::size_t size) {
    payload made;
    made.count(count);
    for (std::size_t i = 0; i < count; ++i) {
        made.number(std::uint32_t{1'231'006'505}).count(1).byte(network).count(size);
        made.filled(size, 0x7f).raw(no_port);
    }
    return made.as("addrv2");
}

asio::awaitable<verdict> asked_twice(conversation& with) {
    const bool up = co_await with.shake_hands();
    if (!up) co_return with.unasked();
    messages twice;
    twice.emplace_back(wire::getaddr{});
    twice.emplace_back(wire::getaddr{});
    co_await with.say(std::move(twice));
    const auto came = co_await with.fence();
    if (!came.answered()) co_return with.judge(expectation::stays, came);
    if (came.first(wire::addrv2::command) != nullptr) {
        co_return failed_by(reaction::answered, "addrv2 came without a sendaddrv2 of ours");
    }
    // Its own address may come by itself.
    constexpr std::size_t answer_and_own = 2;
    const auto count = came.count("addr");
    if (count <= answer_and_own) co_return passed(reaction::none);
    co_return failed_by(reaction::answered, std::to_string(count) + " addr came");
}

asio::awaitable<verdict> tells_v2(conversation& with, expectation wanted, wire::message addresses) {
    const auto version = conversation::message_of(with.ordinary_version());
    auto wish = one(wire::sendaddrv2{});
    const bool up = co_await with.shake_hands(version, std::move(wish));
    if (!up) co_return with.unasked();
    co_await with.say(std::move(addresses));
    const auto came = co_await with.fence();
    co_return with.judge(wanted, came);
}

behaviour told_v2(
    rule by, expectation wanted, std::size_t count, std::uint8_t network, std::size_t size
) {
    return {
        std::move(by),
        {.commands = {"addrv2"}, .unasked = wire::sendaddrv2::command},
        [=](conversation& with) {
            return tells_v2(with, wanted, v2_entries(count, network, size));
        }};
}

}  // namespace

behaviours addresses_behaviours() {
    const auto stays = expectation::stays;
    const auto either = expectation::either;
    const std::string limit = "Bitcoin Core, MAX_ADDR_TO_SEND; btcd, MaxAddrPerMsg";
    return {
        {{"addresses.getaddr",
          "Who asks twice is answered once, by addr where addrv2 was not agreed on.",
          "BIP155; Bitcoin Core, net_processing.cpp; btcd, OnGetAddr"},
         {},
         [](conversation& with) { return asked_twice(with); }},
        told(
            {"addresses.addr_1000", "An addr may have 1,000 entries.", limit},
            {},
            expectation::accepts,
            [](const conversation&) { return one(legacy(most)); }
        ),
        told(
            {"addresses.addr_1001", "An addr of more is let go, or ends the connection.", limit},
            {},
            either,
            [](const conversation&) { return one(legacy(most + 1)); }
        ),
        told(
            {"addresses.addr_empty",
             "An empty addr is let go, or ends the connection.",
             "Bitcoin Core, net_processing.cpp; btcd, OnAddr"},
            {},
            either,
            [](const conversation&) { return one(legacy(0)); }
        ),
        told_v2(
            {"addresses.addrv2_unknown_network",
             "Addresses of networks that nobody knows are let go.",
             "BIP155, Specification"},
            stays,
            1,
            0xaa,
            7
        ),
        told_v2(
            {"addresses.addrv2_wrong_size",
             "An IPv4 address of five bytes is let go with its message, or ends the connection.",
             "BIP155, Specification"},
            either,
            1,
            1,
            5
        ),
        told_v2(
            {"addresses.addrv2_of_513_bytes",
             "An address of more than 512 bytes is not taken.",
             "BIP155, Specification"},
            either,
            1,
            0xaa,
            513
        ),
        told_v2(
            {"addresses.addrv2_1001",
             "An addrv2 of more than 1,000 entries is let go, or ends the connection.",
             "BIP155, Specification"},
            either,
            most + 1,
            0xaa,
            4
        ),
    };
}

}  // namespace bitpeer::tool::conform
