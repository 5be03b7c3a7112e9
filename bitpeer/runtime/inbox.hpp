#pragma once
/// Messages of chosen types, in order, for one reader.

#include <bitpeer/base/result.hpp>
#include <bitpeer/base/time.hpp>
#include <bitpeer/runtime/failure.hpp>
#include <bitpeer/wire/message.hpp>

#include <boost/asio/awaitable.hpp>

#include <chrono>
#include <cstddef>
#include <memory>
#include <new>
#include <optional>
#include <tuple>
#include <type_traits>
#include <utility>
#include <variant>

namespace bitpeer {

namespace detail {
class inbox_queue;
}

/// How much an inbox holds and how long it may be left alone.
struct inbox_options {
    /// Bytes as they came on the wire, and 160 for each message. One more may stand above it.
    std::size_t budget = 5'000'000;
    /// How long a full inbox may go without anybody taking from it.
    duration patience = std::chrono::seconds(30);
};

/// An inbox of undecoded messages. An inbox is a promise to read:
///
/// * Nothing of the chosen types is lost from its creation on, in the order of arrival.
/// * While it holds its budget, nothing is read from its peer. That slows this remote down by its
/// own
///   stream, and no other peer; deadlines of the remote do not run meanwhile.
/// * A reader that takes nothing from a full inbox for as long as `patience` has broken the promise
///   (it is gone, or waits for something that this peer would have to send). Then the inbox is
///   overrun: what it holds stays readable, `next` says `overrun` behind it, and the peer goes on.
///   So neither a forgotten inbox nor a circle of waiting can keep a connection from answering
///   pings.
///
/// Messages that nobody subscribed to are counted in the statistics and let go.
///
/// Thread-safe. Move-only. Does not keep its peer connected.
class raw_inbox {
public:
    raw_inbox() = default;
    raw_inbox(raw_inbox&&) noexcept = default;
    raw_inbox& operator=(raw_inbox&& other) noexcept;
    /// Ends the subscription; what was not read is let go.
    ~raw_inbox();

    /// The oldest message, as soon as there is one. Afterwards `ended` (with the reason) or
    /// `overrun`, at each call. When it yields `cancelled`, no message is lost. Several calls at
    /// once are served in turn.
    [[nodiscard]] boost::asio::awaitable<result<wire::message, failure>> next() const;

    /// Completes when `try_next` has something to give, or fails as `next` would. Takes nothing, so
    /// that it may stand beside others: `inbox.readable() || timer.async_wait(use_awaitable)`.
    /// (With `next` there, a message that comes just when the other side wins would be thrown
    /// away.)
    [[nodiscard]] boost::asio::awaitable<result<void, failure>> readable() const;

    /// The oldest message if there is one now.
    [[nodiscard]] std::optional<wire::message> try_next() const;

    /// Bytes held.
    [[nodiscard]] std::size_t bytes() const;

private:
    friend class peer;
    explicit raw_inbox(std::shared_ptr<detail::inbox_queue> queue) : queue_(std::move(queue)) {}

    std::shared_ptr<detail::inbox_queue> queue_;
};

/// An inbox of decoded messages: of one type, or of several as a variant.
template <wire::message_type... M>
    requires(sizeof...(M) >= 1)
class inbox {
public:
    using value_type = typename std::conditional_t<
        sizeof...(M) == 1, std::tuple_element<0, std::tuple<M...>>,
        std::type_identity<std::variant<M...>>>::type;

    inbox() = default;
    explicit inbox(raw_inbox raw) : raw_(std::move(raw)) {}

    /// As `raw_inbox::next`, decoded.
    [[nodiscard]] boost::asio::awaitable<result<value_type, failure>> next() const {
        return decoded(raw_.next());
    }

    /// As `raw_inbox::readable`.
    [[nodiscard]] boost::asio::awaitable<result<void, failure>> readable() const {
        return raw_.readable();
    }

    /// As `raw_inbox::try_next`, decoded.
    [[nodiscard]] std::optional<value_type> try_next() const {
        const auto message = raw_.try_next();
        if (!message) return std::nullopt;
        auto value = decode(*message);
        if (!value) return std::nullopt;
        return std::move(*value);
    }

    [[nodiscard]] const raw_inbox& raw() const { return raw_; }

private:
    // A coroutine that does not refer to the inbox, which may be moved meanwhile.
    static boost::asio::awaitable<result<value_type, failure>> decoded(
        boost::asio::awaitable<result<wire::message, failure>> arrival
    ) {
        auto message = co_await std::move(arrival);
        if (!message) co_return failed(std::move(message.error()));
        co_return decode(*message);
    }

    [[nodiscard]] static result<value_type, failure> decode(const wire::message& message) {
        try {
            std::optional<value_type> value;
            const auto attempt = [&]<class T>(std::optional<T> decoded) {
                if (decoded) value.emplace(std::move(*decoded));
            };
            (attempt(message.get_if<M>()), ...);
            if (!value) return failed(failure{failure_code::other_type});
            return std::move(*value);
        } catch (const std::bad_alloc&) {  // it came, and is too large for us now
        }
        return failed(failure{failure_code::out_of_memory});
    }

    raw_inbox raw_;
};

}  // namespace bitpeer
