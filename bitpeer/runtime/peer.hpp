#pragma once
/// A live peer: an engine on a connected stream.

#include <bitpeer/base/bytes.hpp>
#include <bitpeer/base/hash256.hpp>
#include <bitpeer/base/result.hpp>
#include <bitpeer/base/time.hpp>
#include <bitpeer/engine/address_sample.hpp>
#include <bitpeer/engine/config.hpp>
#include <bitpeer/engine/connection_kind.hpp>
#include <bitpeer/engine/disconnect.hpp>
#include <bitpeer/engine/event.hpp>
#include <bitpeer/engine/features.hpp>
#include <bitpeer/engine/legality.hpp>
#include <bitpeer/engine/statistics.hpp>
#include <bitpeer/engine/transaction_news.hpp>
#include <bitpeer/runtime/failure.hpp>
#include <bitpeer/runtime/inbox.hpp>
#include <bitpeer/runtime/subscription.hpp>
#include <bitpeer/transport/transport.hpp>
#include <bitpeer/wire/command.hpp>
#include <bitpeer/wire/header_layout.hpp>
#include <bitpeer/wire/inventory.hpp>
#include <bitpeer/wire/locator.hpp>
#include <bitpeer/wire/message.hpp>
#include <bitpeer/wire/messages/block.hpp>
#include <bitpeer/wire/messages/headers.hpp>
#include <bitpeer/wire/messages/reject.hpp>
#include <bitpeer/wire/messages/version.hpp>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <new>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace bitpeer {

namespace detail {
class session;
class session_handle;
}  // namespace detail

/// Which way a message went.
enum class flow : std::uint8_t { received, written };

/// A message that went over the wire, for taps.
struct tapped_message {
    bitpeer::flow flow{};
    wire::command_name command;  ///< empty when the frame's command is not printable
    shared_bytes payload;        ///< as on the wire; empty for what was dropped
    std::size_t wire_size = 0;   ///< bytes on the wire, header included
    instant when;
    std::optional<drop_reason> dropped;  ///< why a received one was let go, if it was
};

/// Something that came over the wire, before anybody judged it.
struct heard_frame {
    transport::received what;  ///< never `incomplete`
    instant when;              ///< when its last byte was read
};

/// A handle to one live connection. Copies are the same peer. Every method may be called from any
/// thread, and inside every callback.
///
/// The connection works by itself from the moment it is made: it does its handshake, answers pings,
/// keeps its deadlines. **It lives until it ends or until the last copy of its handle is gone**,
/// which disconnects it; inboxes and subscriptions do not keep it. (A callback that captures a copy
/// does, until it is unsubscribed or the connection ends: then all callbacks are let go.)
///
/// Callbacks run one after the other on the connection's own strand. One that takes its time holds
/// up its own peer and no other. One that throws ends the connection; nothing else happens.
///
/// Operations that return `boost::asio::awaitable` start when they are awaited. They may be awaited
/// on any executor, and resume there; `boost::asio::co_spawn(executor, peer.ping(10s), token)`
/// gives them any other completion style. Each completes exactly once, whatever happens: with its
/// value, or with a failure when its time is up, when the connection ends, when it is cancelled
/// through Asio's cancellation. They throw nothing. (A coroutine that was cancelled throws at its
/// next `co_await` unless it has asked Asio not to; that is Asio's own.)
///
/// When there is no memory: an operation that finds none before it has begun fails with
/// `out_of_memory`, and nothing was done. What is under way and finds none ends its connection, and
/// no other, with `disconnect_reason::out_of_memory`; whatever was open completes with a failure.
/// Three things throw `std::bad_alloc` to whoever calls them, and change nothing: what returns a
/// copy (`remote`, `negotiated`), to subscribe, and to make an awaitable. Asio's own few bytes for
/// a handler or a coroutine are Asio's matter: see docs/resources.md.
///
/// The executor's context must outlive every handle. A default-constructed or moved-from handle may
/// only be assigned or destroyed.
class peer {
public:
    peer() = default;

    // What is known.

    /// What the remote said in its `version`; empty before it came.
    [[nodiscard]] wire::version remote() const;
    /// What was agreed on; complete once the handshake is done.
    [[nodiscard]] features negotiated() const;
    /// A number that no other connection of this process has.
    [[nodiscard]] std::uint64_t id() const;
    /// Who is at the other end, as the stream tells: "192.0.2.1:8333".
    [[nodiscard]] const std::string& remote_address() const;
    /// Our own end of the stream; known for as long as the handle, also after the end.
    [[nodiscard]] const std::string& local_address() const;
    /// "192.0.2.1:8333 (inbound)": for logs.
    [[nodiscard]] std::string to_string() const;
    [[nodiscard]] direction who_dialled() const;
    /// The rules that it keeps to: those of the kind that was configured.
    [[nodiscard]] const kind_rules& kind() const;
    [[nodiscard]] stage state() const;
    [[nodiscard]] bitpeer::statistics statistics() const;
    /// "v1", "v2", or "detecting" while that is not sure yet; `statistics` tells who chose it.
    [[nodiscard]] std::string transport() const;
    /// What names an encrypted connection, the same on both sides (BIP324).
    [[nodiscard]] std::optional<transport::session_id> session() const;
    /// What its first bytes were.
    [[nodiscard]] std::optional<transport::openings> opened() const;
    /// Whether to dial once more in v1; see `engine`. `client::connect` does that by itself, who
    /// has a stream of his own asks here when the connection is over.
    [[nodiscard]] bool falls_back_to_v1() const;
    /// Why the connection is over; nothing while it lives.
    [[nodiscard]] std::optional<bitpeer::disconnect> why_ended() const;
    /// The strand on which callbacks run.
    [[nodiscard]] boost::asio::any_io_executor get_executor() const;

    // Sending.

    /// Queues a message and returns at once. Works from the connection's first moment on; nothing
    /// goes out before the handshake is done. Fails with `not_sent` (`refused` tells why: a full
    /// send queue, a message that breaks its own limits) or `ended`.
    result<void, failure> send(const wire::message& message) const;

    /// The same, and calls `done` exactly once when the message was written or dropped, on the
    /// strand. When this fails, `done` is not called.
    result<void, failure> send(const wire::message& message, std::function<void(send_outcome)> done)
        const;

    /// Queues a message when it is awaited, and completes when its last byte has gone to the
    /// operating system. Fails with `not_sent` or `ended`. Cancelling stops the waiting, not the
    /// message.
    [[nodiscard]] boost::asio::awaitable<result<void, failure>> async_send(wire::message message
    ) const;

    /// Has an encrypted connection send a packet of so many bytes that means nothing; false where
    /// that is not possible.
    bool send_decoy(std::size_t contents) const;

    // Telling. Each returns at once, and fails with `not_sent` or `ended`; all are `engine`'s
    // functions of that name, which say more.

    /// Announces a block at once, everything else by the next trickle; nothing twice.
    result<announcement, failure> announce(const wire::inventory& entry) const;
    /// Announces a transaction by the id that was negotiated, unless its fee rate is below what the
    /// remote wants to hear of.
    result<announcement, failure> announce_transaction(const transaction_news& news) const;
    /// Announces new blocks, oldest first, by `headers` where the remote asked for that and knows
    /// what they follow; else the last by `inv`.
    result<announcement, failure> announce_blocks(const wire::header_batch& newest) const;
    /// Asks for new blocks by `cmpctblock`, unasked or not (BIP152); false where there is nothing
    /// to say.
    result<bool, failure> ask_compact_blocks(bool high_bandwidth) const;
    /// From now on transactions below this rate need not be announced to us (BIP133): the remote is
    /// told, rounded and not at once.
    void set_fee_filter(std::int64_t rate) const;
    /// Announces all of these at once: the answer to a `mempool`.
    result<void, failure> announce_now(std::span<const wire::inventory> entries) const;
    /// The remote has this: it is not announced to it any more.
    void add_known(const wire::inventory& entry) const;
    [[nodiscard]] bool knows(const wire::inventory& entry) const;
    /// Tells of nodes, by `addrv2` or `addr`; of more than 1000, of a random 1000. Returns those
    /// that are told.
    result<std::vector<node_address>, failure> send_addresses(std::span<const node_address> known
    ) const;
    /// Tells why something was not accepted; false when the profile or the remote's age forbids it.
    result<bool, failure> reject(const wire::reject& why) const;
    /// Asks for inventory, or headers, behind `from`, without waiting for the answer; false when
    /// just that was asked and may still be answered.
    result<bool, failure> ask_blocks(const wire::locator& from) const;
    result<bool, failure> ask_headers(const wire::locator& from) const;
    /// What the owner knows of the remote's chain: `statistics` tells it.
    void note_remote_height(std::int32_t height) const;
    void note_announced_block(const std::optional<hash256>& hash) const;

    // Asking. `within` counts from now; time during which we did not read is not counted. Before
    // the handshake is done they fail with `not_sent`.

    /// The headers behind the first block of `from` that the remote knows: up to 2000, none at its
    /// tip. A dialect with other headers names its own message:
    /// `get_headers<exchangecoin::headers>`; the wrong one is `other_type`.
    template <wire::message_type Headers = wire::headers>
    [[nodiscard]] boost::asio::awaitable<result<Headers, failure>> get_headers(
        wire::locator from, duration within
    ) const {
        return decoded<Headers>(get_headers_message(std::move(from), within));
    }
    /// The same, undecoded: for all dialects alike, and for passing them on.
    [[nodiscard]] boost::asio::awaitable<result<wire::message, failure>> get_headers_message(
        wire::locator from, duration within
    ) const;
    /// One block. `not_found` when the remote says that it does not have it; many say nothing.
    template <wire::message_type Block = wire::block>
    [[nodiscard]] boost::asio::awaitable<result<Block, failure>> get_block(
        hash256 hash, duration within
    ) const {
        return decoded<Block>(get_block_message(hash, within));
    }
    /// The same, undecoded: its `raw()` are the block's bytes.
    [[nodiscard]] boost::asio::awaitable<result<wire::message, failure>> get_block_message(
        hash256 hash, duration within
    ) const;
    /// Up to 50,000 things by one `getdata`. Completes when the last is answered or late; each
    /// answer is a `tx`, `block`, `merkleblock` or `cmpctblock`, or fails for itself, and stands
    /// where its question stood.
    [[nodiscard]] boost::asio::awaitable<
        result<std::vector<result<wire::message, failure>>, failure>>
    get_data(std::vector<wire::inventory> wanted, duration within) const;
    /// Sends a `ping` and returns the round-trip time. Calls that overlap share one `ping`.
    [[nodiscard]] boost::asio::awaitable<result<duration, failure>> ping(duration within) const;

    // Listening.

    /// A queue of all messages of these types that arrive from now on; see `raw_inbox` for its
    /// promise.
    template <wire::message_type... M>
    [[nodiscard]] bitpeer::inbox<M...> inbox(inbox_options options = {}) const {
        const wire::message_type_id types[] = {wire::message_type_id::of<M>()...};
        return bitpeer::inbox<M...>(open_inbox(types, options));
    }
    /// The same, undecoded; with no types given: of every message that arrives.
    [[nodiscard]] raw_inbox open_inbox(
        std::span<const wire::message_type_id> types, inbox_options options = {}
    ) const;

    /// Calls back for each message of this type that arrives.
    template <wire::message_type M>
    subscription on(std::function<void(const M&)> callback) const {
        return on_type(
            wire::message_type_id::of<M>(),
            [callback = std::move(callback)](const wire::message& message) {
                if (const auto value = message.get_if<M>()) callback(*value);
            }
        );
    }
    /// Calls back for each message that arrives, known or not.
    subscription on_any(std::function<void(const wire::message&)> callback) const;
    /// Calls back for everything that the engine tells, in order; the last is `disconnected`.
    subscription on_event(std::function<void(const event&)> callback) const;
    /// Calls back for each message read from the wire or written to it, the engine's own included.
    subscription tap(std::function<void(const tapped_message&)> callback) const;
    /// Calls back for all that the transport makes of what the remote says, before the engine
    /// judges it: also a message that is dropped, with its payload, or that ends the connection.
    subscription on_heard(std::function<void(const heard_frame&)> callback) const;

    // Waiting and ending.

    /// Completes when the handshake is done; fails with `handshake_failed`, or `ended` if it is
    /// over.
    [[nodiscard]] boost::asio::awaitable<result<void, failure>> ready() const;
    /// Ends the connection; what is queued is dropped. Returns at once. Does nothing the second
    /// time. `detail` goes into the reason, for people.
    void disconnect(std::string detail = {}) const;
    /// Completes when the connection is over for good, and tells why: its stream is closed, all
    /// completions were given out, no callback runs or will run. Fails with `cancelled` only.
    [[nodiscard]] boost::asio::awaitable<result<bitpeer::disconnect, failure>> closed() const;
    /// The same for a thread that may block. Refused with `would_block` inside any peer's callback
    /// and in threads that run the `io_context` or `thread_pool` that the connection was made on:
    /// they might be the ones to be waited for.
    [[nodiscard]] result<bitpeer::disconnect, failure> wait() const;

    /// Whether both are the same connection.
    friend bool operator==(const peer&, const peer&) = default;

private:
    friend class detail::session;
    friend class peer_capture;  // watches without keeping
    explicit peer(std::shared_ptr<detail::session_handle> handle);
    [[nodiscard]] detail::session& get() const;

    template <wire::message_type M>
    [[nodiscard]] static boost::asio::awaitable<result<M, failure>> decoded(
        boost::asio::awaitable<result<wire::message, failure>> arrival
    ) {
        auto message = co_await std::move(arrival);
        if (!message) co_return failed(std::move(message.error()));
        try {
            auto value = message->template get_if<M>();
            if (!value) co_return failed(failure{failure_code::other_type});
            co_return std::move(*value);
        } catch (const std::bad_alloc&) {  // it came, and is too large for us now
        }
        co_return failed(failure{failure_code::out_of_memory});
    }

    subscription on_type(
        wire::message_type_id type, std::function<void(const wire::message&)> callback
    ) const;

    std::shared_ptr<detail::session_handle> handle_;
};

/// Called with a new peer before a byte is exchanged: the place to subscribe to everything.
using peer_preparation = std::function<void(const peer&)>;

}  // namespace bitpeer
