#include <bitpeer/base/poisson.hpp>
#include <bitpeer/node/address_queue.hpp>

#include <utility>

namespace bitpeer {

bool address_queue::can_take(const wire::address& where) const {
    if (!where.usable()) return false;
    return form_ == address_form::addrv2 || where.legacy().has_value();
}

bool address_queue::push(const node_address& node, random_source& random) {
    if (!can_take(node.address) || known_.contains(node.address)) return false;
    if (waiting_.size() < max_waiting) {
        waiting_.push_back(node);
    } else {
        waiting_[random.below(waiting_.size())] = node;
    }
    return true;
}

void address_queue::replace(std::span<const node_address> answer, random_source& random) {
    waiting_.clear();
    for (const auto& node : answer) push(node, random);
}

std::vector<node_address> address_queue::flush(instant now, random_source& random) {
    if (now < next_flush_) return {};
    next_flush_ = now + poisson_wait(mean_interval, random);
    auto told = std::exchange(waiting_, {});
    // An address may have become known, or come twice, while it waited.
    std::erase_if(told, [this](const node_address& node) {
        if (known_.contains(node.address)) return true;
        known_.add(node.address);
        return false;
    });
    return told;
}

std::optional<node_address> address_queue::take_own(
    const std::optional<node_address>& own, instant now, random_source& random
) {
    next_own_ = now + poisson_wait(mean_own_interval, random);
    if (std::exchange(own_was_due_, true)) known_.clear();
    if (!own || !can_take(own->address) || known_.contains(own->address)) return std::nullopt;
    known_.add(own->address);
    return own;
}

}  // namespace bitpeer
