#include <bitpeer/engine/prepared_config.hpp>

#include <utility>

namespace bitpeer {

prepared_config::prepared_config(peer_config config) {
    const auto rules = config.conduct ? *config.conduct : conduct_of(*config.network.dialect);
    const auto times = config.times.value_or(rules.times);
    const auto stalls = config.stalls.value_or(rules.stalls);
    const auto trickle = config.trickle.value_or(rules.trickle);
    parts_ = std::make_shared<const parts>(parts{std::move(config), rules, times, stalls, trickle});
}

}  // namespace bitpeer
