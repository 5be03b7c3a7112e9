#pragma once
/// A callback's place in a peer.

#include <functional>
#include <utility>

namespace bitpeer {

/// As long as it lives, its callback is called. Move-only.
///
/// Ending it is safe anywhere, also inside its own callback and after the peer is gone. When the
/// destructor or `reset` returns, the callback will not begin again; and it is not running either,
/// unless the caller is itself inside a callback of some peer: callbacks never wait for each other.
/// (So hold no lock that the callback takes while you end its subscription.)
class [[nodiscard]] subscription {
public:
    subscription() = default;
    explicit subscription(std::function<void()> end) : end_(std::move(end)) {}
    subscription(subscription&& other) noexcept : end_(std::exchange(other.end_, {})) {}
    subscription& operator=(subscription&& other) noexcept {
        if (this != &other) {
            reset();
            end_ = std::exchange(other.end_, {});
        }
        return *this;
    }
    ~subscription() { reset(); }

    /// Ends it now.
    void reset() {
        if (auto end = std::exchange(end_, {})) end();
    }

private:
    std::function<void()> end_;
};

}  // namespace bitpeer
