#include <bitpeer/runtime/detail/session.hpp>

#include <utility>

namespace bitpeer::detail {

/// Here and in whoever lost what it needed memory for: nothing is needed any more.
void session::ran_out() noexcept {
    const std::lock_guard lock(mutex_);
    engine_.out_of_memory();
    schedule();
}

/// The engine has ended, its last event is told. Everything under way is stopped; whoever ends last
/// comes here again and finds nothing under way any more.
void session::close_down() {
    if (!std::exchange(closing_, true)) {
        deadlines_.remove(*this);
        try {
            stream_->close();
        } catch (...) {  // the stream is the owner's, and it is over anyhow
        }
    }
    if (!reading_ && !writing_) finish();
}

void session::finish() {
    service_.remove(*this);
    on_message.close();
    on_event.close();
    taps.close();
    on_heard.close();
    std::vector<waiter_ptr<farewell>> waiting;
    std::shared_ptr<const overseers> watching;
    bitpeer::statistics counts;
    bitpeer::disconnect why;
    {
        const std::lock_guard lock(mutex_);
        if (finished_.exchange(true)) return;
        waiting.swap(waiting_for_end_);
        why = frugal_copy(*engine_.why_ended());
        inboxes_ = no_inboxes();
        watching.swap(overseers_);
        counts = engine_.statistics();
    }
    if (watching) {
        for (const auto& one : *watching) one->over(id_, why, counts);
    }
    finished_.notify_all();
    for (const auto& one : waiting) one->complete(frugal_copy(why));
}

/// Made with the first session.
std::shared_ptr<const session::inboxes> session::no_inboxes() {
    static const auto none = std::make_shared<const inboxes>();
    return none;
}

void session::forget_nonce() {
    if (std::exchange(nonce_told_, false)) nonces_->remove(engine_.nonce());
}

/// The execution context is being destroyed: nothing will ever run again. What the owner gave us
/// may own this session.
void session::abandon() {
    decltype(open_) open;
    std::shared_ptr<const overseers> watching;
    {
        const std::lock_guard lock(mutex_);
        started_ = false;
        open.swap(open_);
        watching.swap(overseers_);
    }
    on_message.close();
    on_event.close();
    taps.close();
    on_heard.close();
}

}  // namespace bitpeer::detail
