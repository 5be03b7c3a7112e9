#pragma once
/// How fast a connection may be.

#include <bitpeer/base/byte_rate.hpp>
#include <bitpeer/base/token_bucket.hpp>

#include <memory>

namespace bitpeer {

/// Bytes on the wire, headers included, that may pass each way; without limit unless set. What
/// comes too fast is not read, so that the remote's own stream slows it down; what is to be sent
/// waits in the send queue, whose budget holds. Meanwhile nobody's deadline runs: not the remote's
/// for what we do not read, nor its deadline to read what we do not write.
struct traffic_limits {
    /// Of this connection. A rate of zero is no limit.
    rate_limit receive{};
    rate_limit send{};
    /// Of all connections that hold the same one, in total.
    std::shared_ptr<byte_rate> receive_in_total{};
    std::shared_ptr<byte_rate> send_in_total{};
};

}  // namespace bitpeer
