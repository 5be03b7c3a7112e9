#pragma once
/// Messages on their way out.

#include <bitpeer/base/ring_queue.hpp>
#include <bitpeer/engine/engine.hpp>
#include <bitpeer/transport/transport.hpp>

#include <cstddef>
#include <functional>
#include <optional>
#include <vector>

namespace bitpeer {

/// What is queued, in order: first the frames that are sealed, then the owner's messages that wait
/// for the end of the handshake, since their bytes depend on it.
class outbox {
public:
    outbox(const wire::dialect& dialect, transport::transport& out)
        : dialect_(dialect), out_(out) {}

    /// Called with each message that is sealed, its payload, and the digest of that if it is known.
    using sealing = std::function<
        void(const wire::message&, const shared_bytes& payload, const hash256* digest)>;
    void on_seal(sealing told) { on_seal_ = std::move(told); }

    /// Seals a message of ours and queues it: nobody waits for its completion.
    std::optional<send_error> write(const wire::message& message, wire::format_options options);

    /// Whether the transport can seal messages yet.
    [[nodiscard]] bool ready() const { return out_.ready(); }
    /// Queues what the transport has to write that is no message.
    void take_output();

    /// Queues a message of the owner's. It waits until `open` unless that happened. With
    /// `no_ticket` nothing is told of it.
    std::optional<send_error> submit(ticket id, const wire::message& message);

    /// Whether a message may be sent with what was negotiated.
    using agreement = std::function<bool(const wire::message&)>;

    /// The handshake is done: seals what waited. Returns those that cannot be sent to this peer.
    std::vector<ticket> open(wire::format_options options, const agreement& agreed);

    /// The size of the frame that is being written; zero when there is none.
    [[nodiscard]] std::size_t next_size() const {
        return sealed_.empty() ? 0 : sealed_.front().frame.size();
    }

    /// Drops everything; returns the tickets that will never be written. Memory that `parts()`
    /// showed stays until the next `advance`: a write may still be reading it.
    std::vector<ticket> abandon();

    /// The bytes to write next, `limit` of them at most.
    [[nodiscard]] gather_list parts(std::size_t limit) const;

    /// Whether `advance` tells of every message; else of those only that ask something.
    void report_all(bool wanted) { report_all_ = wanted; }
    [[nodiscard]] bool reports_all() const { return report_all_; }

    /// What a write brought to its end.
    struct progress {
        std::size_t messages = 0;
        std::vector<message_written> written;  // those that are reported
        std::vector<ticket> tickets;
    };

    /// The first `count` bytes of `parts()` are written.
    progress advance(std::size_t count);

    /// What a queued message costs besides its bytes: a `pong` has 32 of those.
    static constexpr std::size_t overhead = 256;

    /// Bytes queued, and what it costs to hold them.
    [[nodiscard]] std::size_t bytes() const {
        return sealed_bytes_ + waiting_bytes_ + overhead * (sealed_.size() + waiting_.size());
    }
    [[nodiscard]] bool empty() const { return sealed_.empty() && waiting_.empty(); }
    /// Those of them that a write would take: none that wait for the end of the handshake.
    [[nodiscard]] std::size_t writable_bytes() const { return sealed_bytes_; }
    /// Those of them that are in messages of our own making, which no owner waits for, and what
    /// these cost.
    [[nodiscard]] std::size_t own_bytes() const { return own_bytes_; }

private:
    struct sealed {
        transport::sealed_frame frame;
        wire::command_name command;  // empty: no message, but what opens a stream
        shared_bytes payload;        // kept while somebody may want to be told
        bool asks = false;
        std::optional<ticket> id;
    };
    struct waiting {
        wire::message message;
        ticket id;
        std::size_t size = 0;
    };

    /// Why the message does not exist for this connection, if so.
    [[nodiscard]] std::optional<wire::error> gate_of(
        const wire::message& message, const wire::format_options& options
    ) const;
    std::optional<send_error> seal(
        std::optional<ticket> id, const wire::message& message, wire::format_options options
    );

    const wire::dialect& dialect_;
    transport::transport& out_;
    std::optional<wire::format_options> options_;  // set once the handshake is done
    ring_queue<sealed> sealed_;
    std::vector<waiting> waiting_;
    ring_queue<sealed> abandoned_;
    sealing on_seal_;
    bool report_all_ = false;
    std::size_t written_ = 0;  // bytes of the first sealed frame
    std::size_t sealed_bytes_ = 0;
    std::size_t waiting_bytes_ = 0;
    std::size_t own_bytes_ = 0;
};

}  // namespace bitpeer
