#include <bitpeer/runtime/clock.hpp>
#include <bitpeer/runtime/detail/inbox_queue.hpp>

#include <algorithm>

namespace bitpeer::detail {

inbox_queue::inbox_queue(
    std::vector<wire::message_type_id> types, inbox_options options, std::function<void()> changed
)
    : types_(std::move(types)), options_(options), changed_(std::move(changed)) {}

bool inbox_queue::wants(const wire::message& message) const {
    if (types_.empty()) return true;
    const auto type = message.type();
    return type && std::ranges::find(types_, *type) != types_.end();
}

void inbox_queue::push(const wire::message& message, std::size_t wire_size, instant now) {
    const std::lock_guard lock(mutex_);
    if (end_) return;
    while (!readers_.empty()) {
        answer arrived(message);
        const auto reader = std::move(readers_.front());
        readers_.pop_front();
        if (reader->claim()) return reader->deliver(std::move(arrived));  // else it was cancelled
    }
    messages_.push_back({message, overhead + wire_size});
    bytes_ += overhead + wire_size;
    if (over_budget() && !untouched_since_) untouched_since_ = now;
    for (const auto& watcher : std::exchange(watchers_, {})) watcher->complete({});
}

bool inbox_queue::over() const {
    const std::lock_guard lock(mutex_);
    return end_.has_value();
}

bool inbox_queue::full() const {
    const std::lock_guard lock(mutex_);
    return !end_ && over_budget();
}

std::optional<instant> inbox_queue::patience_ends() const {
    const std::lock_guard lock(mutex_);
    if (end_ || !untouched_since_) return std::nullopt;
    return *untouched_since_ + options_.patience;
}

void inbox_queue::check_patience(instant now) {
    const auto ends = patience_ends();
    if (!ends || now < *ends) return;
    end(frugal(failure_code::overrun, "a full inbox was not read in time"));
}

void inbox_queue::end(const failure& why) noexcept {
    std::list<waiter_ptr<answer>> readers;
    std::vector<waiter_ptr<readiness>> watchers;
    {
        const std::lock_guard lock(mutex_);
        if (end_) return;
        end_ = frugal_copy(why);
        readers.swap(readers_);
        watchers.swap(watchers_);
    }
    for (const auto& reader : readers) reader->complete(failed(frugal_copy(why)));
    for (const auto& watcher : watchers) watcher->complete(failed(frugal_copy(why)));
}

boost::asio::awaitable<inbox_queue::answer> inbox_queue::next() {
    return suspend<answer>(
        failed(failure{failure_code::cancelled}),
        [self = shared_from_this()](waiter_ptr<answer> reader) { self->wait(std::move(reader)); }
    );
}

void inbox_queue::wait(waiter_ptr<answer> reader) {
    bool relieved = false;
    {
        const std::lock_guard lock(mutex_);
        if (messages_.empty()) {
            if (end_) return reader->complete(failed(frugal_copy(*end_)));
            keep(readers_, std::move(reader));
            return;
        }
        // Cancelled already: the message stays for the next reader.
        if (!reader->claim()) return;
        reader->deliver(*take(relieved));
    }
    if (relieved) changed_();
}

boost::asio::awaitable<inbox_queue::readiness> inbox_queue::readable() {
    return suspend<readiness>(
        failed(failure{failure_code::cancelled}),
        [self = shared_from_this()](waiter_ptr<readiness> watcher) {
            self->watch(std::move(watcher));
        }
    );
}

void inbox_queue::watch(waiter_ptr<readiness> watcher) {
    const std::lock_guard lock(mutex_);
    if (!messages_.empty()) return watcher->complete({});
    if (end_) return watcher->complete(failed(frugal_copy(*end_)));
    keep(watchers_, std::move(watcher));
}

std::optional<wire::message> inbox_queue::try_next() {
    bool relieved = false;
    std::optional<wire::message> message;
    {
        const std::lock_guard lock(mutex_);
        message = take(relieved);
    }
    if (relieved) changed_();
    return message;
}

std::optional<wire::message> inbox_queue::take(bool& relieved) {
    if (messages_.empty()) return std::nullopt;
    auto [message, size] = std::move(messages_.front());
    messages_.pop_front();
    bytes_ -= size;
    if (untouched_since_) {
        untouched_since_ = system_now();
        if (!over_budget()) {
            untouched_since_.reset();
            relieved = true;
        }
    }
    if (messages_.empty()) messages_ = {};  // an idle peer holds no buffer
    return std::move(message);
}

std::size_t inbox_queue::bytes() const {
    const std::lock_guard lock(mutex_);
    return bytes_;
}

void inbox_queue::abandon() noexcept {
    end(frugal(failure_code::cancelled, "the inbox is gone"));
    {
        const std::lock_guard lock(mutex_);
        messages_.clear();
        bytes_ = 0;
    }
    changed_();
}

}  // namespace bitpeer::detail
