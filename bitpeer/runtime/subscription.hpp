#pragma once
/// A callback's place in a peer.

#include <memory>
#include <utility>

namespace bitpeer {

namespace detail {

/// What a subscription ends.
class subscribed {
public:
    subscribed() = default;
    subscribed(const subscribed&) = delete;
    subscribed& operator=(const subscribed&) = delete;
    virtual ~subscribed() = default;
    virtual void unsubscribe() = 0;
};

}  // namespace detail

/// As long as it lives, its callback is called. Move-only.
///
/// Ending it is safe anywhere, also inside its own callback and after the peer is gone. When the
/// destructor or `reset` returns, the callback will not begin again; and it is not running either,
/// unless the caller is itself inside a callback of some peer: callbacks never wait for each other.
/// (So hold no lock that the callback takes while you end its subscription.)
class [[nodiscard]] subscription {
public:
    subscription() = default;
    explicit subscription(std::weak_ptr<detail::subscribed> made) : ended_(std::move(made)) {}
    subscription(subscription&& other) noexcept = default;
    subscription& operator=(subscription&& other) noexcept {
        if (this != &other) {
            reset();
            ended_ = std::move(other.ended_);
        }
        return *this;
    }
    ~subscription() { reset(); }

    /// Ends it now.
    void reset() {
        if (const auto ended = std::exchange(ended_, {}).lock()) ended->unsubscribe();
    }

private:
    std::weak_ptr<detail::subscribed> ended_;
};

}  // namespace bitpeer
