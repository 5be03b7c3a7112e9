#include <bitpeer/base/endian.hpp>
#include <bitpeer/crypto/siphash.hpp>

#include <bit>
#include <cstddef>

namespace bitpeer::crypto {

namespace {

/// The four words of the paper, and its names for what is done with them.
class sip_state {
public:
    explicit sip_state(siphash_key key)
        : v0_(key.k0 ^ 0x736f6d6570736575),  // "somepseudorandomlygeneratedbytes"
          v1_(key.k1 ^ 0x646f72616e646f6d),
          v2_(key.k0 ^ 0x6c7967656e657261),
          v3_(key.k1 ^ 0x7465646279746573) {}

    void compress(std::uint64_t word) {
        v3_ ^= word;
        round();
        round();
        v0_ ^= word;
    }

    void compress(const hash256& hash) {
        for (std::size_t i = 0; i < 32; i += 8) {
            compress(load_le<std::uint64_t>(hash.bytes.data() + i));
        }
    }

    [[nodiscard]] std::uint64_t finalize() {
        v2_ ^= 0xff;
        for (int i = 0; i < 4; ++i) round();
        return v0_ ^ v1_ ^ v2_ ^ v3_;
    }

private:
    void round() {
        v0_ += v1_;
        v2_ += v3_;
        v1_ = std::rotl(v1_, 13) ^ v0_;
        v3_ = std::rotl(v3_, 16) ^ v2_;
        v0_ = std::rotl(v0_, 32);
        v2_ += v1_;
        v0_ += v3_;
        v1_ = std::rotl(v1_, 17) ^ v2_;
        v3_ = std::rotl(v3_, 21) ^ v0_;
        v2_ = std::rotl(v2_, 32);
    }

    std::uint64_t v0_;
    std::uint64_t v1_;
    std::uint64_t v2_;
    std::uint64_t v3_;
};

/// What the last word's top byte says: the length modulo 256.
constexpr std::uint64_t length_mark(std::size_t length) { return std::uint64_t{length} << 56; }

}  // namespace

std::uint64_t siphash(siphash_key key, byte_view data) {
    sip_state state(key);
    auto last = length_mark(data.size());
    while (data.size() >= 8) {
        state.compress(load_le<std::uint64_t>(data.data()));
        data = data.subspan(8);
    }
    for (std::size_t i = 0; i < data.size(); ++i) last |= std::uint64_t{data[i]} << (8 * i);
    state.compress(last);
    return state.finalize();
}

std::uint64_t siphash(siphash_key key, const hash256& hash) {
    sip_state state(key);
    state.compress(hash);
    state.compress(length_mark(32));
    return state.finalize();
}

std::uint64_t siphash(siphash_key key, const hash256& hash, std::uint32_t extra) {
    sip_state state(key);
    state.compress(hash);
    state.compress(length_mark(36) | extra);
    return state.finalize();
}

}  // namespace bitpeer::crypto
