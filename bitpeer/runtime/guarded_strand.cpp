#include <bitpeer/runtime/guarded_strand.hpp>

namespace bitpeer::detail {

boost::asio::execution_context::id executor_knowledge::id;

std::shared_ptr<const known_executor::forms> executor_knowledge::of(
    const boost::asio::any_io_executor& executor
) {
    const std::lock_guard lock(mutex_);
    if (auto known = last_.lock(); known && known->at_once == executor) return known;
    auto made = std::make_shared<const known_executor::forms>(known_executor::forms{
        executor, boost::asio::require(executor, boost::asio::execution::blocking.never)});
    last_ = made;
    return made;
}

}  // namespace bitpeer::detail
