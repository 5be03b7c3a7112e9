#include <bitpeer/crypto/secret.hpp>
#include <bitpeer/runtime/clock.hpp>
#include <bitpeer/runtime/detail/session.hpp>
#include <bitpeer/runtime/entropy.hpp>

#include <boost/asio/post.hpp>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <new>
#include <utility>

namespace bitpeer::detail {

namespace {

/// A timer that fires so late fires in a process that was stopped meanwhile.
constexpr duration noticed_absence = std::chrono::seconds(5);
/// How long what waits in the stream is heard then, before anything is found to be late.
constexpr duration hearing_first = std::chrono::seconds(1);

/// What only the connection knows.
connection_details completed(
    connection_details own, const prepared_config& config, const stream& connected
) {
    if (own.remote_address || config.config().remote_address != wire::net_address{}) return own;
    if (const auto remote = connected.remote_endpoint()) {
        own.remote_address.emplace().address = *remote;
    }
    return own;
}

/// Whoever had the seed could read an encrypted connection: nothing of it stays behind.
engine make_engine(const prepared_config& config, connection_details own, direction who_dialled) {
    auto seed = system_entropy();
    engine made(config, std::move(own), who_dialled, system_now(), seed);
    crypto::wipe(seed.bytes);
    return made;
}

std::uint64_t next_id() {
    static std::atomic<std::uint64_t> last = 0;
    return ++last;
}

}  // namespace

peer session::open(
    std::unique_ptr<stream> connected, const prepared_config& config, connection_details own,
    direction who_dialled, std::shared_ptr<own_nonces> nonces, const peer_preparation& prepare
) {
    own = completed(std::move(own), config, *connected);
    const auto opened = std::make_shared<session>(
        std::move(connected), config, std::move(own), who_dialled, std::move(nonces)
    );
    peer handle(std::make_shared<session_handle>(opened));
    if (prepare) {
        opened->guarded([&] {
            const callback_scope inside;
            prepare(handle);
        });
    }
    opened->start();
    return handle;
}

session::session(
    std::unique_ptr<stream> connected, const prepared_config& config, connection_details own,
    direction who_dialled, std::shared_ptr<own_nonces> nonces
)
    : id_(next_id()),
      remote_address_(connected->remote_address()),
      local_address_(connected->local_address()),
      strand_(guarded_strand::on(connected->get_executor())),
      nonces_(std::move(nonces)),
      service_(boost::asio::use_service<waiting_service>(
          boost::asio::query(strand_, boost::asio::execution::context)
      )),
      deadlines_(deadlines::of(strand_.base())),
      engine_(make_engine(config, std::move(own), who_dialled)),
      stream_(std::move(connected)) {}

session::~session() {
    forget_nonce();
    if (entered()) service_.remove(*this);
}

void session::start() {
    strand_.belongs_to(weak_from_this());
    service_.add(*this);
    const std::lock_guard lock(mutex_);
    try {
        if (nonces_ && engine_.who_dialled() == direction::outbound) {
            nonces_->add(engine_.nonce());
            nonce_told_ = true;
        }
    } catch (const std::bad_alloc&) {
        engine_.out_of_memory();
    }
    started_ = true;
    schedule();
}

/// Whether something happened for which a pump comes.
bool session::pump_is_due() const noexcept {
    if (pump_due_) return true;
    return attending_.load(std::memory_order_relaxed) == std::this_thread::get_id() && pump_again_;
}

/// All that is sent before the next pump goes out together: one look at the clock is enough for it.
instant session::time_to_send() const {
    return pump_is_due() ? engine_.last_input() : system_now();
}

/// Whether the caller has to see to it that a pump comes.
bool session::begin_pump() noexcept {
    if (!started_ || pump_due_) return false;
    if (attending_.load(std::memory_order_relaxed) == std::this_thread::get_id()) {
        pump_again_ = true;
        return false;
    }
    return pump_due_ = true;
}

void session::schedule() noexcept {
    if (!begin_pump()) return;
    try {
        boost::asio::post(strand_, [self = shared_from_this()] {
            {
                const std::lock_guard lock(self->mutex_);
                self->pump_due_ = false;
            }
            self->pump();
        });
    } catch (const std::bad_alloc&) {  // the next occasion has to do
        pump_due_ = false;
        engine_.out_of_memory();
    }
}

/// After anything happened: the engine's one rule.
void session::pump() {
    // A stream that reads without waiting comes here from within.
    if (std::exchange(pumping_, true)) {
        pump_again_ = true;
        return;
    }
    const attention whole(*this);
    do {
        pump_again_ = false;
        try {
            deliver_events();
            offer_leftover();
            settle();
        } catch (const std::bad_alloc&) {
            ran_out();
            pump_again_ = true;  // it only closes down now
        }
    } while (pump_again_);
    pumping_ = false;
}

/// What is queued goes out, and nobody's code is called: that is left to a pump, if it is needed.
void session::write_only() {
    {
        const std::lock_guard lock(mutex_);
        pump_due_ = false;
    }
    const bool all = !writing_ && !closing_ && write_at_once();
    const std::lock_guard lock(mutex_);
    const auto deadline = earliest_deadline();
    const bool sooner = deadline && (!armed_for_ || *deadline < *armed_for_);
    if (!all || sooner || engine_.has_event()) schedule();
}

/// Something was destroyed that could not go on.
void session::starved() {
    ran_out();
    pump();
}

void session::settle() {
    std::shared_ptr<const overseers> watching;
    std::size_t held = 0;
    bool over = false;
    bool has_output = false;
    std::optional<instant> deadline;
    {
        const std::lock_guard lock(mutex_);
        over = engine_.ended();
        if (over && !ended_told_) {  // just now, from another thread: its last events come first
            pump_again_ = true;
            return;
        }
        const bool full = inbox_is_full();
        if (full != holding_) engine_.hold(full, system_now());
        holding_ = full;
        has_output = engine_.may_write();
        deadline = earliest_deadline();
        if (holds_something_new()) {
            watching = overseers_;
            held = held_told_;
        }
    }
    if (watching) {
        for (const auto& one : *watching) one->holds(id_, held, system_now());
    }
    if (over) return close_down();
    if (has_output && !writing_ && !write_at_once()) start_writing();
    if (!reading_ && may_read()) start_reading();
    arm(deadline);
}

/// Whoever watches is told of pages, not of bytes.
bool session::holds_something_new() {
    if (!overseers_) return false;
    constexpr std::size_t little = 4096;
    const auto held = bytes_held_now();
    const auto change = held > held_told_ ? held - held_told_ : held_told_ - held;
    if (change < little && (held > 0 || change == 0)) return false;
    held_told_ = held;
    return true;
}

std::size_t session::bytes_held_now() const {
    auto held = engine_.bytes_held() + leftover_.capacity();
    for (const auto& inbox : *inboxes_) held += inbox->bytes();
    return held;
}

std::optional<instant> session::earliest_deadline() const {
    auto earliest = engine_.next_timeout();
    const auto consider = [&](const std::optional<instant>& other) {
        if (other && (!earliest || *other < *earliest)) earliest = other;
    };
    for (const auto& ping : pings_) consider(ping.deadline);
    for (const auto& inbox : *inboxes_) consider(inbox->patience_ends());
    return earliest;
}

void session::arm(std::optional<instant> deadline) {
    if (deadline && grace_until_) deadline = std::max(*deadline, *grace_until_);
    // A deadline that moved away is noticed when the timer fires: that is rarer than moving it.
    if (!deadline || (armed_for_ && *armed_for_ <= *deadline)) return;
    using clock = deadlines::clock;
    const clock::time_point when(std::chrono::duration_cast<clock::duration>(deadline->monotonic));
    deadlines_.set(shared_from_this(), when, strand_.base());
    armed_for_ = deadline;
}

/// On any thread.
bool session::due(std::shared_ptr<deadline_owner> itself) noexcept {
    try {
        auto self = std::static_pointer_cast<session>(std::move(itself));
        boost::asio::post(strand_, [self = std::move(self)] { self->fired(); });
        return true;
    } catch (const std::bad_alloc&) {
        return false;
    }
}

void session::fired() {
    if (closing_) return;  // what is under way still comes by itself
    const auto due = std::exchange(armed_for_, std::nullopt);
    const auto now = system_now();
    try {
        if (was_away(due, now)) return arm(now);
        expire(now);
    } catch (const std::bad_alloc&) {
        ran_out();
    }
    pump();
}

/// The process was stopped, or the machine: the remote's answers may wait in the stream.
bool session::was_away(std::optional<instant> due, instant now) {
    const bool again = grace_until_.has_value();
    grace_until_.reset();
    if (closing_ || again || !due || now - *due < noticed_absence) return false;
    grace_until_ = now + hearing_first;
    return true;
}

void session::expire(instant now) {
    std::vector<waiting_ping> late;
    std::shared_ptr<const inboxes> open;
    {
        const std::lock_guard lock(mutex_);
        engine_.timeout(now);
        const auto first = std::partition(pings_.begin(), pings_.end(), [&](const auto& ping) {
            return now < ping.deadline;
        });
        late.assign(first, pings_.end());
        pings_.erase(first, pings_.end());
        open = inboxes_;
    }
    for (const auto& ping : late) {
        ping.waiting->complete(failed(frugal(failure_code::timed_out, "no pong in time")));
    }
    for (const auto& inbox : *open) inbox->check_patience(now);
}

}  // namespace bitpeer::detail
