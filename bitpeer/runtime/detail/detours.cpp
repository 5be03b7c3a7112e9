#include <bitpeer/crypto/chacha20_generator.hpp>
#include <bitpeer/runtime/detail/detours.hpp>
#include <bitpeer/runtime/entropy.hpp>

#include <utility>

namespace bitpeer::detail {

detours::detours(std::optional<proxy_options> proxy) : proxy_(std::move(proxy)) {
    if (!proxy_ || proxy_->credentials || !proxy_->isolates_streams) return;
    crypto::chacha20_generator random(system_entropy());
    isolation_.emplace(random);
}

std::optional<detour> detours::next() {
    if (!proxy_) return std::nullopt;
    detour made{proxy_->address, proxy_->credentials};
    const std::lock_guard lock(mutex_);
    if (isolation_) made.credentials = isolation_->next();
    return made;
}

}  // namespace bitpeer::detail
