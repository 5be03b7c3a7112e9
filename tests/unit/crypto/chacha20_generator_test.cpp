#include <bitpeer/base/endian.hpp>
#include <bitpeer/base/hex.hpp>
#include <bitpeer/crypto/chacha20_generator.hpp>
#include <tests/support/recorded_data.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <string>

namespace bitpeer::crypto {
namespace {

entropy seed_of(byte_view key) {
    entropy seed;
    std::copy_n(key.begin(), seed.bytes.size(), seed.bytes.begin());
    return seed;
}

/// The first bytes of the keystream, put together again from the numbers.
bytes keystream(byte_view key, std::size_t size) {
    chacha20_generator generator(seed_of(key));
    bytes stream((size + 7) / 8 * 8);
    for (std::size_t at = 0; at < stream.size(); at += 8) {
        store_le(stream.data() + at, generator.next());
    }
    stream.resize(size);
    return stream;
}

// RFC 8439, appendix A.1, test vectors 1 and 2: blocks 0 and 1 under a key and a nonce of zeros.
TEST(chacha20_generator, is_the_keystream_of_the_rfc) {
    EXPECT_EQ(
        to_hex(keystream(bytes(32), 128)),
        "76b8e0ada0f13d90405d6ae55386bd28bdd219b8a08ded1aa836efcc8b770dc7"
        "da41597c5157488d7724e03fb8d84a376a43b8f41518a11cc387b669b2ee6586"
        "9f07e7be5551387a98ba977c732d080dcb0f29a048e3656912c6533e32ee7aed"
        "29b721769ce64e43d57133b074d839d531ed1f28510afb45ace10a1f4b794d6f"
    );
}

// Of Core's vectors those that the generator can produce: the ones with a nonce of zeros.
TEST(chacha20_generator, gives_the_recorded_vectors) {
    const auto vectors = test::read_recorded_json("crypto/chacha_poly_hkdf_vectors.json");
    if (!vectors) GTEST_SKIP() << "no data";
    int compared = 0;
    for (const auto& [unused, vector] : vectors->get_child("chacha20")) {
        if (vector.get<std::uint64_t>("nonce_u64") != 0) continue;
        if (vector.get<std::uint64_t>("nonce_u32") != 0) continue;
        const auto block = vector.get<std::size_t>("block_counter");
        if (block > 1000) continue;
        const auto key = from_hex(vector.get<std::string>("key_hex")).value();
        const auto text = from_hex(vector.get<std::string>("plaintext_hex")).value();
        auto expected = from_hex(vector.get<std::string>("output_hex")).value();
        for (std::size_t i = 0; i < text.size(); ++i) expected[i] ^= text[i];
        const auto stream = keystream(key, block * 64 + expected.size());
        EXPECT_EQ(to_hex(byte_view(stream).subspan(block * 64)), to_hex(expected));
        ++compared;
    }
    EXPECT_EQ(compared, 8);
}

TEST(chacha20_generator, repeats_itself_for_the_same_seed_only) {
    chacha20_generator one(entropy::from_number(7));
    chacha20_generator same(entropy::from_number(7));
    chacha20_generator other(entropy::from_number(8));
    int differing = 0;
    for (int i = 0; i < 100; ++i) {
        const auto number = one.next();
        EXPECT_EQ(same.next(), number);
        differing += other.next() != number ? 1 : 0;
    }
    EXPECT_EQ(differing, 100);
}

TEST(chacha20_generator, copies_go_on_alike) {
    chacha20_generator one(entropy::from_number(7));
    for (int i = 0; i < 5; ++i) (void)one.next();
    auto copy = one;
    for (int i = 0; i < 20; ++i) EXPECT_EQ(copy.next(), one.next());
}

}  // namespace
}  // namespace bitpeer::crypto
