#include <bitpeer/base/hex.hpp>
#include <bitpeer/crypto/detail/poly1305.hpp>
#include <tests/support/splitmix64.hpp>

#include <gtest/gtest.h>
#include <openssl/evp.h>

#include <memory>
#include <string>

namespace bitpeer::crypto::detail {
namespace {

std::string tag_of(const bytes& key, const bytes& text) {
    poly1305 code(std::span<const std::uint8_t, 32>(key.data(), 32));
    code.put_padded(text);
    return to_hex(code.tag());
}

struct free_context {
    void operator()(EVP_MAC* algorithm) const { EVP_MAC_free(algorithm); }
    void operator()(EVP_MAC_CTX* context) const { EVP_MAC_CTX_free(context); }
};

/// OpenSSL's, of a text of whole blocks.
std::string expected(const bytes& key, bytes text) {
    text.resize((text.size() + 15) / 16 * 16);
    const std::unique_ptr<EVP_MAC, free_context> algorithm(
        EVP_MAC_fetch(nullptr, "POLY1305", nullptr)
    );
    const std::unique_ptr<EVP_MAC_CTX, free_context> context(EVP_MAC_CTX_new(algorithm.get()));
    EXPECT_EQ(EVP_MAC_init(context.get(), key.data(), key.size(), nullptr), 1);
    EXPECT_EQ(EVP_MAC_update(context.get(), text.data(), text.size()), 1);
    bytes tag(16);
    std::size_t size = 0;
    EXPECT_EQ(EVP_MAC_final(context.get(), tag.data(), &size, tag.size()), 1);
    return to_hex(tag);
}

bytes repeated(const std::string& hex, std::size_t times = 1) {
    std::string all;
    for (std::size_t i = 0; i < times; ++i) all += hex;
    return from_hex(all).value();
}

bytes key_of(const std::string& factor, const std::string& addend) {
    return from_hex(factor + addend).value();
}

const std::string zeros(32, '0');
const std::string ones(32, 'f');
const auto two = "02" + std::string(30, '0');
const auto one = "01" + std::string(30, '0');

/// RFC 8439, A.3, those of whole blocks: where the sum is close to the modulus or to a carry.
TEST(poly1305, agrees_with_the_borders_of_the_rfc) {
    const auto short_of = [](const std::string& first) { return first + std::string(30, 'f'); };
    EXPECT_EQ(tag_of(bytes(32), bytes(64)), zeros);
    // #7: 2^130 - 5 after all; #8: an addend that carries over 2^128.
    EXPECT_EQ(tag_of(key_of(two, zeros), repeated(ones)), "03" + std::string(30, '0'));
    EXPECT_EQ(tag_of(key_of(two, ones), repeated(two)), "03" + std::string(30, '0'));
    // #9 and #10.
    EXPECT_EQ(
        tag_of(key_of(one, zeros), repeated(ones + short_of("f0") + "11" + std::string(30, '0'))),
        "05" + std::string(30, '0')
    );
    EXPECT_EQ(
        tag_of(
            key_of(one, zeros),
            repeated(ones + "fb" + to_hex(bytes(15, 0xfe)) + to_hex(bytes(16, 0x01)))
        ),
        zeros
    );
    // #11.
    EXPECT_EQ(tag_of(key_of(two, zeros), repeated(short_of("fd"))), short_of("fa"));
}

TEST(poly1305, agrees_with_openssl) {
    test::splitmix64 chance(2);
    for (std::size_t size = 0; size < 700; ++size) {
        bytes key(32);
        bytes text(size);
        for (auto& byte : key) byte = static_cast<std::uint8_t>(chance.next());
        // Every third is made of what carries most.
        const bool full = size % 3 == 0;
        for (auto& byte : text) byte = full ? 0xff : static_cast<std::uint8_t>(chance.next());
        if (size % 5 == 0) key.assign(32, 0xff);
        ASSERT_EQ(tag_of(key, text), expected(key, text)) << size;
    }
}

TEST(poly1305, pads_each_part) {
    const auto key = repeated(ones, 2);
    bytes text(40, 7);
    poly1305 code(std::span<const std::uint8_t, 32>(key.data(), 32));
    code.put_padded(text);
    code.put_padded({});
    code.put_padded(bytes(17, 9));
    text.resize(48);
    text.insert(text.end(), 17, 9);
    EXPECT_EQ(to_hex(code.tag()), expected(key, text));
}

}  // namespace
}  // namespace bitpeer::crypto::detail
