#include <bitpeer/node/compact_announcers.hpp>

#include <algorithm>

namespace bitpeer {

namespace {

compact_announcers::order tell(std::size_t peer, bool announce) {
    wire::sendcmpct message;
    message.announce = {announce};
    return {peer, message};
}

}  // namespace

std::vector<compact_announcers::order> compact_announcers::announced_first(
    std::size_t peer, direction opened
) {
    const auto known = std::ranges::find(chosen_, peer, &choice::peer);
    if (known != chosen_.end()) {
        std::rotate(known, known + 1, chosen_.end());
        return {};
    }
    std::vector<order> orders;
    if (chosen_.size() == max_peers) {
        const auto replaced = to_replace(opened);
        orders.push_back(tell(replaced->peer, false));
        chosen_.erase(replaced);
    }
    chosen_.push_back({peer, opened});
    orders.push_back(tell(peer, true));
    return orders;
}

std::vector<compact_announcers::choice>::iterator compact_announcers::to_replace(direction newcomer
) {
    const auto ours = std::ranges::count(chosen_, direction::outbound, &choice::opened);
    const bool spared = newcomer == direction::inbound && ours == 1 &&
                        chosen_.front().opened == direction::outbound;
    return chosen_.begin() + (spared ? 1 : 0);
}

void compact_announcers::left(std::size_t peer) {
    std::erase_if(chosen_, [&](const choice& one) { return one.peer == peer; });
}

bool compact_announcers::contains(std::size_t peer) const {
    return std::ranges::find(chosen_, peer, &choice::peer) != chosen_.end();
}

}  // namespace bitpeer
