#pragma once
/// The second half of a dialect: how a peer behaves.

#include <bitpeer/base/time.hpp>
#include <bitpeer/engine/legality.hpp>
#include <bitpeer/wire/dialect.hpp>
#include <bitpeer/wire/format_options.hpp>

#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>

namespace bitpeer {

/// How long things may take. Every value is a default that the configuration may change.
struct timing {
    /// From the start to `verack`; zero: for ever. Where v2 is only preferred, a remote that we
    /// dialled has half of it for its first byte: the other half is left for v1 (see
    /// `engine::falls_back_to_v1`).
    duration handshake_timeout = std::chrono::seconds(60);
    duration ping_interval = std::chrono::minutes(2);  ///< between two pings; zero: none at all
    duration pong_timeout = std::chrono::minutes(20);  ///< for one answer; zero: for ever
    /// Without a message that we know; zero: for ever. Unknown messages are no sign of life.
    duration inactivity_timeout = std::chrono::minutes(20);
    /// For each message to go out whole, and as much more as it takes at `write_rate`; zero: for
    /// ever.
    duration write_timeout = std::chrono::minutes(20);
    std::size_t write_rate = 16'384;  ///< bytes a second
};

/// A question that one message answers: who does not, stalls.
struct question_rule {
    wire::command_name question;
    wire::command_name answer;
    duration within{};
};

/// How long the remote may take to answer us before it counts as stalled and is disconnected. Zero:
/// for ever. Each counts from when the question went out, or from when the question before it was
/// answered: questions are answered in order, however many were asked at once.
struct stall_timing {
    duration block{};        ///< `getdata` for a block, in whatever form
    duration transaction{};  ///< `getdata` for a transaction
    duration headers{};      ///< `getheaders`
    /// `getblocks`. A remote that has nothing to tell says nothing: it is sent a `ping`, and when
    /// the answer to that comes first, all is well.
    duration block_list{};
    duration transaction_list{};  ///< `mempool`, in the same way
    /// What else a dialect asks. The table must outlive the connection.
    std::span<const question_rule> others{};
};

/// How transaction inventory is spread: not at once, so that nobody learns who had a transaction
/// first, and many in one message.
struct trickle_timing {
    duration inbound{};      ///< mean time between two `inv` to who dialled us; zero: at once
    duration outbound{};     ///< the same to whom we dialled
    bool randomised = true;  ///< exponentially distributed (a Poisson process), or always the same
};

/// By whose services the messages of BIP37 are judged.
enum class bloom_rule : std::uint8_t {
    none,    ///< nobody's: the dialect has no bloom filters, and `mempool` is for all
    ours,    ///< who does not offer bloom filters is not to be sent any (BIP111)
    theirs,  ///< as btcd did in 2016: who does not offer them is not to send any
};

/// A protocol version that nobody reaches.
inline constexpr int never = std::numeric_limits<int>::max();

/// What a dialect's peers do and tolerate. A profile is another value of this type.
struct conduct {
    int protocol_version = 0;          ///< the newest that we announce
    int minimum_protocol_version = 0;  ///< a remote below it is disconnected
    timing times;
    stall_timing stalls;
    trickle_timing trickle;
    legality_table legal;
    /// The messages of the dialect that exist for this profile; all others are unknown to it.
    /// Empty: all exist.
    std::span<const wire::command_name> commands{};

    int wtxid_relay_since = never;  ///< from this common version on we send `wtxidrelay` (BIP339)
    int addrv2_since = never;       ///< from this common version on we send `sendaddrv2` (BIP155)
    /// From this common version on we send `sendtxrcncl`, if at all (BIP330).
    int reconciliation_since = never;
    std::uint64_t compact_blocks_version = 2;  ///< of the `sendcmpct` that counts (BIP152)

    /// Whether the handshake is done when `verack` came; else when ours is queued.
    bool awaits_verack = true;
    /// Whether an inbound peer's `version` names the lower of both versions, not its own.
    bool answers_with_common_version = false;
    /// Whether it also repeats, as the receiver's, the services that the remote just told.
    bool echoes_services = false;
    /// Whether the first `ping` goes out at once, not after an interval.
    bool pings_at_once = true;
    /// Whether a remote is told why it is disconnected, by `reject` (BIP61).
    bool sends_reject = false;

    legality on_malformed = legality::ignore;     ///< a payload that is not what its command says
    legality on_bad_checksum = legality::ignore;  ///< a frame that was damaged
    legality on_bad_command = legality::ignore;   ///< a command that is not printable
    wire::trailing_bytes trailing = wire::trailing_bytes::ignored;
    bloom_rule bloom = bloom_rule::ours;
};

/// The conduct of a dialect's network as it is today.
[[nodiscard]] const conduct& conduct_of(const wire::dialect& dialect);

}  // namespace bitpeer
