#pragma once
/// Memory for large payloads, used again.

#include <bitpeer/base/bytes.hpp>

#include <cstddef>
#include <cstdint>
#include <utility>

namespace bitpeer::transport {

/// A block of memory that grows where it stands, if the system can do that. A large one waits, when
/// it is let go, for the next who needs it: the system clears fresh memory page by page, which
/// costs more than to copy or to decrypt into it.
///
/// What waits belongs to no connection: it is at most two blocks of 4 MiB in the whole process. One
/// that is taken from there is lent until it is shared or let go, and nothing else waits in its
/// place meanwhile: whatever remotes claim, no more than these two are ahead of what has arrived. A
/// block may be let go on another thread than the one that it was made on.
class large_block {
public:
    /// Smaller ones come from the allocator, which keeps its own.
    static constexpr std::size_t size_min = 256 * 1024;
    /// Larger ones are given back to the system at once.
    static constexpr std::size_t size_max = 4 * 1024 * 1024;

    /// Holds nothing.
    large_block() = default;
    large_block(large_block&& other) noexcept
        : data_(std::exchange(other.data_, nullptr)),
          lender_(std::exchange(other.lender_, nullptr)) {}
    large_block& operator=(large_block&& other) noexcept {
        std::swap(data_, other.data_);
        std::swap(lender_, other.lender_);
        return *this;
    }
    ~large_block();

    /// One with room for `size` bytes: one that waits, or a new one.
    [[nodiscard]] static large_block of(std::size_t size);
    /// One that waits and has room for `size` bytes, of which no more than a quarter would be left
    /// over; else one that holds nothing.
    [[nodiscard]] static large_block waiting(std::size_t size);

    /// Has room for `size` bytes from now on; what was written stays.
    void grow(std::size_t size);

    [[nodiscard]] std::uint8_t* data() const { return data_; }
    [[nodiscard]] std::size_t capacity() const;

    /// The first `size` bytes, which nobody changes any more; holds nothing afterwards.
    [[nodiscard]] shared_bytes share(std::size_t size);

private:
    class place;

    static void let_go(const std::uint8_t* data) noexcept;

    std::uint8_t* data_ = nullptr;
    place* lender_ = nullptr;  // where it waited
};

/// As `shared_bytes::written_by`, with such memory for what is large.
template <class Fill>
[[nodiscard]] shared_bytes payload_written_by(std::size_t size, Fill&& fill) {
    if (size < large_block::size_min) return shared_bytes::written_by(size, fill);
    auto block = large_block::of(size);
    fill(byte_span(block.data(), size));
    return block.share(size);
}

}  // namespace bitpeer::transport
