#include <bitpeer/base/endian.hpp>
#include <bitpeer/crypto/sha256.hpp>
#include <bitpeer/node/compact_block.hpp>

namespace bitpeer {

namespace {

constexpr std::uint64_t short_id_mask = 0xffff'ffff'ffff;

}  // namespace

crypto::siphash_key short_id_key(byte_view header_and_nonce) {
    const auto hash = crypto::sha256(header_and_nonce);
    return {
        load_le<std::uint64_t>(hash.bytes.data()), load_le<std::uint64_t>(hash.bytes.data() + 8)};
}

crypto::siphash_key short_id_key(const wire::block_header& header, std::uint64_t nonce) {
    const auto first = wire::serialized(header);
    std::array<std::uint8_t, first.size() + sizeof nonce> joined{};
    std::ranges::copy(first, joined.begin());
    store_le(joined.data() + first.size(), nonce);
    return short_id_key(joined);
}

std::uint64_t short_id_of(crypto::siphash_key key, const hash256& name) {
    return crypto::siphash(key, name) & short_id_mask;
}

std::array<std::uint8_t, 6> short_id_bytes(std::uint64_t id) {
    std::array<std::uint8_t, 6> made{};
    for (std::size_t i = 0; i < made.size(); ++i)
        made[i] = static_cast<std::uint8_t>(id >> (8 * i));
    return made;
}

std::uint64_t short_id_from(const std::array<std::uint8_t, 6>& field) {
    std::uint64_t id = 0;
    for (std::size_t i = 0; i < field.size(); ++i) id |= std::uint64_t{field[i]} << (8 * i);
    return id;
}

}  // namespace bitpeer
