#pragma once
/// What the benchmarks of messages work on: of the size that each is meant to have.

#include <bench/block_413567.hpp>
#include <bitpeer/node/compact_block.hpp>
#include <bitpeer/wire/block_view.hpp>
#include <bitpeer/wire/codec.hpp>
#include <bitpeer/wire/messages/addr.hpp>
#include <bitpeer/wire/messages/addrv2.hpp>
#include <bitpeer/wire/messages/cmpctblock.hpp>
#include <bitpeer/wire/messages/headers.hpp>
#include <bitpeer/wire/messages/inv.hpp>
#include <bitpeer/wire/messages/ping.hpp>
#include <bitpeer/wire/messages/tx.hpp>
#include <bitpeer/wire/messages/version.hpp>

#include <cstddef>
#include <cstdint>

namespace samples {

inline bitpeer::hash256 hash(std::uint64_t number) {
    bitpeer::hash256 made;
    bitpeer::store_le(made.bytes.data(), number * 0x9e3779b97f4a7c15);
    return made;
}

inline bitpeer::wire::inv inv(std::size_t count) {
    bitpeer::wire::inv made;
    for (std::size_t i = 0; i < count; ++i) {
        made.items.push_back({bitpeer::wire::inventory_type::transaction, hash(i)});
    }
    return made;
}

inline bitpeer::wire::headers headers(std::size_t count) {
    bitpeer::wire::headers made;
    for (std::size_t i = 0; i < count; ++i) {
        bitpeer::wire::announced_header one;
        one.header.previous = hash(i);
        one.header.nonce = static_cast<std::uint32_t>(i);
        made.items.push_back(one);
    }
    return made;
}

inline bitpeer::wire::addr addr(std::size_t count) {
    bitpeer::wire::addr made;
    for (std::size_t i = 0; i < count; ++i) {
        const auto last = static_cast<std::uint8_t>(i);
        const auto where = bitpeer::wire::address::ipv4({192, 0, 2, last}, 8333);
        made.items.push_back(
            {.time = static_cast<std::uint32_t>(i),
             .services = {},
             .address = bitpeer::wire::legacy_address::from(where).value()}
        );
    }
    return made;
}

inline bitpeer::wire::addrv2 addrv2(std::size_t count) {
    bitpeer::wire::addrv2 made;
    for (std::size_t i = 0; i < count; ++i) {
        const auto last = static_cast<std::uint8_t>(i);
        made.items.push_back(
            {.time = static_cast<std::uint32_t>(i),
             .services = {},
             .address = bitpeer::wire::address::ipv4({192, 0, 2, last}, 8333)}
        );
    }
    return made;
}

inline bitpeer::wire::version version() {
    bitpeer::wire::version made;
    made.user_agent = "/bitpeer:1.0/";
    return made;
}

/// One input and two outputs: with this script of the input 222 bytes, as most payments.
inline bitpeer::wire::tx tx(std::size_t script_size = 103) {
    using namespace bitpeer;
    wire::transaction made;
    made.inputs.push_back(
        {.previous = {hash(1), 0}, .script = wire::var_bytes<>(bytes(script_size)), .witness = {}}
    );
    for (int i = 0; i < 2; ++i) {
        made.outputs.push_back({.value = 1, .script = wire::var_bytes<>(bytes(25))});
    }
    return {made};
}

inline bitpeer::wire::cmpctblock cmpctblock() {
    const auto block = bitpeer::wire::block_view::over(block_413567()).value();
    return bitpeer::make_cmpctblock(block, 1, bitpeer::compact_version::by_wtxid).value();
}

}  // namespace samples
