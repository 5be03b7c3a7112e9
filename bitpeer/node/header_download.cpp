#include <bitpeer/node/announcement.hpp>
#include <bitpeer/node/header_download.hpp>
#include <bitpeer/wire/messages/inv.hpp>

#include <algorithm>
#include <utility>
#include <vector>

namespace bitpeer {

namespace {

/// A `headers` message with as many is not the last one.
constexpr std::size_t full_batch = 2'000;

}  // namespace

std::optional<wire::message> header_download::next_request(instant now) {
    if (state_ != state::to_ask) return std::nullopt;
    state_ = state::waiting;
    deadline_ = now + patience_;
    const auto tip = chain_->height();
    const bool from_parent = std::exchange(first_request_, false) && tip > 0;
    return chain_->dialect().getheaders(chain_->locator_from(from_parent ? tip - 1 : tip));
}

result<chain_change, header_error> header_download::take(const wire::message& message) {
    const chain_change nothing{.fork = chain_->height()};
    const auto batch = chain_->dialect().chain->headers_in(message);
    if (!batch) {
        if (complete() && news(message)) restart();
        return nothing;
    }

    const auto change = chain_->connect(*batch);
    if (!change) {
        // An announcement may speak of blocks far ahead of us: that is no fault, there is more to
        // fetch.
        const bool announced = batch->size() <= max_announced_headers &&
                               change.error().code == header_fault::unknown_parent;
        if (!announced) return change;
        if (complete()) restart();
        return nothing;
    }
    // A full batch without anything new would only come again.
    const bool more = batch->size() == full_batch && change->added > 0;
    state_ = more ? state::to_ask : state::complete;
    deadline_.reset();
    return change;
}

void header_download::restart() {
    state_ = state::to_ask;
    first_request_ = true;
    deadline_.reset();
}

bool header_download::news(const wire::message& message) const {
    const auto announced = message.get_if<wire::inv>();
    if (!announced) return false;
    return std::ranges::any_of(announced->items, [this](const wire::inventory& item) {
        return item.type == wire::inventory_type::block && !chain_->find(item.hash);
    });
}

}  // namespace bitpeer
