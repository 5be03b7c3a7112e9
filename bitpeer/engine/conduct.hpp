#pragma once
/// The second half of a dialect: how a peer behaves.

#include <bitpeer/base/time.hpp>
#include <bitpeer/engine/legality.hpp>
#include <bitpeer/wire/dialect.hpp>

namespace bitpeer {

/// How long things may take. Every value is a default that the configuration may change.
struct timing {
    duration handshake_timeout = std::chrono::seconds(60);  ///< from the start to `verack`
    duration ping_interval = std::chrono::minutes(2);  ///< between two pings; zero: none at all
    duration pong_timeout = std::chrono::minutes(20);  ///< for one answer; zero: for ever
    duration inactivity_timeout =
        std::chrono::minutes(20);  ///< without a byte either way; zero: ever
};

/// What a dialect's peers do and tolerate. A profile is another value of this type.
struct conduct {
    int protocol_version = 0;          ///< the newest that we announce
    int minimum_protocol_version = 0;  ///< a remote below it is disconnected
    timing times;
    legality_table legal;

    int wtxid_relay_since = 0;  ///< from this common version on we send `wtxidrelay` (BIP339)
    int addrv2_since = 0;       ///< from this common version on we send `sendaddrv2` (BIP155)
};

/// The conduct of a dialect's network as it is today.
[[nodiscard]] const conduct& conduct_of(const wire::dialect& dialect);

}  // namespace bitpeer
