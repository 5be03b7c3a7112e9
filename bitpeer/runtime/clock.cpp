#include <bitpeer/runtime/clock.hpp>

namespace bitpeer {

instant system_now() {
    return {
        std::chrono::steady_clock::now().time_since_epoch(),
        std::chrono::system_clock::now().time_since_epoch(),
    };
}

}  // namespace bitpeer
