#pragma once
/// What one connection has done so far.

#include <bitpeer/base/hash256.hpp>
#include <bitpeer/base/time.hpp>
#include <bitpeer/engine/transport_policy.hpp>

#include <cstdint>
#include <optional>
#include <string_view>

namespace bitpeer {

/// A `ping` that has no answer yet.
struct open_ping {
    std::uint64_t nonce = 0;
    instant sent;
};

/// A snapshot; bytes are bytes on the wire, headers included.
struct statistics {
    std::string_view transport;  ///< "v1", "v2", or "detecting" while that is not sure yet
    transport_choice chosen{};   ///< why that one

    std::uint64_t bytes_received = 0;
    std::uint64_t bytes_sent = 0;
    std::uint64_t messages_received = 0;  ///< told to the owner
    std::uint64_t messages_sent = 0;      ///< written to the last byte
    std::uint64_t unknown_messages = 0;   ///< of commands that the dialect does not have
    std::uint64_t malformed_messages = 0;
    std::uint64_t bad_checksums = 0;
    std::uint64_t bad_commands = 0;
    std::uint64_t out_of_place_messages = 0;
    std::uint64_t decoys_received = 0;  ///< packets without a message (BIP324)

    /// Calls whose monotonic time was before that of the call before: see `engine`.
    std::uint64_t clock_steps_back = 0;

    instant started;
    std::optional<instant> last_received;   ///< the last byte
    std::optional<instant> last_sent;       ///< the last byte
    std::optional<open_ping> pending_ping;  ///< the last `ping` of ours, until it is answered
    std::optional<duration> last_ping;      ///< round trip of the last answered ping
    std::optional<duration> minimum_ping;
    std::optional<std::int64_t> time_offset;  ///< seconds that the remote's clock is ahead of ours

    /// The height of the remote's best block as far as we know: from its `version`, then from
    /// `engine::note_remote_height`.
    std::int32_t remote_height = 0;
    /// The last block that the remote announced by `inv`, or that the owner noted.
    std::optional<hash256> last_announced_block;
};

}  // namespace bitpeer
