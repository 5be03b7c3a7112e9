#pragma once
/// When to wake whom.

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/basic_waitable_timer.hpp>
#include <boost/asio/execution_context.hpp>
#include <boost/asio/wait_traits.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <vector>

namespace bitpeer::detail {

/// Who has a deadline, at most one at a time.
class deadline_owner {
public:
    deadline_owner() = default;
    deadline_owner(const deadline_owner&) = delete;
    deadline_owner& operator=(const deadline_owner&) = delete;
    virtual ~deadline_owner() = default;

    /// It has come, and is not set any more, unless it was set again meanwhile. On any thread of
    /// the context, and not on the owner's strand. False when there is no memory to tell the owner:
    /// then it comes again soon.
    [[nodiscard]] virtual bool due(std::shared_ptr<deadline_owner> itself) noexcept = 0;

private:
    friend class deadlines;
    static constexpr auto none = static_cast<std::size_t>(-1);
    std::size_t place_ = none;  // in the heap; under its mutex
};

/// All deadlines of one execution context, over one timer of Asio's: a timer of its own would cost
/// each connection some two hundred bytes. An owner stays alive as long as its deadline is set, and
/// the context has work as long as there is one. Thread-safe.
class deadlines final : public boost::asio::execution_context::service {
public:
    using key_type = deadlines;
    using clock = std::chrono::steady_clock;
    static boost::asio::execution_context::id id;

    explicit deadlines(boost::asio::execution_context& context)
        : boost::asio::execution_context::service(context) {}

    /// Those of its context. What timers need is made here, too, which may throw what Asio throws.
    [[nodiscard]] static deadlines& of(const boost::asio::any_io_executor& executor);

    /// Sets or moves an owner's deadline; true when none was set before. `on` is an executor of
    /// this context. Throws `std::bad_alloc`; then none is set that was not set before.
    bool set(
        const std::shared_ptr<deadline_owner>& owner, clock::time_point when,
        const boost::asio::any_io_executor& on
    );
    /// False when there is none: it was never set, or is just being told.
    bool remove(deadline_owner& owner);

private:
    struct entry {
        clock::time_point when;
        std::shared_ptr<deadline_owner> owner;
    };
    using timer = boost::asio::basic_waitable_timer<clock>;

    void shutdown() override;

    // Under the mutex.
    void put(std::size_t place, entry what);
    void rise(std::size_t place);
    void sink(std::size_t place);
    [[nodiscard]] entry take(std::size_t place);
    bool await_first(const boost::asio::any_io_executor& on) noexcept;
    void await_next() noexcept;
    void add(std::shared_ptr<deadline_owner> owner, clock::time_point when);

    void fired(std::uint64_t wait);

    std::mutex mutex_;
    std::vector<entry> heap_;     // the earliest first, each before its children at 2n+1 and 2n+2
    std::size_t telling_ = 0;     // owners who are told at this moment: there is room for them
    std::optional<timer> timer_;  // there is one while the heap is not empty
    std::uint64_t wait_ = 0;      // the newest
    bool waits_ = false;          // it is for the first one, and not over
};

}  // namespace bitpeer::detail
