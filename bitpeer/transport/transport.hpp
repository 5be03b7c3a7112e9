#pragma once
/// The contract of a transport: a stream of bytes on one side, messages on the other.

#include <bitpeer/base/bytes.hpp>
#include <bitpeer/base/hash256.hpp>
#include <bitpeer/transport/frame.hpp>
#include <bitpeer/wire/command.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace bitpeer::transport {

/// What names an encrypted connection. Tells nothing about its keys.
using session_id = std::array<std::uint8_t, 32>;

/// What stands on the wire before the packets of one side of an encrypted connection. Nothing of it
/// is secret.
struct opening {
    std::array<std::uint8_t, 64> public_key{};
    std::size_t garbage = 0;  ///< random bytes between the key and the terminator
    std::array<std::uint8_t, 16> terminator{};
};

/// How an encrypted connection began.
struct openings {
    opening ours;
    opening theirs;
};

/// One end of one connection. Knows neither sockets nor time. Not thread-safe.
class transport {
public:
    transport() = default;
    transport(const transport&) = delete;
    transport& operator=(const transport&) = delete;
    virtual ~transport() = default;

    /// Takes bytes from the front of `in` until one thing is ready or `in` is empty: call it again
    /// while bytes are left. Any split of the stream gives the same results. After a
    /// `broken_stream` it takes everything and returns the same break again.
    virtual received receive(byte_view& in) = 0;

    /// Whether messages can be sealed now. False until the remote's first bytes are there, where
    /// those decide how: look again after `receive`. Once true it stays so.
    [[nodiscard]] virtual bool ready() const { return true; }

    /// Whether frames have a part of their payload's `frame_digest`: who needs that as well makes
    /// it first and gives it to `seal`. Means something once `ready`.
    [[nodiscard]] virtual bool writes_digests() const { return false; }

    /// Makes one message ready for the wire, which only a transport that is `ready` can do.
    /// `payload` is at most the dialect's limit; `digest` is its `frame_digest` where the caller
    /// knows it, else null. Frames are written in the order of the calls; what `take_output` would
    /// give now is the beginning of this one.
    sealed_frame seal(
        wire::command_name command, const shared_bytes& payload, const hash256* digest = nullptr
    ) {
        return make_frame(command, payload, digest);
    }

    /// Where the next bytes of a large payload are going to be, of which some have come already:
    /// whoever reads the stream may put them there and gives them to `receive` as any others, which
    /// then need not copy them. Empty where nothing large is on its way. Holds until the next call
    /// of anything that is not const.
    [[nodiscard]] virtual byte_span room() { return {}; }

    /// Bytes to write that are no message: keys, padding, what opens a stream. There may be some
    /// from the beginning and after `receive`. To be written behind all that was sealed before and
    /// in front of all that is sealed later. Each byte is given once.
    [[nodiscard]] virtual shared_bytes take_output() { return {}; }

    /// Adds a packet that the remote ignores to what `take_output` gives: with `contents` zeros in
    /// it, at most as many as a message may have. False where there is no such thing, or not yet.
    virtual bool add_decoy(std::size_t /*contents*/) { return false; }

    /// The stream is over: lets go of a message that is not complete.
    virtual void release() = 0;

    /// Bytes held for a message that is not complete yet.
    [[nodiscard]] virtual std::size_t buffered() const = 0;

    /// "v1", "v2", or "detecting" while that is not sure yet.
    [[nodiscard]] virtual std::string_view name() const = 0;

    /// Of an encrypted connection, once the remote has proved that it knows the keys: the same on
    /// both sides, for people to compare. Where it differs, somebody is in between.
    [[nodiscard]] virtual std::optional<session_id> session() const { return std::nullopt; }

    /// Of an encrypted connection, from the same moment on: for those who want to show it.
    [[nodiscard]] virtual std::optional<openings> opened() const { return std::nullopt; }

private:
    virtual sealed_frame make_frame(
        wire::command_name command, const shared_bytes& payload, const hash256* digest
    ) = 0;
};

}  // namespace bitpeer::transport
