#pragma once
/// A strand on which it is noticed when something has no memory to go on.

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/execution/blocking.hpp>
#include <boost/asio/execution/context.hpp>
#include <boost/asio/execution_context.hpp>
#include <boost/asio/query.hpp>
#include <boost/asio/require.hpp>
#include <boost/asio/strand.hpp>

#include <memory>
#include <mutex>
#include <new>
#include <utility>

namespace bitpeer::detail {

/// Whoever owns such a strand.
class starving {
public:
    virtual ~starving() = default;
    /// On the strand: what ran there threw `std::bad_alloc`, and is gone.
    virtual void starved() = 0;
};

/// An executor of any kind, whose properties are found without memory: `any_io_executor` needs some
/// for each question, and a strand asks with each handler. Copies are small, and share what is
/// known.
class known_executor {
public:
    /// What a handler runs on.
    struct forms {
        boost::asio::any_io_executor at_once;  ///< now, if this thread runs its context
        boost::asio::any_io_executor later;    ///< never now
    };

    // Two parameters, since Asio would see a conversion in one.
    known_executor(std::shared_ptr<const forms> known, bool waits)
        : forms_(std::move(known)), waits_(waits) {}

    // What Asio asks of an executor.

    template <class Function>
    void execute(Function&& run) const {
        (waits_ ? forms_->later : forms_->at_once).execute(std::forward<Function>(run));
    }
    [[nodiscard]] boost::asio::execution_context& query(boost::asio::execution::context_t /*which*/
    ) const noexcept {
        return boost::asio::query(forms_->later, boost::asio::execution::context);
    }
    [[nodiscard]] boost::asio::execution::blocking_t query(
        boost::asio::execution::blocking_t /*which*/
    ) const noexcept {
        if (waits_) return never;
        return boost::asio::execution::blocking.possibly;
    }
    [[nodiscard]] known_executor require(boost::asio::execution::blocking_t::never_t /*which*/
    ) const {
        return {forms_, true};
    }
    [[nodiscard]] known_executor require(boost::asio::execution::blocking_t::possibly_t /*which*/
    ) const {
        return {forms_, false};
    }
    [[nodiscard]] boost::asio::any_io_executor plain() const { return forms_->at_once; }
    friend bool operator==(const known_executor& left, const known_executor& right) noexcept {
        return left.waits_ == right.waits_ &&
               (left.forms_ == right.forms_ || left.forms_->later == right.forms_->later);
    }
    friend bool operator!=(const known_executor& left, const known_executor& right) noexcept {
        return !(left == right);
    }

private:
    static constexpr boost::asio::execution::blocking_t::never_t never{};

    std::shared_ptr<const forms> forms_;
    bool waits_ = false;
};

/// Of each execution context: what is known of the executor that was asked for last. Mostly all
/// connections have the same.
class executor_knowledge final : public boost::asio::execution_context::service {
public:
    using key_type = executor_knowledge;
    static boost::asio::execution_context::id id;

    explicit executor_knowledge(boost::asio::execution_context& context)
        : boost::asio::execution_context::service(context) {}

    [[nodiscard]] std::shared_ptr<const known_executor::forms> of(
        const boost::asio::any_io_executor& executor
    );

private:
    void shutdown() override {}

    std::mutex mutex_;
    // Not kept alive: an executor may keep its context running.
    std::weak_ptr<const known_executor::forms> last_;
};

/// A strand as an executor. Asio destroys a coroutine whose next operation finds no memory to
/// begin, and throws out of `io_context::run`, where it would end every connection: here it ends at
/// the owner of the strand. It is also small, so that what each operation of Asio's keeps of it
/// needs no memory of its own.
class guarded_strand {
public:
    using strand = boost::asio::strand<known_executor>;

    /// No constructor, for Asio would see a conversion in it.
    [[nodiscard]] static guarded_strand on(const boost::asio::any_io_executor& executor) {
        auto& context = boost::asio::query(executor, boost::asio::execution::context);
        auto known = boost::asio::use_service<executor_knowledge>(context).of(executor);
        const strand plain(known_executor(std::move(known), false));
        guarded_strand made;
        made.state_ = std::make_shared<state>(
            plain, boost::asio::require(plain, boost::asio::execution::blocking.never)
        );
        return made;
    }

    /// What the strand is made on.
    [[nodiscard]] boost::asio::any_io_executor base() const {
        return state_->at_once.get_inner_executor().plain();
    }
    /// The strand without its guard, for others.
    [[nodiscard]] const strand& plain() const { return state_->at_once; }

    void belongs_to(std::weak_ptr<starving> owner) { state_->owner = std::move(owner); }

    // What Asio asks of an executor.

    template <class Function>
    void execute(Function run) const {
        const auto& on = later_ ? state_->later : state_->at_once;
        on.execute([run = std::move(run), owned = state_]() mutable {
            try {
                run();
            } catch (const std::bad_alloc&) {
                if (const auto owner = owned->owner.lock()) owner->starved();
            }
        });
    }
    [[nodiscard]] boost::asio::execution_context& query(boost::asio::execution::context_t /*which*/
    ) const noexcept {
        return boost::asio::query(
            state_->at_once.get_inner_executor(), boost::asio::execution::context
        );
    }
    [[nodiscard]] guarded_strand require(boost::asio::execution::blocking_t::never_t /*which*/
    ) const {
        auto changed = *this;
        changed.later_ = true;
        return changed;
    }
    [[nodiscard]] guarded_strand require(boost::asio::execution::blocking_t::possibly_t /*which*/
    ) const {
        auto changed = *this;
        changed.later_ = false;
        return changed;
    }
    friend bool operator==(const guarded_strand& left, const guarded_strand& right) noexcept {
        return left.state_ == right.state_ && left.later_ == right.later_;
    }
    friend bool operator!=(const guarded_strand& left, const guarded_strand& right) noexcept {
        return !(left == right);
    }

private:
    guarded_strand() = default;

    struct state {
        strand at_once;
        strand later;
        std::weak_ptr<starving> owner{};

        state(const strand& possibly, const strand& never) : at_once(possibly), later(never) {}
    };

    std::shared_ptr<state> state_;
    bool later_ = false;
};

}  // namespace bitpeer::detail
