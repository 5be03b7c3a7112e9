#pragma once
/// Bytes: how the library names, owns and shares them.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <utility>
#include <vector>

namespace bitpeer {

/// Bytes owned by one holder.
using bytes = std::vector<std::uint8_t>;

/// Bytes owned by somebody else, valid as long as that owner says.
using byte_view = std::span<const std::uint8_t>;

/// Bytes that the callee may write to.
using byte_span = std::span<std::uint8_t>;

/// An immutable run of bytes with shared ownership: a cheap value that keeps the buffer behind it
/// alive. A slice shares that buffer. Copies may be used from different threads at once.
class shared_bytes {
public:
    shared_bytes() = default;

    /// Takes over `owned` without copying.
    explicit shared_bytes(bytes&& owned) {
        if (owned.empty()) return;
        auto holder = std::make_shared<const bytes>(std::move(owned));
        size_ = holder->size();
        data_ = std::shared_ptr<const std::uint8_t>(holder, holder->data());
    }

    /// The first `size` bytes of memory that nobody changes any more.
    shared_bytes(std::shared_ptr<const std::uint8_t> data, std::size_t size)
        : data_(std::move(data)), size_(size) {}

    /// A copy of `source`, in one allocation; none when it is empty.
    [[nodiscard]] static shared_bytes copy(byte_view source) {
        if (source.empty()) return {};
        auto block = std::make_shared_for_overwrite<std::uint8_t[]>(source.size());
        std::copy(source.begin(), source.end(), block.get());
        const std::uint8_t* first = block.get();
        return {std::shared_ptr<const std::uint8_t>(std::move(block), first), source.size()};
    }

    /// `size` bytes that `fill` writes into the `byte_span` it is called with, in one allocation;
    /// none when there are none.
    template <class Fill>
    [[nodiscard]] static shared_bytes written_by(std::size_t size, Fill&& fill) {
        if (size == 0) {
            fill(byte_span());
            return {};
        }
        auto block = std::make_shared_for_overwrite<std::uint8_t[]>(size);
        fill(byte_span(block.get(), size));
        const std::uint8_t* first = block.get();
        return {std::shared_ptr<const std::uint8_t>(std::move(block), first), size};
    }

    /// The run `[offset, offset + count)` of the same buffer, cut off at its end.
    [[nodiscard]] shared_bytes slice(std::size_t offset, std::size_t count) const {
        offset = std::min(offset, size_);
        count = std::min(count, size_ - offset);
        return {std::shared_ptr<const std::uint8_t>(data_, data_.get() + offset), count};
    }

    [[nodiscard]] byte_view view() const noexcept { return {data_.get(), size_}; }
    [[nodiscard]] const std::uint8_t* data() const noexcept { return data_.get(); }
    [[nodiscard]] std::size_t size() const noexcept { return size_; }
    [[nodiscard]] bool empty() const noexcept { return size_ == 0; }

    operator byte_view() const noexcept { return view(); }

    friend bool operator==(const shared_bytes& left, const shared_bytes& right) {
        return std::ranges::equal(left.view(), right.view());
    }

private:
    std::shared_ptr<const std::uint8_t> data_;
    std::size_t size_ = 0;
};

}  // namespace bitpeer
