#pragma once
/// One limit on what all connections hold together.

#include <bitpeer/base/time.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <unordered_map>

namespace bitpeer {

/// Knows what each connection holds, and which one has to go when that is too much together. Each
/// has budgets of its own (`byte_budgets`), but a thousand that are all at theirs hold a thousand
/// times as much.
///
/// Who goes is not the one that holds most: that may be a peer at work, which gives it back in a
/// moment. It is the one whose bytes have cost most: bytes times the time that they have lain
/// there. A connection starts anew whenever it is down to next to nothing, as peers at work are all
/// the time; somebody who sends a message drop by drop, or never reads an answer, never is.
///
/// Not thread-safe. Used by `peer_set`, and by any loop of one's own.
class memory_budget {
public:
    /// A number that the owner knows the connection by.
    using id = std::uint64_t;

    /// Who holds no more than that starts anew.
    static constexpr std::size_t next_to_nothing = 4096;

    /// `limit` in bytes.
    explicit memory_budget(std::size_t limit) : limit_(limit) {}

    /// From now on `who` holds so many bytes, as `engine::bytes_held` says.
    void note(id who, std::size_t held, instant now);
    /// That connection is over.
    void forget(id who);

    [[nodiscard]] std::size_t limit() const { return limit_; }
    /// What all hold together, in bytes.
    [[nodiscard]] std::size_t held() const { return held_; }
    [[nodiscard]] bool exceeded() const { return held_ > limit_; }

    /// Who has to go; nobody while the limit is kept. It counts as gone from then on: call again
    /// until nobody has to.
    [[nodiscard]] std::optional<id> take_costliest(instant now);

private:
    struct account {
        std::size_t held = 0;
        instant counted;
        double cost = 0;  // byte-seconds until then

        [[nodiscard]] double cost_at(instant now) const;
    };

    std::size_t limit_;
    std::size_t held_ = 0;
    std::unordered_map<id, account> accounts_;
};

}  // namespace bitpeer
