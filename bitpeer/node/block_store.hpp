#pragma once
/// Blocks by hash, as the bytes that travel.

#include <bitpeer/base/bytes.hpp>
#include <bitpeer/base/hash256.hpp>

#include <cstddef>
#include <cstdint>
#include <unordered_map>
#include <utility>

namespace bitpeer {

/// One block of a chain.
struct stored_block {
    hash256 hash;
    std::uint32_t height = 0;
    shared_bytes raw;      ///< the payload of its `block` message, witnesses included
    bool witness = false;  ///< some transaction has a witness, so that its stripped form is shorter
};

/// Holds blocks up to a bound that its owner gives; it never forgets one by itself. Their bytes are
/// shared: whoever sends a block copies nothing. Not thread-safe.
class block_store {
public:
    explicit block_store(std::size_t max_bytes) : max_bytes_(max_bytes) {}

    /// False: there is no room for it, or it is there already.
    bool add(stored_block added) {
        const auto size = added.raw.size();
        if (size > room()) return false;
        const auto hash = added.hash;
        if (!blocks_.emplace(hash, std::move(added)).second) return false;
        bytes_ += size;
        return true;
    }

    /// Null when it is not there. Valid until the block is removed.
    [[nodiscard]] const stored_block* find(const hash256& hash) const {
        const auto place = blocks_.find(hash);
        return place != blocks_.end() ? &place->second : nullptr;
    }

    void remove(const hash256& hash) {
        const auto place = blocks_.find(hash);
        if (place == blocks_.end()) return;
        bytes_ -= place->second.raw.size();
        blocks_.erase(place);
    }

    [[nodiscard]] std::size_t size() const { return blocks_.size(); }
    /// The sum of the blocks' sizes.
    [[nodiscard]] std::size_t bytes() const { return bytes_; }
    /// Bytes that still fit.
    [[nodiscard]] std::size_t room() const { return max_bytes_ - bytes_; }

private:
    std::size_t max_bytes_;
    std::size_t bytes_ = 0;
    std::unordered_map<hash256, stored_block> blocks_;
};

}  // namespace bitpeer
