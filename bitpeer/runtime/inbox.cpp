#include <bitpeer/base/assert.hpp>
#include <bitpeer/runtime/detail/inbox_queue.hpp>
#include <bitpeer/runtime/inbox.hpp>

namespace bitpeer {

raw_inbox& raw_inbox::operator=(raw_inbox&& other) noexcept {
    if (this != &other) {
        if (queue_) queue_->abandon();
        queue_ = std::move(other.queue_);
    }
    return *this;
}

raw_inbox::~raw_inbox() {
    if (queue_) queue_->abandon();
}

boost::asio::awaitable<result<wire::message, failure>> raw_inbox::next() const {
    ensure(queue_ != nullptr);
    return queue_->next();
}

boost::asio::awaitable<result<void, failure>> raw_inbox::readable() const {
    ensure(queue_ != nullptr);
    return queue_->readable();
}

std::optional<wire::message> raw_inbox::try_next() const {
    ensure(queue_ != nullptr);
    return queue_->try_next();
}

std::size_t raw_inbox::bytes() const {
    ensure(queue_ != nullptr);
    return queue_->bytes();
}

}  // namespace bitpeer
