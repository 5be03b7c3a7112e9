#pragma once
/// A payload while it arrives.

#include <bitpeer/base/bytes.hpp>
#include <bitpeer/base/copy_bytes.hpp>
#include <bitpeer/transport/large_block.hpp>

#include <algorithm>
#include <cstddef>
#include <utility>

namespace bitpeer::transport {

/// Gathers what comes in pieces. Whatever size is claimed: memory is never taken more than 256 KiB
/// ahead of the bytes that have arrived, except for what the process has and nobody uses.
class arriving_bytes {
public:
    /// The next of `whole` bytes in all. Those that were put into the `room` are not copied.
    void append(byte_view part, std::size_t whole) {
        if (part.empty()) return;  // a claim alone costs nothing
        const auto needed = size_ + part.size();
        if (empty() && whole >= large_block::size_min) block_ = large_block::waiting(whole);
        if (needed > block_.capacity()) block_.grow(std::min(whole, needed + growth_max));
        if (part.data() != block_.data() + size_) copy_bytes(part, block_.data() + size_);
        size_ = needed;
    }

    /// Where the next of `whole` bytes in all are going to be. None while nothing has arrived, and
    /// for so few that copying them costs less than another read.
    [[nodiscard]] byte_span room(std::size_t whole) {
        if (empty() || whole - size_ < room_min) return {};
        const auto end = std::min(whole, size_ + room_max);
        if (end > block_.capacity()) block_.grow(std::min(whole, size_ + growth_max));
        return {block_.data() + size_, end - size_};
    }

    [[nodiscard]] bool empty() const { return size_ == 0; }
    [[nodiscard]] std::size_t size() const { return size_; }
    /// All that has arrived; may be changed in place.
    [[nodiscard]] byte_span bytes() const { return {block_.data(), size_}; }
    /// Bytes that it holds.
    [[nodiscard]] std::size_t held() const {
        return std::min(block_.capacity(), size_ + growth_max);
    }

    /// The first `count` of them; it is empty afterwards.
    [[nodiscard]] shared_bytes finish(std::size_t count) {
        size_ = 0;
        return block_.share(count);
    }

    void release() {
        block_ = {};
        size_ = 0;
    }

private:
    static constexpr std::size_t growth_max = 256 * 1024;
    static constexpr std::size_t room_min = 16 * 1024;
    static constexpr std::size_t room_max = 64 * 1024;  // what stays in the processor's cache

    large_block block_;
    std::size_t size_ = 0;
};

}  // namespace bitpeer::transport
