#include <bitpeer/base/shuffle.hpp>
#include <bitpeer/node/getaddr_server.hpp>

#include <algorithm>
#include <utility>

namespace bitpeer {

std::optional<std::vector<node_address>> getaddr_server::answer(
    getaddr_asker& asker, const address_source& known, instant now, random_source& random
) {
    if (asker.opened != direction::inbound || std::exchange(asker.asked, true)) return std::nullopt;

    std::erase_if(samples_, [&](const sample& old) { return old.ends <= now; });
    const auto kept = std::ranges::find_if(samples_, [&](const sample& each) {
        return each.via == asker.via && each.came_to == asker.came_to;
    });
    if (kept != samples_.end()) return kept->addresses;

    auto drawn = known();
    const auto count = std::min(addresses_max, drawn.size() * max_percent / 100);
    shuffle_front(drawn, count, random);
    drawn.resize(count);
    drawn.shrink_to_fit();

    if (samples_.size() == max_ways) {
        samples_.erase(std::ranges::min_element(samples_, {}, &sample::ends));
    }
    constexpr duration spread = longest_life - shortest_life;
    const duration life =
        shortest_life +
        duration(static_cast<duration::rep>(random.below(static_cast<std::uint64_t>(spread.count()))
        ));
    samples_.push_back({asker.via, asker.came_to, now + life, drawn});
    return drawn;
}

}  // namespace bitpeer
