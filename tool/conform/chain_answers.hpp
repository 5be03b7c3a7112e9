#pragma once
/// What is said about the chain, and what is made of the answers.

#include <bitpeer/wire/header_layout.hpp>

#include "conversation.hpp"
#include "payload.hpp"

#include <optional>
#include <span>
#include <vector>

namespace bitpeer::tool::conform {

/// `getheaders` or `getblocks`, of any length.
[[nodiscard]] inline wire::message question_from(
    wire::command_name command, std::span<const hash256> locator, const hash256& stop = {}
) {
    payload made;
    made.number(std::uint32_t{70016}).count(locator.size());
    for (const auto& each : locator) made.hash(each);
    return made.hash(stop).as(command);
}

/// A locator of so many hashes that nobody knows, and the first block.
[[nodiscard]] std::vector<hash256> locator_of(const network& net, std::size_t size);

/// The headers in a message that carries some.
[[nodiscard]] std::optional<std::vector<remote::known_block>> headers_in(
    const conversation& with, const arrival& came
);

/// The name of the block in a `block`; nothing when it is too short to have one.
[[nodiscard]] std::optional<hash256> block_in(const network& net, const arrival& came);

/// The block before, as a header has it.
[[nodiscard]] hash256 previous_of(const network& net, byte_view header);

}  // namespace bitpeer::tool::conform
