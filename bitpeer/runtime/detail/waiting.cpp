#include <bitpeer/runtime/detail/waiting.hpp>

namespace bitpeer::detail {

boost::asio::execution_context::id waiting_service::id;

waiting_service::place waiting_service::add(const std::shared_ptr<waiting_place>& added) {
    const std::lock_guard lock(mutex_);
    return places_.insert(places_.end(), added);
}

void waiting_service::remove(place where) {
    const std::lock_guard lock(mutex_);
    places_.erase(where);
}

void waiting_service::shutdown() {
    for (;;) {
        std::shared_ptr<waiting_place> next;
        {
            const std::lock_guard lock(mutex_);
            if (places_.empty()) return;
            next = places_.front().lock();
            places_.pop_front();
        }
        // Outside of the lock: what the coroutine owned may end others' waits.
        if (next) next->abandon();
    }
}

}  // namespace bitpeer::detail
