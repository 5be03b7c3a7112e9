#pragma once
/// The owner's callbacks.

#include <bitpeer/runtime/subscription.hpp>

#include <algorithm>
#include <atomic>
#include <functional>
#include <memory>
#include <mutex>
#include <new>
#include <utility>
#include <vector>

namespace bitpeer::detail {

/// As long as one lives, this thread runs a callback of the owner's.
class callback_scope {
public:
    callback_scope() { ++depth; }
    callback_scope(const callback_scope&) = delete;
    callback_scope& operator=(const callback_scope&) = delete;
    ~callback_scope() { --depth; }

    [[nodiscard]] static bool inside() { return depth > 0; }

private:
    static thread_local int depth;
};

/// Callbacks that take an `Argument`, in the order in which they subscribed. Subscribing and ending
/// may happen on any thread at any time; `call` on one at a time.
template <class Argument>
class callback_list {
public:
    using callback = std::function<void(const Argument&)>;

    /// When this throws, nothing was added.
    [[nodiscard]] subscription add(callback added) {
        const auto list = first_needed();
        const auto entry = std::make_shared<member>(std::move(added), list);
        const std::lock_guard lock(list->mutex);
        if (closed_) return {};
        auto longer =
            list->current ? std::make_shared<members>(*list->current) : std::make_shared<members>();
        longer->push_back(entry);
        list->replace(std::move(longer));
        return subscription(entry);
    }

    [[nodiscard]] bool empty() const {
        const auto* list = made_.load(std::memory_order_acquire);
        return list == nullptr || !list->any;
    }

    /// Whoever subscribes or ends meanwhile finds its wish fulfilled from the next callback on.
    void call(const Argument& argument) {
        if (empty()) return;
        const auto now = made_.load(std::memory_order_acquire)->snapshot();
        if (!now) return;
        for (const auto& entry : *now) entry->call(argument);
    }

    /// Ends all, for good.
    void close() {
        closed_ = true;
        auto* const list = made_.load();
        if (list == nullptr) return;
        std::shared_ptr<const members> last;
        {
            const std::lock_guard lock(list->mutex);
            last = list->replace(nullptr);
        }
        if (!last) return;
        for (const auto& entry : *last) entry->end();
    }

private:
    struct shared;

    class member final : public subscribed {
    public:
        member(callback added, std::weak_ptr<shared> in)
            : callback_(std::move(added)), list_(std::move(in)) {}

        void unsubscribe() override {
            if (const auto still = list_.lock()) still->drop(*this);
            end();
        }

        void call(const Argument& argument) {
            const std::lock_guard lock(running_);
            if (!active_) return;
            const callback_scope inside;
            callback_(argument);
        }

        void end() {
            active_ = false;
            // Callbacks do not wait for each other: two that end one another would wait for ever.
            if (callback_scope::inside()) return;
            callback released;
            const std::lock_guard lock(running_);
            released.swap(callback_);
        }

    private:
        std::mutex running_;
        std::atomic<bool> active_ = true;
        callback callback_;
        const std::weak_ptr<shared> list_;
    };

    using members = std::vector<std::shared_ptr<member>>;

    struct shared {
        mutable std::mutex mutex;
        std::shared_ptr<const members> current;  // none: nobody
        std::atomic<bool> any = false;           // of them

        /// Under the mutex.
        std::shared_ptr<const members> replace(std::shared_ptr<const members> by) {
            any = by && !by->empty();
            return std::exchange(current, std::move(by));
        }

        [[nodiscard]] std::shared_ptr<const members> snapshot() const {
            const std::lock_guard lock(mutex);
            return current;
        }

        void drop(const member& ended) noexcept {
            const std::lock_guard lock(mutex);
            if (!current) return;
            try {
                auto shorter = std::make_shared<members>(*current);
                std::erase_if(*shorter, [&](const auto& one) { return one.get() == &ended; });
                replace(std::move(shorter));
            } catch (const std::bad_alloc&) {  // it stays, and is not called any more
            }
        }
    };

    /// Most lists are empty, for good: what they would need is made with the first member.
    std::shared_ptr<shared> first_needed() {
        static std::mutex making;
        const std::lock_guard lock(making);
        if (!shared_) {
            shared_ = std::make_shared<shared>();
            made_ = shared_.get();
        }
        return shared_;
    }

    std::shared_ptr<shared> shared_;  // under that mutex
    std::atomic<shared*> made_ = nullptr;
    std::atomic<bool> closed_ = false;
};

}  // namespace bitpeer::detail
