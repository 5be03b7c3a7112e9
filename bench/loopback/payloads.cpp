#include "payloads.hpp"

#include <bitpeer/wire/codec.hpp>
#include <bitpeer/wire/merkle.hpp>
#include <bitpeer/wire/messages/addr.hpp>
#include <bitpeer/wire/messages/block.hpp>
#include <bitpeer/wire/messages/headers.hpp>
#include <bitpeer/wire/messages/inv.hpp>
#include <bitpeer/wire/messages/ping.hpp>
#include <bitpeer/wire/messages/pong.hpp>
#include <bitpeer/wire/messages/tx.hpp>
#include <tests/support/data_folder.hpp>

#include "measure.hpp"

#include <fstream>
#include <iterator>
#include <map>
#include <utility>

namespace bitpeer::bench {

namespace {

[[nodiscard]] hash256 numbered(std::uint64_t number) {
    hash256 made;
    store_le(made.bytes.data(), number * 0x9e3779b97f4a7c15U);
    return made;
}

[[nodiscard]] bytes inventory_of(std::size_t count) {
    wire::inv made;
    for (std::size_t i = 0; i < count; ++i) {
        made.items.push_back({wire::inventory_type::transaction, numbered(i)});
    }
    return wire::encode(made).value();
}

/// One input with a witness of a signature and a key, two outputs that pay to witness key hashes.
[[nodiscard]] wire::tx usual_transaction() {
    wire::tx made;
    wire::transaction_input spent{.previous = {numbered(1), 1}, .script = {}, .witness = {}};
    spent.witness.push_back(bytes(71, 0x30));
    spent.witness.push_back(bytes(33, 0x02));
    made.transaction.inputs.push_back(std::move(spent));
    for (std::int64_t value = 1; value <= 2; ++value) {
        made.transaction.outputs.push_back(
            {.value = value * 100'000'000, .script = wire::var_bytes<>(bytes(22, 0x14))}
        );
    }
    return made;
}

/// The same without a witness, and with a script that fills it up to `size` bytes.
[[nodiscard]] bytes transaction_of(std::size_t size) {
    auto made = usual_transaction();
    made.transaction.inputs[0].witness = {};
    const auto script = [&](std::size_t length) {
        made.transaction.outputs[1].script = wire::var_bytes<>(bytes(length, 0x6a));
        return wire::encoded_size(made);
    };
    const auto least = script(0);
    auto length = size - least;
    while (script(length) > size) --length;
    return wire::encode(made).value();
}

[[nodiscard]] bytes headers_of(std::size_t count) {
    wire::headers made;
    hash256 before = numbered(0);
    for (std::size_t i = 0; i < count; ++i) {
        wire::announced_header one;
        one.header.version = 0x20000000;
        one.header.previous = before;
        one.header.merkle_root = numbered(i);
        one.header.time = static_cast<std::uint32_t>(1'600'000'000 + 600 * i);
        one.header.bits = 0x207fffff;
        before = wire::block_hash(one.header);
        made.items.push_back(one);
    }
    return wire::encode(made).value();
}

[[nodiscard]] bytes addresses_of(std::size_t count) {
    wire::addr made;
    for (std::size_t i = 0; i < count; ++i) {
        wire::addr::entry one;
        one.time = 1'600'000'000;
        one.services = wire::services::network;
        auto& to = one.address.bytes;
        to = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, 10, 0, 0, 0};
        to[14] = static_cast<std::uint8_t>(i >> 8);
        to[15] = static_cast<std::uint8_t>(i);
        one.address.port = {8333};
        made.items.push_back(one);
    }
    return wire::encode(made).value();
}

/// Block 413567 of Bitcoin, or one of the same shape where the data folder is missing.
[[nodiscard]] bytes usual_block() {
    std::ifstream file(test::data_folder() / "blocks/block413567.raw", std::ios::binary);
    bytes raw(std::istreambuf_iterator<char>(file), {});
    if (!raw.empty()) return raw;
    wire::block made;
    wire::transaction one;
    one.inputs.push_back({.previous = {}, .script = wire::var_bytes<>(bytes(280)), .witness = {}});
    one.outputs.resize(2, {.value = 1, .script = wire::var_bytes<>(bytes(130))});
    made.transactions.resize(1'557, one);
    return wire::encode(made).value();
}

}  // namespace

bool write_payloads(const std::string& folder) {
    std::map<std::string, bytes> all{
        {"ping", wire::encode(wire::ping{123}).value()},
        {"pong", wire::encode(wire::pong{123}).value()},
        {"tx-222", wire::encode(usual_transaction()).value()},
        {"block", usual_block()},
        {"headers-2000", headers_of(2'000)},
        {"addr-1000", addresses_of(1'000)},
    };
    for (const std::size_t count : {1U, 10U, 100U, 1'000U, 10'000U, 50'000U}) {
        all["inv-" + std::to_string(count)] = inventory_of(count);
    }
    for (const std::size_t size : {100U, 1'000U, 10'000U, 100'000U, 1'000'000U, 3'990'000U}) {
        all["tx-" + std::to_string(size)] = transaction_of(size);
    }
    for (const auto& [name, payload] : all) {
        std::ofstream file(folder + "/" + name, std::ios::binary);
        file.write(
            reinterpret_cast<const char*>(payload.data()),
            static_cast<std::streamsize>(payload.size())
        );
        if (!file.flush()) return false;
    }
    return true;
}

bytes read_payload(const std::string& name) {
    std::ifstream file(name, std::ios::binary);
    if (!file) give_up("there is no payload " + name);
    return bytes(std::istreambuf_iterator<char>(file), {});
}

wire::message message_of(const std::string& command, bytes payload) {
    const auto as_value = [&]<class M>(std::in_place_type_t<M> /*type*/) {
        return wire::message(wire::decode<M>(payload).value());
    };
    if (command == "inv") return as_value(std::in_place_type<wire::inv>);
    if (command == "tx") return as_value(std::in_place_type<wire::tx>);
    if (command == "pong") return as_value(std::in_place_type<wire::pong>);
    if (command == "block") {
        return {wire::block::command, shared_bytes(std::move(payload))};
    }
    give_up("no message is named " + command);
}

}  // namespace bitpeer::bench
