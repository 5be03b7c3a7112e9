#pragma once
/// Chains with blocks, and transactions to put into them, made on the spot.

#include <bitpeer/node/block_generator.hpp>
#include <bitpeer/node/served_chain.hpp>
#include <bitpeer/params/networks.hpp>
#include <bitpeer/wire/codec.hpp>
#include <bitpeer/wire/messages/block.hpp>
#include <bitpeer/wire/messages/tx.hpp>

#include <chrono>
#include <cstdint>
#include <utility>
#include <vector>

namespace bitpeer::test {

/// Some day in 2026.
inline constexpr instant today{
    .monotonic = std::chrono::hours(1), .unix_time = std::chrono::seconds(1'780'000'000)};

/// The payload of a message.
template <class Message>
shared_bytes payload_of(const Message& message) {
    return shared_bytes(wire::encode(message).value());
}

/// A transaction that nobody validates; each number makes another one.
inline wire::transaction some_transaction(std::uint32_t number, bool witness = false) {
    wire::transaction_input input;
    input.previous = {
        hash256::literal("00000000000000000000000000000000000000000000000000000000000000ff"),
        number};
    if (witness) input.witness.push_back(bytes{1, 2, 3});
    wire::transaction_output output;
    output.value = 1000;
    output.script = wire::var_bytes<>(bytes{0x51});
    wire::transaction made;
    made.inputs.push_back(std::move(input));
    made.outputs.push_back(std::move(output));
    return made;
}

/// Puts a block with these transactions on the tip.
inline const stored_block& extend(
    served_chain& chain, std::vector<wire::transaction> transactions = {},
    const generator_options& options = {}
) {
    const auto block =
        generate_block(chain.network(), chain.headers(), today, options, std::move(transactions));
    return *chain.append(payload_of(block.value())).value();
}

/// A chain of regtest of that height.
inline served_chain generated(std::uint32_t height, const generator_options& options = {}) {
    served_chain chain(networks::bitcoin_regtest);
    (void)generate_chain(chain, height, today, options).value();
    return chain;
}

}  // namespace bitpeer::test
