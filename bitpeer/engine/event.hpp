#pragma once
/// What an engine tells its owner, in the order in which it happened.

#include <bitpeer/base/result.hpp>
#include <bitpeer/base/time.hpp>
#include <bitpeer/engine/disconnect.hpp>
#include <bitpeer/engine/features.hpp>
#include <bitpeer/wire/error.hpp>
#include <bitpeer/wire/message.hpp>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

namespace bitpeer {

/// Names one send or request of one engine; never used twice by it.
enum class ticket : std::uint64_t {};

/// What nobody waits for has this one, and no event tells of it.
inline constexpr ticket no_ticket{};

/// The handshake is done: both sides may say anything now.
struct handshake_completed {
    /// Never null where an engine tells it. What comes once in a connection's life lies outside, so
    /// that the events of every message are small.
    std::shared_ptr<const features> negotiated;
    duration took{};  ///< from the engine's start to the remote's `verack`
};

/// A message arrived that is legal now. Known ones were checked: `get_if` cannot fail on them.
/// Those that the engine acted on itself (`ping`, `sendheaders`) are told as well.
struct message_arrived {
    wire::message message;
    std::size_t wire_size = 0;  ///< bytes it took on the wire
};

/// A message went out whole, ours or the owner's. Told only when `engine::report_writes` asked for
/// it.
struct message_written {
    wire::command_name command;
    shared_bytes payload;
    std::size_t wire_size = 0;
};

/// What became of inventory that was given to `announce`.
enum class announcement : std::uint8_t {
    queued,    ///< goes out: a block at once, all else with the next trickle
    known,     ///< the remote has it, as far as we know: nothing happens
    unwanted,  ///< the remote wants no transactions, or none this cheap: nothing happens
};

[[nodiscard]] std::string_view to_string(announcement outcome);

/// Why a message was let go while the connection stays.
enum class drop_reason : std::uint8_t {
    bad_checksum,  ///< the frame's checksum does not match
    bad_command,   ///< the frame's command is not printable
    malformed,     ///< the payload is not what the command says: `error` tells where
    unknown_id,    ///< a short id that the dialect does not have (BIP324)
    out_of_place,  ///< not legal now, or never on a connection of this kind and with these features
    not_offered,   ///< uses what we do not offer, and the remote is too old to know (BIP111)
};

[[nodiscard]] std::string_view to_string(drop_reason reason);

/// A message was let go.
struct message_dropped {
    drop_reason reason{};
    std::string command;
    std::size_t wire_size = 0;
    /// With `malformed`, unless the message ended before its command did; else null.
    std::shared_ptr<const wire::error> error;
};

/// The remote answered our `ping`.
struct ping_answered {
    duration round_trip{};
};

/// What became of a message that was given to `send`.
enum class send_outcome : std::uint8_t {
    written,                 ///< its last byte went to the operating system
    dropped_at_end,          ///< the connection ended first
    dropped_by_negotiation,  ///< it does not exist with what was negotiated
};

[[nodiscard]] std::string_view to_string(send_outcome outcome);

/// A send came to its end. Each accepted send does, exactly once, unless the connection ends with
/// `out_of_memory`: then at most once.
struct send_completed {
    ticket id{};
    send_outcome outcome{};
};

/// Why a request has no answer.
enum class request_error : std::uint8_t {
    timed_out,  ///< its deadline passed
    ended,      ///< the connection ended first
    not_found,  ///< the remote answered `notfound`
};

[[nodiscard]] std::string_view to_string(request_error error);

/// A request came to its end. Each accepted request does, exactly once, with the same exception.
struct request_completed {
    ticket id{};
    result<wire::message, request_error> answer;
};

/// The connection is over. Always the last event.
struct disconnected {
    disconnect why;
};

using event = std::variant<
    handshake_completed, message_arrived, message_written, message_dropped, ping_answered,
    send_completed, request_completed, disconnected>;

}  // namespace bitpeer
