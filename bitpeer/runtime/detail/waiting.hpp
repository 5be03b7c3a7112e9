#pragma once
/// Coroutines that wait for something that is no I/O of Asio's.

#include <bitpeer/runtime/detail/frugal.hpp>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/associated_cancellation_slot.hpp>
#include <boost/asio/associated_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/cancellation_type.hpp>
#include <boost/asio/execution/blocking.hpp>
#include <boost/asio/execution/context.hpp>
#include <boost/asio/execution/outstanding_work.hpp>
#include <boost/asio/execution_context.hpp>
#include <boost/asio/prefer.hpp>
#include <boost/asio/query.hpp>
#include <boost/asio/require.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <atomic>
#include <memory>
#include <mutex>
#include <new>
#include <optional>
#include <type_traits>
#include <utility>

namespace bitpeer::detail {

/// A place in a list, in a circle with all others and the list itself: to enter and to leave needs
/// no memory.
struct waiting_link {
    waiting_link* before = nullptr;
    waiting_link* after = nullptr;
};

/// Something that holds a suspended coroutine.
class waiting_place : private waiting_link {
public:
    waiting_place() = default;
    waiting_place(const waiting_place&) = delete;
    waiting_place& operator=(const waiting_place&) = delete;
    virtual ~waiting_place() = default;
    /// Destroys the coroutine without resuming it.
    virtual void abandon() = 0;
    /// Null: its last owner lets go of it at this moment.
    [[nodiscard]] virtual std::shared_ptr<waiting_place> itself() = 0;

    /// It is in the list of its context.
    [[nodiscard]] bool entered() const { return entered_; }

private:
    friend class waiting_service;

    std::atomic<bool> entered_ = false;  // neighbours change the links, too
};

/// All suspended coroutines of one execution context, as Asio's own services have theirs: a context
/// that is destroyed must be able to destroy them, or they and what they own would keep each other
/// alive for ever.
class waiting_service : public boost::asio::execution_context::service {
public:
    using key_type = waiting_service;
    static boost::asio::execution_context::id id;

    explicit waiting_service(boost::asio::execution_context& context)
        : boost::asio::execution_context::service(context) {}

    void add(waiting_place& added);
    /// Nothing happens when it is not in the list.
    void remove(waiting_place& removed);

private:
    void shutdown() override;
    static void unlink(waiting_place& place);

    std::mutex mutex_;
    waiting_link ring_{&ring_, &ring_};
};

/// One suspended coroutine and the one value it waits for. Thread-safe.
template <class T>
class waiter : public waiting_place {
public:
    /// True for exactly one caller: the one who must `deliver`.
    [[nodiscard]] bool claim() { return !claimed_.exchange(true); }

    /// Completed, or given up.
    [[nodiscard]] bool settled() const { return claimed_; }

    /// Resumes the coroutine with `value`, soon and on its own executor. Only after `claim`.
    virtual void deliver(T value) = 0;

    /// Both at once; does nothing when somebody else was first.
    void complete(T value) {
        if (claim()) deliver(std::move(value));
    }

private:
    std::atomic<bool> claimed_ = false;
};

template <class T>
using waiter_ptr = std::shared_ptr<waiter<T>>;

/// Adds a waiter, and forgets those that were cancelled meanwhile.
template <class Waiters, class T>
void keep(Waiters& waiters, waiter_ptr<T> added) {
    erase_if(waiters, [](const waiter_ptr<T>& old) { return old->settled(); });
    waiters.push_back(std::move(added));
}

/// Is made, and has all that it will need, before the coroutine suspends: one that is suspended
/// already could not be told that there is no memory.
template <class T, class Handler>
class suspended final : public waiter<T>,
                        public std::enable_shared_from_this<suspended<T, Handler>> {
public:
    /// To resume on `executor`: soon, but never at once, for whoever delivers may be in the middle
    /// of something.
    explicit suspended(const boost::asio::any_io_executor& executor)
        : executor_(boost::asio::require(
              boost::asio::prefer(executor, boost::asio::execution::outstanding_work.tracked),
              boost::asio::execution::blocking.never
          )),
          service_(boost::asio::use_service<waiting_service>(
              boost::asio::query(executor_, boost::asio::execution::context)
          )) {}

    suspended(const suspended&) = delete;
    suspended& operator=(const suspended&) = delete;
    ~suspended() override {
        if (this->entered() && this->claim()) service_.remove(*this);
    }

    void enter() { service_.add(*this); }
    void hold(Handler&& handler) { handler_.emplace(std::move(handler)); }

    void deliver(T value) override {
        service_.remove(*this);
        value_.emplace(std::move(value));
        const auto executor = std::exchange(executor_, {});
        executor.execute([self = this->shared_from_this()] { self->resume(); });
    }

    void abandon() override {
        if (this->claim()) {
            (void)take();
            executor_ = {};
        }
    }

    std::shared_ptr<waiting_place> itself() override { return this->weak_from_this().lock(); }

private:
    void resume() {
        auto value = std::move(*value_);
        value_.reset();
        take()(std::move(value));
    }

    Handler take() {
        Handler handler = std::move(*handler_);
        handler_.reset();
        return handler;
    }

    boost::asio::any_io_executor executor_;  // keeps its context running
    waiting_service& service_;
    std::optional<Handler> handler_;
    std::optional<T> value_;
};

/// Suspends the calling coroutine, hands a waiter for it to `start`, and returns the value that it
/// is completed with, or `if_cancelled`, or `out_of_memory` when `start` throws that.
template <class T, class Start>
boost::asio::awaitable<T> suspend(T if_cancelled, Start start) {
    using token = boost::asio::use_awaitable_t<>;
    using handler_type = typename boost::asio::async_result<token, void(T)>::handler_type;
    using place = std::shared_ptr<suspended<T, handler_type>>;
    place made;
    const boost::asio::any_io_executor executor = co_await boost::asio::this_coro::executor;
    try {
        made = std::make_shared<suspended<T, handler_type>>(executor);
        made->enter();
    } catch (const std::bad_alloc&) {
        made.reset();
    }
    if (!made) co_return failed(no_memory());

    auto initiation = [](auto&& handler, place entered, T cancelled, Start begin) {
        auto slot = boost::asio::get_associated_cancellation_slot(handler);
        entered->hold(std::forward<decltype(handler)>(handler));
        const waiter_ptr<T> waiting(std::move(entered));
        try {
            if (slot.is_connected()) {
                // The slot may outlive the wait; then there is nothing left to claim.
                slot.assign([weak = std::weak_ptr<waiter<T>>(waiting),
                             cancelled =
                                 std::move(cancelled)](boost::asio::cancellation_type) mutable {
                    if (const auto still = weak.lock()) still->complete(std::move(cancelled));
                });
            }
            begin(waiting);
        } catch (const std::bad_alloc&) {
            waiting->complete(failed(no_memory()));
        }
    };
    co_return co_await boost::asio::async_initiate<const token, void(T)>(
        std::move(initiation),
        boost::asio::use_awaitable,
        std::move(made),
        std::move(if_cancelled),
        std::move(start)
    );
}

}  // namespace bitpeer::detail
