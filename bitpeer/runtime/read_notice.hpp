#pragma once
/// Waiting for something to read, without a coroutine.

#include <bitpeer/runtime/guarded_strand.hpp>

#include <boost/system/error_code.hpp>

#include <memory>
#include <utility>

namespace bitpeer {

/// Who waits until a stream has something to read.
class read_waiter {
public:
    virtual ~read_waiter() = default;
    /// There may be something to read, or `error` says why there never will be.
    virtual void readable(const boost::system::error_code& error) = 0;
    /// Nobody will ever call `readable`: the notice was destroyed. On whichever thread that
    /// happens.
    virtual void forgotten() = 0;
};

/// What a stream calls once when there is something to read. It is a handler as Asio wants them:
/// given to `async_wait`, it runs on the peer's strand by itself, and most peers wait most of the
/// time: it keeps a hundred bytes where a coroutine keeps more than a thousand.
class read_notice {
public:
    using executor_type = detail::guarded_strand;

    read_notice(std::shared_ptr<read_waiter> waiter, executor_type on)
        : waiter_(std::move(waiter)), on_(std::move(on)) {}
    read_notice(read_notice&& other) noexcept = default;
    read_notice& operator=(read_notice&&) = delete;
    ~read_notice() {
        if (waiter_) waiter_->forgotten();
    }

    [[nodiscard]] executor_type get_executor() const noexcept { return on_; }

    /// Once, and on `get_executor()`.
    void operator()(const boost::system::error_code& error) {
        std::exchange(waiter_, nullptr)->readable(error);
    }

private:
    std::shared_ptr<read_waiter> waiter_;
    executor_type on_;
};

}  // namespace bitpeer
