#pragma once
/// One seed, and what an engine makes of it.

#include <bitpeer/base/random.hpp>
#include <bitpeer/crypto/chacha20_generator.hpp>
#include <bitpeer/engine/config.hpp>
#include <bitpeer/transport/transport.hpp>

#include <functional>
#include <memory>

namespace bitpeer {

/// The transport and the numbers come from seeds of their own: who sees the memory of a connection
/// finds nothing in it that gives its keys away, and `nonce` tells nothing about them either.
[[nodiscard]] crypto::chacha20_generator make_random(const entropy& seed);

/// What the policy asks for. `admits_v2` in place of the configuration's.
[[nodiscard]] std::unique_ptr<transport::transport> make_transport(
    const peer_config& config, std::function<bool()> admits_v2, direction who_dialled,
    const entropy& seed
);

/// Why `make_transport` makes what it makes.
[[nodiscard]] transport_choice choice_of(const peer_config& config, direction who_dialled);

}  // namespace bitpeer
