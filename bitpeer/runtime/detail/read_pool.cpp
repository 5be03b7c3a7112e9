#include <bitpeer/runtime/detail/read_pool.hpp>

#include <algorithm>
#include <utility>
#include <vector>

namespace bitpeer::detail {

namespace {

/// More than a few are used at once only by streams that cannot tell when bytes are there.
constexpr std::size_t kept_max = 4;

std::vector<std::unique_ptr<pooled_space::block>>& pool() {
    static thread_local std::vector<std::unique_ptr<pooled_space::block>> blocks;
    return blocks;
}

}  // namespace

pooled_space::~pooled_space() {
    if (block_ && pool().size() < kept_max) pool().push_back(std::move(block_));
}

boost::asio::mutable_buffer pooled_space::take() {
    if (!block_ && !pool().empty()) {
        block_ = std::move(pool().back());
        pool().pop_back();
    }
    if (!block_) block_ = std::make_unique_for_overwrite<block>();
    return {block_->data(), block_->size()};
}

byte_view pooled_space::filled(std::size_t count) const {
    if (!block_) return {};
    return byte_view(*block_).first(std::min(count, size));
}

}  // namespace bitpeer::detail
