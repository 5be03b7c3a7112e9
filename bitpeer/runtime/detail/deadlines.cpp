#include <bitpeer/runtime/detail/deadlines.hpp>

#include <boost/asio/bind_executor.hpp>
#include <boost/asio/execution/context.hpp>
#include <boost/asio/query.hpp>
#include <boost/asio/system_executor.hpp>

#include <algorithm>
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

/// False for want of memory: then the wait before stays as it is. Nobody's executor is made to wait
/// for another's: the handler runs where the wait ends.
bool deadlines::await_first(const boost::asio::any_io_executor& on) noexcept {
    try {
        timer next(on, heap_.front().when);
        auto handler = [this, wait = wait_ + 1](const boost::system::error_code& cancelled) {
            if (!cancelled) fired(wait);
        };
        next.async_wait(
            boost::asio::bind_executor(boost::asio::system_executor(), std::move(handler))
        );
        if (timer_) {
            *timer_ = std::move(next);
        } else {
            timer_.emplace(std::move(next));
        }
        ++wait_;
        waits_ = true;
        return true;
    } catch (const std::bad_alloc&) {
        return false;
    }
}

/// After some went. Without memory for it, whoever sets or removes one next tries again.
void deadlines::await_next() noexcept {
    if (!heap_.empty()) {
        if (!waits_) (void)await_first(timer_->get_executor());
        return;
    }
    timer_.reset();
    waits_ = false;
    if (telling_ == 0) heap_ = std::vector<entry>();
}

/// There is room for it.
void deadlines::add(std::shared_ptr<deadline_owner> owner, clock::time_point when) {
    const auto place = heap_.size();
    heap_.push_back({when, std::move(owner)});
    heap_[place].owner->place_ = place;
    rise(place);
}

deadlines& deadlines::of(const boost::asio::any_io_executor& executor) {
    const timer prepared(executor);
    auto& context = boost::asio::query(executor, boost::asio::execution::context);
    return boost::asio::use_service<deadlines>(context);
}

bool deadlines::set(
    const std::shared_ptr<deadline_owner>& owner, clock::time_point when,
    const boost::asio::any_io_executor& on
) {
    constexpr std::size_t room_at_first = 16;
    const std::lock_guard lock(mutex_);
    const bool added = owner->place_ == deadline_owner::none;
    if (added) {
        if (heap_.size() + telling_ >= heap_.capacity()) {
            heap_.reserve(std::max(room_at_first, 2 * heap_.capacity()));
        }
        add(owner, when);
    } else {
        heap_[owner->place_].when = when;
        rise(owner->place_);
        sink(owner->place_);
    }
    if (waits_ && owner->place_ != 0) return added;
    if (await_first(on)) return added;
    if (added) (void)take(owner->place_);
    throw std::bad_alloc();
}

bool deadlines::remove(deadline_owner& owner) {
    entry removed;  // may be the last that its owner has, and goes outside of the lock
    const std::lock_guard lock(mutex_);
    if (owner.place_ == deadline_owner::none) return false;
    removed = take(owner.place_);
    await_next();
    return true;
}

/// What comes too early, since the first one was removed or moved, waits again.
void deadlines::fired(std::uint64_t wait) {
    const auto now = clock::now();
    std::unique_lock lock(mutex_);
    if (wait == wait_) waits_ = false;
    while (!heap_.empty() && heap_.front().when <= now) {
        auto first = take(0);
        ++telling_;
        lock.unlock();
        // It may be the last that keeps its owner alive, who goes outside of the lock, too.
        if (first.owner->due(first.owner)) first.owner.reset();
        lock.lock();
        --telling_;
        if (first.owner && first.owner->place_ == deadline_owner::none) {
            add(std::move(first.owner), now + once_more);
        }
    }
    await_next();
}

void deadlines::shutdown() {
    std::vector<entry> left;
    {
        const std::lock_guard lock(mutex_);
        left.swap(heap_);
        for (const auto& each : left) each.owner->place_ = deadline_owner::none;
        timer_.reset();
        waits_ = false;
    }
}

}  // namespace bitpeer::detail
