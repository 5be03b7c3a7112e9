#pragma once
/// The contract of a transport: a stream of bytes on one side, messages on the other.

#include <bitpeer/base/bytes.hpp>
#include <bitpeer/transport/frame.hpp>
#include <bitpeer/wire/command.hpp>

#include <string_view>

namespace bitpeer::transport {

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

    /// Makes one message ready for the wire. `payload` is at most the dialect's limit.
    virtual sealed_frame seal(wire::command_name command, const shared_bytes& payload) = 0;

    /// The stream is over: lets go of a message that is not complete.
    virtual void release() = 0;

    /// Bytes held for a message that is not complete yet.
    [[nodiscard]] virtual std::size_t buffered() const = 0;

    /// "v1" or "v2".
    [[nodiscard]] virtual std::string_view name() const = 0;
};

}  // namespace bitpeer::transport
