#include <bitpeer/base/hex.hpp>
#include <bitpeer/crypto/chacha20_poly1305.hpp>
#include <tests/support/recorded_data.hpp>
#include <tests/support/splitmix64.hpp>

#include <gtest/gtest.h>
#include <openssl/evp.h>

#include <algorithm>
#include <numeric>
#include <string>

namespace bitpeer::crypto {
namespace {

secret<32> some_key() { return secret<32>(bytes(32, 7)); }

bytes sealed(const bytes& text, const bytes& additional, chacha20_nonce nonce = {}) {
    chacha20_poly1305 cipher(some_key());
    bytes result(text.size() + 16);
    cipher.seal(nonce, additional, text, {}, result);
    return result;
}

bool opens(const bytes& text, const bytes& additional, chacha20_nonce nonce = {}) {
    chacha20_poly1305 cipher(some_key());
    bytes plain(text.size() - 16);
    return cipher.open(nonce, additional, text, plain);
}

TEST(chacha20_poly1305, agrees_with_the_recorded_vectors) {
    const auto vectors = test::read_recorded_json("crypto/chacha_poly_hkdf_vectors.json");
    if (!vectors) GTEST_SKIP() << "no data";
    int compared = 0;
    for (const auto& [unused, vector] : vectors->get_child("chacha20poly1305")) {
        const auto field = [&from = vector](const char* name) {
            return from_hex(from.get<std::string>(name)).value();
        };
        const chacha20_nonce nonce{
            vector.get<std::uint32_t>("nonce_u32"), vector.get<std::uint64_t>("nonce_u64")};
        const auto plain = field("plain");
        const auto expected = field("cipher");
        chacha20_poly1305 cipher(secret<32>{field("key")});
        // Wherever the text is cut in two, the result is the same.
        for (std::size_t cut = 0; cut <= plain.size(); ++cut) {
            const auto text = byte_view(plain);
            bytes made(expected.size());
            cipher.seal(nonce, field("aad"), text.first(cut), text.subspan(cut), made);
            ASSERT_EQ(to_hex(made), to_hex(expected)) << cut;
        }
        bytes read(plain.size());
        EXPECT_TRUE(cipher.open(nonce, field("aad"), expected, read));
        EXPECT_EQ(read, plain);
        ++compared;
    }
    EXPECT_EQ(compared, 4);
}

// Of Core's vectors for ChaCha20 alone, those from block 1 on, where an AEAD's text begins.
TEST(chacha20_poly1305, has_the_keystream_of_chacha20) {
    const auto vectors = test::read_recorded_json("crypto/chacha_poly_hkdf_vectors.json");
    if (!vectors) GTEST_SKIP() << "no data";
    int compared = 0;
    for (const auto& [unused, vector] : vectors->get_child("chacha20")) {
        if (vector.get<std::uint64_t>("block_counter") != 1) continue;
        const auto text = from_hex(vector.get<std::string>("plaintext_hex")).value();
        auto expected = from_hex(vector.get<std::string>("output_hex")).value();
        if (expected.size() < 32) continue;
        for (std::size_t i = 0; i < text.size(); ++i) expected[i] ^= text[i];
        chacha20_poly1305 cipher(secret<32>(from_hex(vector.get<std::string>("key_hex")).value()));
        const auto stream = cipher.keystream(
            {vector.get<std::uint32_t>("nonce_u32"), vector.get<std::uint64_t>("nonce_u64")}
        );
        EXPECT_EQ(to_hex(stream.view()), to_hex(byte_view(expected).first(32)));
        ++compared;
    }
    EXPECT_EQ(compared, 7);
}

TEST(chacha20_poly1305, seals_and_opens_in_place) {
    const bytes text(1000, 42);
    bytes place = text;
    place.resize(1016);
    chacha20_poly1305 cipher(some_key());
    cipher.seal({1, 2}, {}, byte_view(place).first(1000), {}, place);
    EXPECT_EQ(place, sealed(text, {}, {1, 2}));
    ASSERT_TRUE(cipher.open({1, 2}, {}, place, byte_span(place).first(1000)));
    EXPECT_TRUE(std::equal(text.begin(), text.end(), place.begin()));
}

TEST(chacha20_poly1305, refuses_any_change) {
    const bytes text(40, 1);
    const bytes additional(20, 2);
    const auto whole = sealed(text, additional);
    ASSERT_TRUE(opens(whole, additional));
    for (std::size_t bit = 0; bit < 8 * whole.size(); ++bit) {
        auto changed = whole;
        changed[bit / 8] ^= static_cast<std::uint8_t>(1U << bit % 8);
        EXPECT_FALSE(opens(changed, additional)) << bit;
    }
    for (std::size_t bit = 0; bit < 8 * additional.size(); ++bit) {
        auto changed = additional;
        changed[bit / 8] ^= static_cast<std::uint8_t>(1U << bit % 8);
        EXPECT_FALSE(opens(whole, changed)) << bit;
    }
    EXPECT_FALSE(opens(whole, additional, {1, 0}));
    EXPECT_FALSE(opens(whole, additional, {0, 1}));
    EXPECT_FALSE(opens(bytes(whole.begin(), whole.end() - 1), additional));
    EXPECT_FALSE(opens(bytes(16), additional));
}

TEST(chacha20_poly1305, opens_genuine_texts_after_one_that_is_not) {
    chacha20_poly1305 cipher(some_key());
    bytes plain(3);
    EXPECT_FALSE(cipher.open({}, {}, bytes(19), plain));
    EXPECT_TRUE(cipher.open({}, {}, sealed({1, 2, 3}, {}), plain));
    EXPECT_EQ(plain, (bytes{1, 2, 3}));
}

TEST(chacha20_poly1305, goes_on_under_another_key) {
    chacha20_poly1305 cipher(secret<32>(bytes(32, 9)));
    bytes plain(3);
    EXPECT_FALSE(cipher.open({}, {}, sealed({1, 2, 3}, {}), plain));
    cipher.set_key(some_key());
    EXPECT_TRUE(cipher.open({}, {}, sealed({1, 2, 3}, {}), plain));
}

/// OpenSSL's, whatever the size.
bytes sealed_by_openssl(
    const bytes& key, chacha20_nonce nonce, const bytes& additional, const bytes& text
) {
    auto* context = EVP_CIPHER_CTX_new();
    const auto iv = nonce.bytes();
    bytes result(text.size() + 16);
    int size = 0;
    EVP_EncryptInit_ex(context, EVP_chacha20_poly1305(), nullptr, key.data(), iv.data());
    const auto pass = [&](const bytes& from, std::uint8_t* to) {
        if (from.empty()) return;
        EVP_EncryptUpdate(context, to, &size, from.data(), static_cast<int>(from.size()));
    };
    pass(additional, nullptr);
    pass(text, result.data());
    EVP_EncryptFinal_ex(context, result.data() + text.size(), &size);
    EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_GET_TAG, 16, result.data() + text.size());
    EVP_CIPHER_CTX_free(context);
    return result;
}

TEST(chacha20_poly1305, agrees_with_openssl_on_texts_of_any_size) {
    test::splitmix64 chance(1);
    const auto random_bytes = [&](std::size_t size) {
        bytes made(size);
        for (auto& byte : made) byte = static_cast<std::uint8_t>(chance.next());
        return made;
    };
    auto key = random_bytes(32);
    chacha20_poly1305 seals{secret<32>(key)};
    chacha20_poly1305 opens{secret<32>(key)};
    // Nonces follow on each other, stand still, go back and jump, also past the end of their half.
    chacha20_nonce nonce{0xfffffffa, 5};
    constexpr auto border = chacha20_poly1305::short_max;
    std::vector<std::size_t> sizes(border + 200);
    std::iota(sizes.begin(), sizes.end(), std::size_t{0});
    // And in any order: what was made ahead for one is too short for the next, or long enough.
    while (sizes.size() < 3 * border) {
        const auto most = sizes.size() % 3 == 0 ? border + 10 : 200;
        sizes.push_back(static_cast<std::size_t>(chance.below(most)));
    }
    for (const auto size : sizes) {
        if (size % 50 == 49) {
            key = random_bytes(32);
            seals.set_key(secret<32>(key));
            opens.set_key(secret<32>(key));
        }
        if (size % 3 != 0) ++nonce.first;
        if (size % 17 == 0) nonce.first -= 2;
        if (size % 31 == 0) nonce = {static_cast<std::uint32_t>(chance.next()), chance.next()};
        const auto additional = random_bytes(size % 40);
        const auto text = random_bytes(size);
        const auto expected = sealed_by_openssl(key, nonce, additional, text);
        const auto cut = static_cast<std::size_t>(chance.below(size + 1));
        bytes made(size + 16);
        const byte_view whole(text);
        seals.seal(nonce, additional, whole.first(cut), whole.subspan(cut), made);
        ASSERT_EQ(to_hex(made), to_hex(expected)) << size;
        bytes read(size);
        ASSERT_TRUE(opens.open(nonce, additional, made, read)) << size;
        ASSERT_EQ(read, text) << size;
        ASSERT_TRUE(opens.open(nonce, additional, made, byte_span(made).first(size))) << size;
        made = expected;
        made[static_cast<std::size_t>(chance.below(made.size()))] ^= 1;
        ASSERT_FALSE(opens.open(nonce, additional, made, read)) << size;
    }
}

TEST(chacha20_poly1305, opens_piece_by_piece_what_it_opens_at_once) {
    test::splitmix64 chance(7);
    chacha20_poly1305 cipher(some_key());
    for (const std::size_t size : {1U, 64U, 961U, 5'000U, 100'000U}) {
        bytes text(size);
        for (auto& byte : text) byte = static_cast<std::uint8_t>(chance.below(256));
        const bytes additional(size % 100, 9);
        for (const bool changed : {false, true}) {
            const chacha20_nonce nonce{static_cast<std::uint32_t>(size), changed ? 1U : 0U};
            auto arriving = sealed(text, additional, nonce);
            if (changed) arriving.at(chance.below(arriving.size())) ^= 4;
            cipher.begin_open(nonce, additional);
            for (std::size_t at = 0; at < size;) {
                const auto count = std::min<std::size_t>(1 + chance.below(9'000), size - at);
                cipher.open_piece(byte_span(arriving).subspan(at, count));
                at += count;
            }
            EXPECT_EQ(cipher.finish_open(byte_view(arriving).last<16>()), !changed) << size;
            if (!changed) EXPECT_TRUE(std::equal(text.begin(), text.end(), arriving.begin()));
            // Another way of opening may follow.
            bytes plain(size);
            EXPECT_TRUE(cipher.open(nonce, additional, sealed(text, additional, nonce), plain));
        }
    }
}

TEST(chacha20_poly1305, seals_nothing_too) {
    EXPECT_EQ(sealed({}, {}).size(), 16U);
    EXPECT_TRUE(opens(sealed({}, {}), {}));
    EXPECT_TRUE(opens(sealed({}, {5}), {5}));
}

}  // namespace
}  // namespace bitpeer::crypto
