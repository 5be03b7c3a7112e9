#pragma once
/// Payloads for those who need some, and care little about what is in them.

#include <bitpeer/base/bytes.hpp>
#include <bitpeer/base/hash256.hpp>
#include <bitpeer/base/random.hpp>
#include <bitpeer/params/network.hpp>
#include <bitpeer/wire/message.hpp>
#include <bitpeer/wire/row.hpp>

#include <optional>

namespace bitpeer::sim {

/// The plainest payload of this message: every field as its struct has it when nobody sets it.
/// Nothing when that cannot be encoded.
[[nodiscard]] std::optional<bytes> plain_payload(const wire::row& of, wire::format_options options);

/// A payload of this message as a careless or hostile remote makes it: the plain one, a part of it,
/// more than it, or noise.
[[nodiscard]] bytes any_payload(
    const wire::row& of, wire::format_options options, random_source& random
);

/// 32 random bytes: the name of something that nobody else has.
[[nodiscard]] hash256 fresh_hash(random_source& random);

/// A `tx` payload that nobody has seen, valid as far as anybody can tell without a chain.
[[nodiscard]] bytes fresh_transaction(const wire::dialect& of, random_source& random);

/// A `block` payload likewise, without proof of work. Nothing where the dialect makes none.
[[nodiscard]] std::optional<bytes> fresh_block(const network& of, random_source& random);

}  // namespace bitpeer::sim
