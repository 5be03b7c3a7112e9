#pragma once
/// How a node notices that it talks to itself.

#include <cstdint>
#include <memory>
#include <mutex>
#include <unordered_set>

namespace bitpeer {

/// The nonces in the `version` messages of outbound connections whose handshake is not done. A
/// client and the listeners of the same node share one, so that a listener recognises a connection
/// that comes from the node itself. Thread-safe.
class own_nonces {
public:
    [[nodiscard]] bool contains(std::uint64_t nonce) const;
    void add(std::uint64_t nonce);
    void remove(std::uint64_t nonce);

private:
    mutable std::mutex mutex_;
    std::unordered_multiset<std::uint64_t> nonces_;
};

}  // namespace bitpeer
