#pragma once
/// A dialect's format: what its messages, frames and headers look like. Its conduct, which is how a
/// peer behaves, stands on the engine's floor.

#include <bitpeer/base/bytes.hpp>
#include <bitpeer/base/hash256.hpp>
#include <bitpeer/wire/field_types.hpp>
#include <bitpeer/wire/row.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace bitpeer::wire {

/// One dialect of the protocol. The library's own are constants; a user may make another.
struct dialect {
    std::string_view name;

    /// All messages, sorted by command.
    std::span<const row> rows;

    /// The four bytes in a v1 frame that vouch for its payload.
    std::array<std::uint8_t, 4> (*frame_checksum)(byte_view payload) = nullptr;

    /// Bytes of a serialized block header, which a `block` payload begins with.
    std::size_t header_size = 0;

    /// The name of a block, from its serialized header.
    hash256 (*block_hash)(byte_view header) = nullptr;

    /// The names of a transaction, from a payload that `tx`'s check accepted.
    hash256 (*txid)(byte_view transaction) = nullptr;
    hash256 (*wtxid)(byte_view transaction) = nullptr;

    /// A frame that claims more payload than this ends the connection.
    std::size_t payload_max = max_message_payload;

    /// The row of a command, or null when the dialect has no such message.
    [[nodiscard]] const row* find(command_name command) const;
    /// The row of a short id, or null.
    [[nodiscard]] const row* find(short_id id) const;
    /// The row of a message's struct, or null when it is not one of this dialect's.
    [[nodiscard]] const row* find(message_type_id type) const;
};

}  // namespace bitpeer::wire
