#pragma once
/// Credentials that keep connections apart.

#include <bitpeer/base/random.hpp>
#include <bitpeer/transport/socks5.hpp>

#include <cstdint>
#include <string>

namespace bitpeer::transport {

/// Tor sends connections that log in with different credentials over different circuits, so that
/// nobody at their far ends can tell that they come from the same place. No credentials that this
/// gives are given again, here or by anybody who started from other randomness: another program, or
/// the same after a restart, would share circuits otherwise. Not thread-safe.
class stream_isolation {
public:
    /// Draws once.
    explicit stream_isolation(random_source& random);

    /// Fresh ones: 16 hexadecimal digits that stay, "-", and a number that grows; the user and the
    /// password are the same.
    [[nodiscard]] socks5_credentials next();

private:
    std::string prefix_;
    std::uint64_t count_ = 0;
};

}  // namespace bitpeer::transport
