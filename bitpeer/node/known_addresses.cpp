#include <bitpeer/node/known_addresses.hpp>

#include <algorithm>
#include <array>

namespace bitpeer {

std::uint64_t fingerprint_of(const wire::address& where, crypto::siphash_key key) {
    std::array<std::uint8_t, wire::address::length_max + 3> run{};
    const auto host = where.bytes();
    run[0] = where.network().number;
    run[1] = static_cast<std::uint8_t>(where.port() >> 8);
    run[2] = static_cast<std::uint8_t>(where.port());
    std::ranges::copy(host, run.begin() + 3);
    return crypto::siphash(key, byte_view(run).first(host.size() + 3));
}

}  // namespace bitpeer
