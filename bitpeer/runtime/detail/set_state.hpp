#pragma once
/// What stands behind a peer set.

#include <bitpeer/base/byte_rate.hpp>
#include <bitpeer/engine/statistics.hpp>
#include <bitpeer/node/memory_budget.hpp>
#include <bitpeer/runtime/detail/overseer.hpp>
#include <bitpeer/runtime/peer_set.hpp>

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <vector>

namespace bitpeer::detail {

/// Peers under a mutex, which is never held while a session's functions run.
class set_state final : public overseer, public std::enable_shared_from_this<set_state> {
public:
    explicit set_state(const peer_set_limits& limits);

    bool add(const peer& fresh);
    [[nodiscard]] std::vector<peer> peers() const;
    [[nodiscard]] std::size_t size() const;
    [[nodiscard]] peer_set_statistics statistics() const;

    void holds(std::uint64_t session, std::size_t bytes, instant now) override;
    void over(
        std::uint64_t session, const bitpeer::disconnect& why, const bitpeer::statistics& counts
    ) override;

    const std::shared_ptr<byte_rate> receive;
    const std::shared_ptr<byte_rate> send;

private:
    [[nodiscard]] std::optional<peer> take_costliest(instant now);
    void shed(instant now);

    mutable std::mutex mutex_;
    memory_budget memory_;
    std::map<std::uint64_t, peer> peers_;
    peer_set_statistics past_;  // of those that are over
};

}  // namespace bitpeer::detail
