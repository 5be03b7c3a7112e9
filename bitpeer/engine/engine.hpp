#pragma once
/// One connection to one peer, without a socket, a clock, a thread or a source of randomness.

#include <bitpeer/base/bytes.hpp>
#include <bitpeer/base/random.hpp>
#include <bitpeer/base/result.hpp>
#include <bitpeer/base/time.hpp>
#include <bitpeer/engine/address_sample.hpp>
#include <bitpeer/engine/config.hpp>
#include <bitpeer/engine/event.hpp>
#include <bitpeer/engine/legality.hpp>
#include <bitpeer/engine/prepared_config.hpp>
#include <bitpeer/engine/statistics.hpp>
#include <bitpeer/engine/transaction_news.hpp>
#include <bitpeer/transport/transport.hpp>
#include <bitpeer/wire/header_layout.hpp>
#include <bitpeer/wire/inventory.hpp>
#include <bitpeer/wire/locator.hpp>
#include <bitpeer/wire/message.hpp>
#include <bitpeer/wire/messages/reject.hpp>

#include <array>
#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace bitpeer {

/// What the owner did wrong, or asked for too much of.
enum class misuse : std::uint8_t {
    ended,           ///< the connection is over
    too_early,       ///< the handshake is not done
    not_in_dialect,  ///< the network's dialect has no such message
    not_negotiated,  ///< the remote did not say that it understands it: `addrv2`, a feature's
    wrong_kind,      ///< a connection of this kind has no place for it
    unencodable,     ///< the message breaks its own limits: `detail` tells which
    back_pressure,   ///< the send queue is full: wait for completions
};

[[nodiscard]] std::string_view to_string(misuse code);

/// Why a message was not accepted. Nothing happened then, and no completion follows.
struct send_error {
    misuse code{};
    std::optional<wire::error> detail;

    [[nodiscard]] std::string message() const;
};

/// The bytes to write next, as one gathering write takes them.
class gather_list {
public:
    static constexpr std::size_t parts_max = 64;

    void add(byte_view part) { parts_[count_++] = part; }
    [[nodiscard]] bool full() const { return count_ == parts_max; }
    [[nodiscard]] bool empty() const { return count_ == 0; }
    [[nodiscard]] std::span<const byte_view> parts() const& { return {parts_.data(), count_}; }
    /// A loop over the parts of a list that nobody keeps would read what is gone.
    std::span<const byte_view> parts() const&& = delete;
    [[nodiscard]] std::size_t bytes() const {
        std::size_t total = 0;
        for (const auto part : parts()) total += part.size();
        return total;
    }

private:
    std::array<byte_view, parts_max> parts_{};
    std::size_t count_ = 0;
};

/// How a connection ended outside of the protocol.
struct close_cause {
    bool failed = false;  ///< false: the remote closed its side in order
    std::string detail;   ///< what the operating system said
};

class connection;

/// A peer as a state machine over bytes and time. Whatever happens outside is told to it, whatever
/// it wants is asked of it:
///
///     +------------------------------------------------------------------------------------+
///     | After any input, take what you can of `poll_event` and `transmit`, then arm one    |
///     | timer to `next_timeout`.                                                           |
///     +------------------------------------------------------------------------------------+
///
/// The same inputs give the same outputs, bit for bit. Nothing a remote sends makes it throw, grow
/// beyond `byte_budgets`, or stop. After the end every call is a no-op. Not thread-safe.
///
/// Time: everything is counted on the monotonic clock; Unix time may jump as it likes, it only goes
/// into `version` and comes out of `time_offset`. A monotonic time before that of the call before
/// is taken for the latter, and counted in `statistics`. Deadlines end nothing but in `timeout`. So
/// an owner that was away (a process that was stopped, a machine that slept) gives what waits in
/// the stream to `receive` first and calls `timeout` after that: then no remote is accused of what
/// was its owner's absence.
///
/// Memory: no input throws `std::bad_alloc`. One that needs memory and gets none ends the
/// connection with `out_of_memory`, and returns what it returns after the end. What was told before
/// can still be polled; then comes `disconnected`, which needs no memory. **Completions that are
/// not told before that one are lost**: whoever promised them to others fails them now. Only the
/// constructor throws, and what returns copies: `statistics` and the like, which change nothing.
class engine {
public:
    /// Starts the handshake. An outbound engine has its `version` to transmit at once.
    engine(const peer_config& config, direction who_dialled, instant now, const entropy& seed);
    /// The same for one of many that share their configuration.
    engine(
        prepared_config config, connection_details own, direction who_dialled, instant now,
        const entropy& seed
    );
    engine(engine&&) noexcept;
    engine& operator=(engine&&) noexcept;
    ~engine();

    // What happened.

    /// Bytes came. Returns how many were taken: fewer than given when a budget is full; offer the
    /// rest again when `wants_input` says so.
    std::size_t receive(byte_view in, instant now);
    /// Where the next bytes of a large message are going to be, a part of which has come: who reads
    /// the stream may read them to there and then gives them to `receive` as any others, which
    /// takes them all and need not copy them. Empty where nothing large is on its way. Holds until
    /// the engine is called again.
    [[nodiscard]] byte_span room();
    /// Time passed. May be called at any moment.
    void timeout(instant now);
    /// The stream is over.
    void closed(const close_cause& cause, instant now);
    /// The owner holds input back for its own reasons (true), or no longer: meanwhile no deadline
    /// of the remote's runs.
    void hold(bool held, instant now);
    /// `count` bytes of `transmit()` were written.
    void transmitted(std::size_t count, instant now);

    // What the owner wants.

    /// Queues a message, from construction on; it is encoded for what the handshake negotiates and
    /// nothing of it is written before that. A `send_completed` with the ticket follows, once.
    result<ticket, send_error> send(const wire::message& message, instant now);
    /// The same for who does not want to know what becomes of it: no `send_completed` follows.
    result<void, send_error> tell(const wire::message& message, instant now);
    /// Sends a `ping` at once; `ping_answered` follows, or `pong_timeout`. A ping that is not
    /// answered yet is given up: its answer is not told.
    result<ticket, send_error> ping(instant now);

    // Telling.

    /// Announces a block or a transaction, from construction on. A block's `inv` goes out at once;
    /// everything else waits for the next trickle, unless the remote tells us of it first. Nothing
    /// is announced twice, nor to who announced or sent it.
    result<announcement, send_error> announce(const wire::inventory& entry, instant now);
    /// The same for a transaction, by whichever name the remote goes by: its wtxid if both said
    /// `wtxidrelay` (BIP339). Not announced to who has it by either name, or asked for none that
    /// pay so little (BIP133), be it now or when the trickle is due.
    result<announcement, send_error> announce_transaction(
        const transaction_news& news, instant now
    );
    /// Announces new blocks, oldest first, each the child of the one before: by `headers` to who
    /// asked for that (BIP130), if there are at most eight and the remote has the parent of the
    /// first that is new to it; else the last one by `inv`. Headers of the dialect's size. Before
    /// the handshake is done, the last one waits.
    result<announcement, send_error> announce_blocks(const wire::header_batch& newest, instant now);
    /// Announces all of these at once, known or not: the answer to a `mempool`. No transactions on
    /// a connection of a kind that relays none.
    result<void, send_error> announce_now(std::span<const wire::inventory> entries, instant now);
    /// The remote has this: it is not announced to it any more.
    void add_known(const wire::inventory& entry);
    /// Whether the remote is known to have it. The last ones are remembered, as many as the budget
    /// has room for. A transaction that it sent, or was sent, is known by the name that both
    /// announce it by: its wtxid where that was agreed on (BIP339), else its txid.
    [[nodiscard]] bool knows(const wire::inventory& entry) const;
    /// Tells of nodes by `addrv2` where that was negotiated, else by `addr`, which has no room for
    /// some; of more than 1000, tells a random 1000. Returns those that are told.
    result<std::vector<node_address>, send_error> send_addresses(
        std::span<const node_address> known, instant now
    );
    /// Tells why something was not accepted; false when that stays unsaid: the profile does not
    /// send `reject`, or the remote is older than it. `wire::reject_of` makes one.
    result<bool, send_error> reject(const wire::reject& why, instant now);
    /// No transactions that pay less than this are to be announced to us: satoshi per 1000 virtual
    /// bytes, within 0 and 21e14. The remote is told by `feefilter` (BIP133), at once if it is the
    /// first, else at some moment within the next minutes, rounded, so that nobody is known by it.
    void set_fee_filter(std::int64_t rate, instant now);
    /// Asks for new blocks by `cmpctblock`, unasked or not (BIP152). False when that stays unsaid:
    /// it was said last, or the remote is older than compact blocks.
    result<bool, send_error> ask_compact_blocks(bool high_bandwidth, instant now);
    /// Asks for inventory behind `from`. False when just that was asked and may still be answered:
    /// until an `inv` comes, for two minutes.
    result<bool, send_error> ask_blocks(const wire::locator& from, instant now);
    /// The same for headers, without a request: the answer is an ordinary `headers`.
    result<bool, send_error> ask_headers(const wire::locator& from, instant now);

    // Asking. A request has a `request_completed` with its ticket in place of a `send_completed`,
    // once.

    /// Asks for the headers behind the first block of `locator` that the remote knows. The answer
    /// is a `headers` message.
    result<ticket, send_error> request_headers(
        const wire::locator& from, duration within, instant now
    );
    /// Asks for one block, with witness where the remote has it. The answer is a `block` message.
    result<ticket, send_error> request_block(const hash256& hash, duration within, instant now);
    /// Asks for up to 50,000 things by one `getdata`, as they stand there. Each is a request of its
    /// own: the tickets are in their order.
    result<std::vector<ticket>, send_error> request_data(
        std::span<const wire::inventory> wanted, duration within, instant now
    );

    // Noting.

    /// The remote's chain has this height; ignored unless it is higher than what is known.
    void note_remote_height(std::int32_t height);
    /// The last block that the remote announced, when the owner knows better.
    void note_announced_block(const std::optional<hash256>& hash);

    /// Has an encrypted connection send a packet that means nothing, with so many bytes in it; at
    /// most as many as a message may have. False when that is not possible: on v1, or too early.
    bool send_decoy(std::size_t contents, instant now);

    /// Whether each message that was written is told as `message_written`. Off from the start; what
    /// is queued before the handshake is done is told in any case once it is on.
    void report_writes(bool wanted);
    /// Has all that the transport makes of the remote's bytes told before it is judged, also what
    /// is dropped then or ends the connection. Called from within `receive`, where the engine may
    /// not be called. Empty: nobody is told.
    void on_heard(std::function<void(const transport::received&, instant now)> told);
    /// Ends the connection. What is queued is dropped. `detail` goes into the reason, for people.
    void disconnect(instant now, std::string detail = {});
    /// The same, for the sake of other connections: the reason is `shed`.
    void shed(instant now, std::string detail = {});
    /// The owner itself has no memory to go on with this connection: ends it as if the engine had
    /// had none. Needs none.
    void out_of_memory() noexcept;

    // What comes of it.

    /// The next event, oldest first.
    std::optional<event> poll_event();
    /// Whether `poll_event` has something to give.
    [[nodiscard]] bool has_event() const;
    /// What to write; valid until `transmitted` or the end, whatever is called between.
    [[nodiscard]] gather_list transmit() const;
    /// Whether `transmit` has something to write now; cheaper than to ask it.
    [[nodiscard]] bool may_write() const;
    /// When to call `timeout`, if at all.
    [[nodiscard]] std::optional<instant> next_timeout() const;
    /// False while a budget is full: stop reading.
    [[nodiscard]] bool wants_input() const;
    /// The connection is over; close the stream when `transmit` is empty, which it is.
    [[nodiscard]] bool ended() const;

    // What is known.

    [[nodiscard]] stage state() const;
    /// The time of what happened last, as we were told it.
    [[nodiscard]] instant last_input() const;
    [[nodiscard]] direction who_dialled() const;
    [[nodiscard]] const features& negotiated() const;  ///< complete once `running`
    /// The rules that it keeps to: those of its kind.
    [[nodiscard]] const kind_rules& kind() const;
    [[nodiscard]] bitpeer::statistics statistics() const;
    /// "v1", "v2", or "detecting" while that is not sure yet.
    [[nodiscard]] std::string_view transport() const;
    /// What names an encrypted connection, the same on both sides: where people find that it
    /// differs, somebody is in between.
    [[nodiscard]] std::optional<transport::session_id> session() const;
    /// What its first bytes were, for those who want to show them.
    [[nodiscard]] std::optional<transport::openings> opened() const;
    /// The connection ended as one does that is spoken to in v2 and knows only v1: we dialled,
    /// preferring v2, and not one byte came back until it closed, or within half of
    /// `timing::handshake_timeout`. Then dial once more, in the same way and with the same options,
    /// but `transport_policy::v1_after_v2` (BIP324).
    [[nodiscard]] bool falls_back_to_v1() const;
    [[nodiscard]] std::uint64_t nonce() const;  ///< the one in our `version`
    [[nodiscard]] const std::optional<bitpeer::disconnect>& why_ended() const;
    /// Whether a message is not written yet, be it that it may not be written now.
    [[nodiscard]] bool has_output() const;
    /// Bytes held: undelivered events, unsent messages, a partial message.
    [[nodiscard]] std::size_t bytes_held() const;

private:
    std::unique_ptr<connection> connection_;
};

}  // namespace bitpeer
