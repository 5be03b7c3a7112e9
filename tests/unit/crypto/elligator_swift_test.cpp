#include <bitpeer/base/endian.hpp>
#include <bitpeer/base/hex.hpp>
#include <bitpeer/crypto/detail/x_swift_ec.hpp>
#include <bitpeer/crypto/elligator_swift.hpp>
#include <tests/support/csv.hpp>
#include <tests/support/splitmix64.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <set>
#include <string>

namespace bitpeer::crypto {
namespace {

using detail::field_element;

template <std::size_t N>
std::array<std::uint8_t, N> array_of(const std::string& hex) {
    const auto read = from_hex(hex).value();
    std::array<std::uint8_t, N> filled{};
    if (read.size() == N) std::ranges::copy(read, filled.begin());
    return filled;
}

field_element number(const std::string& hex) {
    return field_element::exact(array_of<32>(hex)).value();
}

secret<32> random_key(random_source& chance) {
    bytes key(32);
    for (std::size_t i = 0; i < 32; i += 8) store_le(key.data() + i, chance.next());
    return secret<32>(key);
}

entropy random_entropy(random_source& chance) {
    entropy made;
    for (std::size_t i = 0; i < 32; i += 8) store_le(made.bytes.data() + i, chance.next());
    return made;
}

const auto order = "fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141";
const auto order_minus_one = "fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364140";

TEST(elligator_swift, decodes_the_vectors_of_bip324) {
    const auto vectors = test::read_recorded_csv("bip324/ellswift_decode_test_vectors.csv");
    if (!vectors) GTEST_SKIP() << "no data";
    for (const auto& row : *vectors) {
        const auto x = elligator_swift_decode(array_of<64>(row.at("ellswift")));
        EXPECT_EQ(to_hex(x), row.at("x")) << row.at("comment");
    }
    EXPECT_EQ(vectors->size(), 76U);
}

TEST(elligator_swift, inverts_the_vectors_of_bip324) {
    const auto vectors = test::read_recorded_csv("bip324/xswiftec_inv_test_vectors.csv");
    if (!vectors) GTEST_SKIP() << "no data";
    int found = 0;
    for (const auto& row : *vectors) {
        for (unsigned which = 0; which < 8; ++which) {
            const auto expected = row.at("case" + std::to_string(which) + "_t");
            const auto x = number(row.at("x"));
            const auto u = number(row.at("u"));
            const auto t = detail::x_swift_ec_inverse(x, u, which);
            EXPECT_EQ(t ? to_hex(t->to_bytes()) : "", expected) << row.at("comment");
            if (!t) continue;
            const auto point = detail::x_swift_ec(u, *t);
            EXPECT_EQ(point.x, x);
            EXPECT_EQ(point.y.squared(), x.squared() * x + 7);
            ++found;
        }
    }
    EXPECT_EQ(vectors->size(), 32U);
    EXPECT_EQ(found, 98);
}

TEST(elligator_swift, makes_forms_that_stand_for_the_key) {
    test::splitmix64 chance(1);
    for (int i = 0; i < 200; ++i) {
        const auto one = random_key(chance);
        const auto other = random_key(chance);
        const auto key = elligator_swift_create(one, random_entropy(chance)).value();
        const auto same = elligator_swift_create(one, random_entropy(chance)).value();
        EXPECT_NE(key, same);
        EXPECT_EQ(elligator_swift_decode(key), elligator_swift_decode(same));
        // Both ways to the same point.
        const auto others = elligator_swift_create(other, random_entropy(chance)).value();
        const auto there = x_only_ecdh(one, elligator_swift_decode(others)).value();
        const auto back = x_only_ecdh(other, elligator_swift_decode(key)).value();
        EXPECT_EQ(to_hex(there.view()), to_hex(back.view()));
    }
}

TEST(elligator_swift, gives_the_same_form_for_the_same_chance_only) {
    test::splitmix64 chance(2);
    const auto one = random_key(chance);
    const auto other = random_key(chance);
    const auto seed = entropy::from_number(5);
    EXPECT_EQ(elligator_swift_create(one, seed), elligator_swift_create(one, seed));
    EXPECT_NE(
        elligator_swift_create(one, seed), elligator_swift_create(one, entropy::from_number(6))
    );
    // Even then the keys share nothing that could be seen.
    const auto first = elligator_swift_create(one, seed).value();
    const auto second = elligator_swift_create(other, seed).value();
    EXPECT_FALSE(std::equal(first.begin(), first.begin() + 32, second.begin()));
}

// Each bit of a uniform string is set in half of the strings: 2000 keys, five deviations.
TEST(elligator_swift, looks_random) {
    test::splitmix64 chance(3);
    const auto one = random_key(chance);
    std::array<int, 512> set_bits{};
    constexpr int keys = 2000;
    for (int i = 0; i < keys; ++i) {
        const auto key = elligator_swift_create(one, random_entropy(chance)).value();
        for (std::size_t bit = 0; bit < 512; ++bit) set_bits[bit] += key[bit / 8] >> bit % 8 & 1;
    }
    for (std::size_t bit = 0; bit < 512; ++bit) EXPECT_NEAR(set_bits[bit], keys / 2, 112) << bit;
}

TEST(elligator_swift, refuses_private_keys_out_of_range) {
    const auto seed = entropy::from_number(1);
    std::array<std::uint8_t, 32> x{};
    x[31] = 1;  // 1 + 7 = 8 is a square
    for (const auto& text : {std::string(64, '0'), std::string(order), std::string(64, 'f')}) {
        const secret<32> wrong(array_of<32>(text));
        EXPECT_EQ(elligator_swift_create(wrong, seed), std::nullopt);
        EXPECT_FALSE(x_only_ecdh(wrong, x).has_value());
    }
    for (const auto& text : {std::string(63, '0') + '1', std::string(order_minus_one)}) {
        const secret<32> right(array_of<32>(text));
        EXPECT_TRUE(elligator_swift_create(right, seed).has_value());
        EXPECT_EQ(to_hex(x_only_ecdh(right, x).value().view()), to_hex(x));
    }
}

TEST(elligator_swift, agrees_on_a_secret_whoever_computes_it) {
    test::splitmix64 chance(4);
    std::set<std::string> secrets;
    for (int i = 0; i < 20; ++i) {
        const auto one = random_key(chance);
        const auto other = random_key(chance);
        const auto first = elligator_swift_create(one, random_entropy(chance)).value();
        const auto second = elligator_swift_create(other, random_entropy(chance)).value();
        const auto ours = bip324_shared_secret(one, first, second, party::initiator);
        const auto theirs = bip324_shared_secret(other, first, second, party::responder);
        EXPECT_EQ(to_hex(ours.view()), to_hex(theirs.view()));
        secrets.insert(to_hex(ours.view()));
        // Who began is part of it.
        const auto reversed = bip324_shared_secret(one, second, first, party::responder);
        secrets.insert(to_hex(reversed.view()));
    }
    EXPECT_EQ(secrets.size(), 40U);
}

}  // namespace
}  // namespace bitpeer::crypto
