#pragma once
/// What both sides of an encrypted connection derive from their secret (BIP324).

#include <bitpeer/crypto/secret.hpp>
#include <bitpeer/params/network.hpp>
#include <bitpeer/transport/transport.hpp>

#include <array>
#include <cstdint>

namespace bitpeer::transport {

/// 16 bytes that end the garbage.
using garbage_terminator = std::array<std::uint8_t, 16>;

/// The keys of one direction.
struct v2_direction {
    crypto::secret<32> length_key;
    crypto::secret<32> packet_key;
    garbage_terminator terminator{};
};

struct v2_keys {
    v2_direction from_initiator;
    v2_direction from_responder;
    session_id session{};
};

/// The keys that follow from `shared` (`crypto::bip324_shared_secret`) on the network of this
/// magic: two networks do not understand each other.
[[nodiscard]] v2_keys derive_v2_keys(const crypto::secret<32>& shared, const network_magic& magic);

}  // namespace bitpeer::transport
