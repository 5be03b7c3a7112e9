#pragma once
/// What a peer speaks over: any connected stream of bytes.

#include <bitpeer/runtime/read_notice.hpp>
#include <bitpeer/wire/net_address.hpp>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/error.hpp>
#include <boost/system/error_code.hpp>

#include <cstddef>
#include <optional>
#include <span>
#include <string>

namespace bitpeer {

/// What became of one read or write.
struct io_outcome {
    boost::system::error_code error;  ///< `boost::asio::error::eof`: the remote closed in order
    std::size_t count = 0;            ///< bytes
};

/// Room for one read, 64 KiB, which is taken from a pool when it is asked for and goes back by
/// itself: a stream that asks only when bytes are there makes idle peers hold none.
class read_space {
public:
    virtual ~read_space() = default;
    /// The same room at each call.
    virtual boost::asio::mutable_buffer take() = 0;
};

/// A connected stream. The library brings `socket_stream` for Asio's sockets; derive from this to
/// bring another one: through a proxy, a pipe, TLS.
///
/// One read and one write may be under way at once. All calls come from the peer's strand, and the
/// coroutines run there. Errors are values; an exception ends the connection.
class stream {
public:
    virtual ~stream() = default;

    /// Where the operations run; the peer's strand is made on it.
    virtual boost::asio::any_io_executor get_executor() = 0;

    /// Reads at least one byte into `space`, or says why not.
    virtual boost::asio::awaitable<io_outcome> read_some(read_space& space) = 0;

    /// Whether this stream has the two functions below, which are then used in place of
    /// `read_some`: a peer that waits for input is then much smaller, and reads at less cost.
    [[nodiscard]] virtual bool tells_when_readable() const { return false; }

    /// Calls `told` once, as soon as `try_read` may have something to give or an error to tell.
    virtual void when_readable(read_notice /*told*/) {}

    /// Reads what is there into `space` without waiting; `would_block`: nothing is. May not call
    /// the peer, which waits for it.
    virtual io_outcome try_read(read_space& /*space*/) {
        return {.error = boost::asio::error::would_block};
    }

    /// Writes at least one byte of `parts`, in this order, or says why not. What `parts` refers to
    /// stays valid until then.
    virtual boost::asio::awaitable<io_outcome> write_some(
        std::span<const boost::asio::const_buffer> parts
    ) = 0;

    /// Writes as much of `parts` as goes at once, without waiting; `would_block`: nothing went. It
    /// saves what waiting costs even where nobody has to wait. A stream that cannot do this leaves
    /// it as it is.
    virtual io_outcome try_write(std::span<const boost::asio::const_buffer> /*parts*/) {
        return {.error = boost::asio::error::would_block};
    }

    /// Ends both directions; what is under way ends soon with an error. Called once.
    virtual void close() = 0;

    /// Who is at the other end, for people: "192.0.2.1:8333", "[2001:db8::1]:8333".
    [[nodiscard]] virtual std::string remote_address() const = 0;

    /// The same for our own end; "local" when there is no such thing.
    [[nodiscard]] virtual std::string local_address() const { return "local"; }

    /// The remote's address for `version`, which tells the remote how we see it; nothing when it
    /// has no such form.
    [[nodiscard]] virtual std::optional<wire::legacy_address> remote_endpoint() const { return {}; }
};

}  // namespace bitpeer
