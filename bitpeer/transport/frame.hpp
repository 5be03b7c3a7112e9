#pragma once
/// What a transport hands up and takes down.

#include <bitpeer/base/bytes.hpp>
#include <bitpeer/base/hash256.hpp>
#include <bitpeer/wire/command.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

namespace bitpeer::transport {

/// A whole message that arrived intact: its checksum or its seal was right. What is in the payload,
/// the transport does not know.
struct frame {
    wire::command_name command;
    shared_bytes payload;
    std::size_t wire_size = 0;  ///< bytes on the wire, header and seal included
    /// In v1, the whole hash that the header has four bytes of (`dialect::frame_digest`): whoever
    /// names what is in the payload by the same hash need not compute it again.
    std::optional<hash256> digest{};
};

/// Why one message was let go while the connection stays.
enum class drop_code : std::uint8_t {
    bad_checksum,  ///< the payload is not the one that the header vouches for
    bad_command,   ///< the command is not printable ASCII padded with zeros
    // In v2 only:
    unknown_id,      ///< the dialect has no message of this short id
    short_contents,  ///< a packet that ends before its command does
    decoy,           ///< no message was lost: the remote sent a packet to be ignored
};

[[nodiscard]] std::string_view to_string(drop_code code);

/// A message that was let go.
struct dropped_frame {
    drop_code code{};
    /// As it stood on the wire, unprintable bytes as \xNN; a short id likewise.
    std::string command;
    std::size_t payload_size = 0;
    std::size_t wire_size = 0;
};

/// Why a connection cannot go on: from here on nobody knows where the next message begins.
enum class break_code : std::uint8_t {
    wrong_magic,        ///< the first four bytes are not this network's
    payload_too_large,  ///< the header claims more payload than the dialect allows
    // In v2 only:
    own_key,           ///< the remote sent back our own public key
    speaks_v1,         ///< we began v2, and the remote begins v1
    no_terminator,     ///< as much garbage as there may be, and no end of it
    packet_too_large,  ///< a packet's length is above the dialect's limit
    not_admitted,      ///< our owner has no time for another encrypted handshake now
    bad_tag,           ///< a packet is not genuine: changed, repeated, left out or out of order
};

[[nodiscard]] std::string_view to_string(break_code code);

/// The end of a stream, with what is needed to say why.
struct broken_stream {
    break_code code{};
    std::string command;  ///< of the frame that broke it, as `dropped_frame::command`
    /// The size claimed; for a wrong magic its bytes, big endian; for a bad tag how many packets
    /// were genuine before; for a missing terminator how many bytes came.
    std::uint64_t actual = 0;
    std::uint64_t allowed = 0;  ///< the limit; for a wrong magic the right one, big endian

    /// One line for people: "payload of 'block' is 5000000 bytes, the limit is 4000000"; a wrong
    /// magic is named if a known network has it.
    [[nodiscard]] std::string message() const;
};

/// Nothing yet: more bytes are needed.
struct incomplete {};

using received = std::variant<incomplete, frame, dropped_frame, broken_stream>;

/// A message ready for the wire: both parts in this order, written without being joined.
struct sealed_frame {
    shared_bytes head;
    shared_bytes body;  ///< shared with whoever else sends the same payload; may be empty
    [[nodiscard]] std::size_t size() const { return head.size() + body.size(); }
};

}  // namespace bitpeer::transport
