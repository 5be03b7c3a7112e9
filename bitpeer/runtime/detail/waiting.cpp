#include <bitpeer/runtime/detail/waiting.hpp>

namespace bitpeer::detail {

boost::asio::execution_context::id waiting_service::id;

void waiting_service::add(waiting_place& added) {
    const std::lock_guard lock(mutex_);
    waiting_link& link = added;
    link = {ring_.before, &ring_};
    ring_.before->after = &link;
    ring_.before = &link;
    added.entered_ = true;
}

void waiting_service::remove(waiting_place& removed) {
    const std::lock_guard lock(mutex_);
    if (removed.entered()) unlink(removed);
}

void waiting_service::unlink(waiting_place& place) {
    place.entered_ = false;
    waiting_link& from = place;
    from.before->after = from.after;
    from.after->before = from.before;
    from = {};
}

void waiting_service::shutdown() {
    for (;;) {
        std::shared_ptr<waiting_place> next;
        {
            const std::lock_guard lock(mutex_);
            if (ring_.after == &ring_) return;
            auto& first = static_cast<waiting_place&>(*ring_.after);
            next = first.itself();
            unlink(first);
        }
        // Outside of the lock: what the coroutine owned may end others' waits.
        if (next) next->abandon();
    }
}

}  // namespace bitpeer::detail
