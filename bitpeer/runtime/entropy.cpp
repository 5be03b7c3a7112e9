#include <bitpeer/base/assert.hpp>
#include <bitpeer/runtime/entropy.hpp>

#include <sys/random.h>

#include <cerrno>
#include <cstddef>

namespace bitpeer {

entropy system_entropy() {
    entropy seed;
    std::size_t filled = 0;
    while (filled < seed.bytes.size()) {
        const auto count = getrandom(seed.bytes.data() + filled, seed.bytes.size() - filled, 0);
        if (count > 0) filled += static_cast<std::size_t>(count);
        ensure(count > 0 || errno == EINTR);
    }
    return seed;
}

}  // namespace bitpeer
