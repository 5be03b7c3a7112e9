#include <bitpeer/runtime/own_nonces.hpp>

namespace bitpeer {

bool own_nonces::contains(std::uint64_t nonce) const {
    const std::lock_guard lock(mutex_);
    return nonces_.contains(nonce);
}

void own_nonces::add(std::uint64_t nonce) {
    const std::lock_guard lock(mutex_);
    nonces_.insert(nonce);
}

void own_nonces::remove(std::uint64_t nonce) {
    const std::lock_guard lock(mutex_);
    const auto place = nonces_.find(nonce);
    if (place != nonces_.end()) nonces_.erase(place);
}

}  // namespace bitpeer
