#include <bitpeer/runtime/detail/deadlines.hpp>

#include <new>
#include <utility>

namespace bitpeer::detail {

namespace {

/// When an owner is told again who could not be told for want of memory.
constexpr auto once_more = std::chrono::milliseconds(100);

}  // namespace

boost::asio::execution_context::id deadlines::id;

void deadlines::put(std::size_t place, entry what) {
    what.owner->place_ = place;
    heap_[place] = std::move(what);
}

void deadlines::rise(std::size_t place) {
    auto rising = std::move(heap_[place]);
    while (place > 0) {
        const auto parent = (place - 1) / 2;
        if (heap_[parent].when <= rising.when) break;
        put(place, std::move(heap_[parent]));
        place = parent;
    }
    put(place, std::move(rising));
}

void deadlines::sink(std::size_t place) {
    auto sinking = std::move(heap_[place]);
    for (;;) {
        auto child = 2 * place + 1;
        if (child >= heap_.size()) break;
        if (child + 1 < heap_.size() && heap_[child + 1].when < heap_[child].when) ++child;
        if (sinking.when <= heap_[child].when) break;
        put(place, std::move(heap_[child]));
        place = child;
    }
    put(place, std::move(sinking));
}

deadlines::entry deadlines::take(std::size_t place) {
    auto taken = std::move(heap_[place]);
    taken.owner->place_ = deadline_owner::none;
    auto last = std::move(heap_.back());
    heap_.pop_back();
    if (place < heap_.size()) {
        put(place, std::move(last));
        rise(place);
        sink(place);
    }
    return taken;
}

/// False for want of memory: whoever sets a deadline next tries again.
bool deadlines::await_first(const boost::asio::any_io_executor& on) noexcept {
    try {
        if (!timer_) timer_.emplace(on);
        timer_->expires_at(heap_.front().when);
        timer_->async_wait([this](const boost::system::error_code& cancelled) {
            if (!cancelled) fired();
        });
        return true;
    } catch (const std::bad_alloc&) {
        timer_.reset();
        return false;
    }
}

bool deadlines::set(
    const std::shared_ptr<deadline_owner>& owner, clock::time_point when,
    const boost::asio::any_io_executor& on
) {
    const std::lock_guard lock(mutex_);
    const bool added = owner->place_ == deadline_owner::none;
    if (added) {
        heap_.push_back({when, owner});
        owner->place_ = heap_.size() - 1;
        rise(owner->place_);
    } else {
        heap_[owner->place_].when = when;
        rise(owner->place_);
        sink(owner->place_);
    }
    if (timer_ && owner->place_ != 0) return added;
    if (await_first(on)) return added;
    if (added) (void)take(owner->place_);
    throw std::bad_alloc();
}

bool deadlines::remove(deadline_owner& owner) {
    entry removed;  // may be the last that its owner has, and goes outside of the lock
    const std::lock_guard lock(mutex_);
    if (owner.place_ == deadline_owner::none) return false;
    removed = take(owner.place_);
    if (heap_.empty()) timer_.reset();
    return true;
}

/// What comes too early, since the first one was removed or moved, waits again.
void deadlines::fired() {
    const auto now = clock::now();
    std::unique_lock lock(mutex_);
    while (!heap_.empty() && heap_.front().when <= now) {
        auto first = take(0);
        // It may be the last that keeps its owner alive, who goes outside of the lock, too.
        lock.unlock();
        if (first.owner->due(first.owner)) first.owner.reset();
        lock.lock();
        if (first.owner) tell_again(std::move(first.owner), now + once_more);
    }
    if (heap_.empty()) return timer_.reset();
    if (timer_) (void)await_first(timer_->get_executor());
}

/// There is room, mostly: it stood here just now.
void deadlines::tell_again(std::shared_ptr<deadline_owner> owner, clock::time_point when) {
    if (owner->place_ != deadline_owner::none) return;
    const auto place = heap_.size();
    try {
        heap_.push_back({when, std::move(owner)});
    } catch (const std::bad_alloc&) {
        return;
    }
    heap_[place].owner->place_ = place;
    rise(place);
}

void deadlines::shutdown() {
    std::vector<entry> left;
    {
        const std::lock_guard lock(mutex_);
        left.swap(heap_);
        for (const auto& each : left) each.owner->place_ = deadline_owner::none;
        timer_.reset();
    }
}

}  // namespace bitpeer::detail
