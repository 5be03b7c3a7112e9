#include <bitpeer/runtime/detail/read_pool.hpp>

#include <algorithm>
#include <utility>

namespace bitpeer::detail {

namespace {

/// More than a few are used at once only by streams that cannot tell when bytes are there.
constexpr std::size_t kept_max = 4;

/// Giving a buffer back must not need memory.
struct buffers {
    std::array<std::unique_ptr<pooled_space::block>, kept_max> kept{};
    std::size_t count = 0;
};

buffers& pool() {
    static thread_local buffers of_this_thread;
    return of_this_thread;
}

}  // namespace

pooled_space::~pooled_space() {
    auto& back = pool();
    if (block_ && back.count < kept_max) back.kept[back.count++] = std::move(block_);
}

boost::asio::mutable_buffer pooled_space::take() {
    auto& from = pool();
    if (!block_ && from.count > 0) block_ = std::move(from.kept[--from.count]);
    if (!block_) block_ = std::make_unique_for_overwrite<block>();
    return {block_->data(), block_->size()};
}

byte_view pooled_space::filled(std::size_t count) const {
    if (!block_) return {};
    return byte_view(*block_).first(std::min(count, size));
}

}  // namespace bitpeer::detail
