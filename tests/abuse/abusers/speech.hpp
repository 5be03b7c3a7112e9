#pragma once
/// What hostile peers say: bytes of regtest, made by hand.

#include <bitpeer/base/bytes.hpp>
#include <bitpeer/base/random.hpp>

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace bitpeer::abuse {

/// A whole frame in v1.
[[nodiscard]] bytes frame(std::string_view command, const bytes& payload = {});

/// The header alone, with a claim of how much payload follows.
[[nodiscard]] bytes header_that_claims(std::string_view command, std::uint32_t payload_size);

/// A `version` as a good peer would send it, its payload and in a frame.
[[nodiscard]] bytes version_payload(random_source& random);
[[nodiscard]] bytes version_frame(random_source& random);

[[nodiscard]] bytes random_bytes(random_source& random, std::size_t size);

/// `unit` as often as it takes to fill about 64 KiB; at least once.
[[nodiscard]] bytes repeated(byte_view unit);

void append(bytes& to, byte_view from);

}  // namespace bitpeer::abuse
