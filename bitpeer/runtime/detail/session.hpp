#pragma once
/// A connection at work: one stream, one deadline, one engine.

#include <bitpeer/engine/engine.hpp>
#include <bitpeer/runtime/clock.hpp>
#include <bitpeer/runtime/detail/callbacks.hpp>
#include <bitpeer/runtime/detail/deadlines.hpp>
#include <bitpeer/runtime/detail/inbox_queue.hpp>
#include <bitpeer/runtime/detail/overseer.hpp>
#include <bitpeer/runtime/detail/waiting.hpp>
#include <bitpeer/runtime/guarded_strand.hpp>
#include <bitpeer/runtime/own_nonces.hpp>
#include <bitpeer/runtime/peer.hpp>
#include <bitpeer/runtime/stream.hpp>

#include <array>
#include <atomic>
#include <cstdint>
#include <exception>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <new>
#include <optional>
#include <string>
#include <thread>
#include <variant>
#include <vector>

namespace bitpeer::detail {

/// Two rules keep it simple:
///
/// * The engine, and what is counted against it, stands under one mutex, held for moments and never
///   while anybody's code runs. So `send` answers at once on any thread, and "is it over?" and
///   "queue it" are one step: no completion is lost.
/// * The stream, the deadline and the callbacks belong to the strand. Whatever changes the engine
///   schedules a `pump` there, which hands out events and starts what there is to do.
///
/// What is under way keeps the session alive; when all of it has ended it is finished: a wait for
/// input while that is wanted, the timer, and `write` while there is output that does not go at
/// once. Streams that cannot tell when they are readable have a coroutine that waits in them.
///
/// Memory: what an operation will need to complete is there before the engine hears of it, so that
/// one that finds none has done nothing. What finds none on the strand ends the connection with
/// `out_of_memory`; from there on nothing is needed: words are left out, and whatever is open
/// completes from here, whether the engine could tell it or not.
class session final : public waiting_place,
                      public starving,
                      public read_waiter,
                      public deadline_owner,
                      public std::enable_shared_from_this<session> {
public:
    using sent = result<void, failure>;
    using answer = result<wire::message, failure>;
    using round_trip = result<duration, failure>;
    using farewell = result<bitpeer::disconnect, failure>;
    using send_done = std::function<void(send_outcome)>;
    using answers = result<std::vector<answer>, failure>;
    using question = std::function<result<ticket, send_error>(engine&, instant now)>;

    /// Makes a peer of a stream, lets its owner prepare it, and starts it.
    static peer open(
        std::unique_ptr<stream> connected, const prepared_config& config, connection_details own,
        direction who_dialled, std::shared_ptr<own_nonces> nonces, const peer_preparation& prepare
    );

    session(
        std::unique_ptr<stream> connected, const prepared_config& config, connection_details own,
        direction who_dialled, std::shared_ptr<own_nonces> nonces
    );
    ~session() override;

    // session_operations.cpp: from any thread.
    sent send(const wire::message& message, send_done done);
    /// As one of many who get the same.
    sent tell(const wire::message& message);
    [[nodiscard]] boost::asio::awaitable<sent> async_send(wire::message message);
    [[nodiscard]] boost::asio::awaitable<answer> ask(question about);
    [[nodiscard]] boost::asio::awaitable<answers> ask_data(
        std::vector<wire::inventory> wanted, duration within
    );
    [[nodiscard]] boost::asio::awaitable<round_trip> ping(duration within);
    [[nodiscard]] boost::asio::awaitable<sent> ready();
    [[nodiscard]] boost::asio::awaitable<farewell> closed();
    [[nodiscard]] farewell wait();
    void disconnect(std::string detail);
    void shed(std::string detail);
    void disconnect_by_handle() noexcept;
    [[nodiscard]] std::optional<bitpeer::disconnect> why_ended() const;
    void report_writes();
    /// From now on `watching` is told, too; false when it is over already.
    bool watch_by(std::shared_ptr<overseer> watching);
    [[nodiscard]] std::size_t bytes_held() const;
    void report_heard();
    [[nodiscard]] std::shared_ptr<inbox_queue> open_inbox(
        std::vector<wire::message_type_id> types, inbox_options options
    );

    /// Has the engine do something that nobody waits for: `deed(engine, now)`.
    template <class Deed>
    [[nodiscard]] auto act(Deed deed) {
        const std::lock_guard lock(mutex_);
        auto outcome = deed(engine_, system_now());
        schedule();
        return std::move(outcome).map_error([this](const send_error& error) {
            return refusal(error);
        });
    }

    /// The same where there is no error to tell.
    template <class Deed>
    [[nodiscard]] auto act_quietly(Deed deed) {
        const std::lock_guard lock(mutex_);
        auto outcome = deed(engine_, system_now());
        schedule();
        return outcome;
    }

    /// What the engine knows.
    template <class Look>
    [[nodiscard]] auto look(Look at) const {
        const std::lock_guard lock(mutex_);
        return at(engine_);
    }
    /// Notes something, which has no consequences but for the memory that it needs.
    template <class Note>
    void note(Note in) {
        const std::lock_guard lock(mutex_);
        in(engine_);
        if (engine_.ended()) schedule();  // it may have ended over this
    }
    /// The session behind a handle.
    [[nodiscard]] static std::shared_ptr<session> of(const peer& handle);
    [[nodiscard]] const std::string& remote_address() const { return remote_address_; }
    [[nodiscard]] const std::string& local_address() const { return local_address_; }
    [[nodiscard]] std::uint64_t id() const { return id_; }
    [[nodiscard]] boost::asio::any_io_executor get_executor() const { return strand_.plain(); }

    callback_list<wire::message> on_message;
    callback_list<event> on_event;
    callback_list<tapped_message> taps;
    callback_list<heard_frame> on_heard;

private:
    struct waiting_ping {
        waiter_ptr<round_trip> waiting;
        instant deadline;
    };
    using answered = std::function<void(answer)>;
    using completion = std::variant<send_done, answered>;
    using inboxes = std::vector<std::shared_ptr<inbox_queue>>;
    using overseers = std::vector<std::shared_ptr<overseer>>;
    static std::shared_ptr<const inboxes> no_inboxes();

    void start();

    // Under the mutex.
    void schedule() noexcept;
    [[nodiscard]] bool begin_pump() noexcept;
    [[nodiscard]] bool pump_is_due() const noexcept;
    [[nodiscard]] instant time_to_send() const;
    [[nodiscard]] failure end_failure(failure_code code) const noexcept;
    [[nodiscard]] failure refusal(const send_error& error) const noexcept;
    [[nodiscard]] std::optional<instant> earliest_deadline() const;
    [[nodiscard]] std::size_t bytes_held_now() const;
    [[nodiscard]] bool holds_something_new();
    void stream_ended(const boost::system::error_code& error);

    // On the strand, session.cpp: the pump.
    void pump();
    void settle();
    void write_only();
    void arm(std::optional<instant> deadline);
    bool due(std::shared_ptr<deadline_owner> itself) noexcept override;
    void fired();
    void expire(instant now);
    [[nodiscard]] bool was_away(std::optional<instant> due, instant now);
    void starved() override;
    template <class Callback>
    void guarded(const Callback& callback);

    /// As long as one lives, its thread is on the strand and pumps at the end: what happens
    /// meanwhile need not be posted.
    class attention {
    public:
        explicit attention(session& owner)
            : owner_(owner),
              before_(owner.attending_.exchange(std::this_thread::get_id(), relaxed)) {}
        attention(const attention&) = delete;
        attention& operator=(const attention&) = delete;
        ~attention() { owner_.attending_.store(before_, relaxed); }

    private:
        static constexpr auto relaxed = std::memory_order_relaxed;

        session& owner_;
        const std::thread::id before_;
    };

    // session_io.cpp
    void start_reading();
    void readable(const boost::system::error_code& error) override;
    void forgotten() override { lost_reader(); }
    void read_at_once();
    [[nodiscard]] std::optional<bool> read_in_place();
    [[nodiscard]] bool heard(const io_outcome& outcome, byte_view read);
    void start_writing();
    static boost::asio::awaitable<void> read(std::shared_ptr<session> self);
    static boost::asio::awaitable<void> write(std::shared_ptr<session> self);
    using gathered_parts = std::array<boost::asio::const_buffer, gather_list::parts_max>;
    [[nodiscard]] std::size_t gather(gathered_parts& into) const;
    [[nodiscard]] bool write_at_once();
    void written(const io_outcome& outcome);
    void arrived(byte_view in);
    [[nodiscard]] std::size_t offer(byte_view in);
    void offer_leftover();
    void broken(const std::exception_ptr& error);
    [[nodiscard]] bool may_read() const;
    [[nodiscard]] bool inbox_is_full() const;

    // session_events.cpp
    void deliver_events();
    void deliver_heard();
    void hold_for_callbacks();
    void deliver(const handshake_completed& told);
    void deliver(const message_arrived& told, const inboxes* open);
    void deliver(const message_written& told);
    void deliver(const message_dropped& told);
    void deliver(const ping_answered& told);
    void deliver(const send_completed& told);
    void deliver(const request_completed& told);
    void deliver(const disconnected& told);
    void complete_ready(const sent& outcome);
    void complete_pings(const round_trip& outcome);
    void complete_forgotten(const failure& ended);

    // session_end.cpp
    void ran_out() noexcept;
    void close_down();
    void finish();
    void lost_reader() { reading_ = false; }
    void lost_writer() { writing_ = false; }
    void forget_nonce();
    void abandon() override;
    std::shared_ptr<waiting_place> itself() override { return weak_from_this().lock(); }

    const std::uint64_t id_;
    const std::string remote_address_;
    const std::string local_address_;
    guarded_strand strand_;
    const std::shared_ptr<own_nonces> nonces_;
    waiting_service& service_;
    deadlines& deadlines_;

    mutable std::mutex mutex_;
    engine engine_;
    std::vector<heard_frame> heard_;     // and not told yet: what came by one read
    std::map<ticket, completion> open_;  // sends and requests
    std::vector<waiting_ping> pings_;
    std::vector<waiter_ptr<sent>> waiting_for_ready_;
    std::vector<waiter_ptr<farewell>> waiting_for_end_;
    std::shared_ptr<const overseers> overseers_;  // none: null
    std::size_t held_told_ = 0;                   // to them
    std::shared_ptr<const inboxes> inboxes_ = no_inboxes();
    bytes leftover_;  // read, and not taken by the engine; changed on the strand only
    bool started_ = false;
    bool pump_due_ = false;
    bool was_up_ = false;                 // the handshake was done once
    bool ended_told_ = false;             // no event follows
    std::atomic<bool> finished_ = false;  // changes under the mutex

    // On the strand.
    std::unique_ptr<stream> stream_;
    std::optional<instant> armed_for_;
    std::optional<instant> grace_until_;  // we were away: what waits in the stream is heard first
    std::atomic<std::thread::id> attending_{};  // who pumps before it goes on to anything else
    bool pumping_ = false;
    bool pump_again_ = false;
    bool reading_ = false;
    bool writing_ = false;
    bool closing_ = false;
    bool holding_ = false;  // an inbox is full, or a callback runs
    bool nonce_told_ = false;
};

/// What the copies of a `peer` share: when the last goes, the connection ends.
class session_handle {
public:
    explicit session_handle(std::shared_ptr<session> session) : session_(std::move(session)) {}
    session_handle(const session_handle&) = delete;
    session_handle& operator=(const session_handle&) = delete;
    ~session_handle() { session_->disconnect_by_handle(); }

    [[nodiscard]] const std::shared_ptr<session>& get() const { return session_; }

private:
    std::shared_ptr<session> session_;
};

/// Calls the owner's code, which may throw.
template <class Callback>
void session::guarded(const Callback& callback) {
    try {
        try {
            callback();
        } catch (const std::bad_alloc&) {
            throw;
        } catch (const std::exception& thrown) {
            disconnect(std::string("a callback threw: ") + thrown.what());
        } catch (...) {
            disconnect("a callback threw");
        }
    } catch (const std::bad_alloc&) {
        ran_out();
    }
}

}  // namespace bitpeer::detail
