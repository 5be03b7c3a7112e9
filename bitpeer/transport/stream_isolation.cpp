#include <bitpeer/base/endian.hpp>
#include <bitpeer/base/hex.hpp>
#include <bitpeer/transport/stream_isolation.hpp>

#include <array>

namespace bitpeer::transport {

stream_isolation::stream_isolation(random_source& random) {
    std::array<std::uint8_t, 8> drawn{};
    store_le(drawn.data(), random.next());
    prefix_ = to_hex(drawn) + '-';
}

socks5_credentials stream_isolation::next() {
    const auto text = prefix_ + std::to_string(count_++);
    return {text, text};
}

}  // namespace bitpeer::transport
