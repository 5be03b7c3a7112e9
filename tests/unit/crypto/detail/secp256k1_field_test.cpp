/// The field holds what a field promises.

#include <bitpeer/base/endian.hpp>
#include <bitpeer/base/hex.hpp>
#include <bitpeer/crypto/detail/secp256k1_field.hpp>
#include <tests/support/splitmix64.hpp>

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace bitpeer::crypto::detail {
namespace {

const auto modulus = "fffffffffffffffffffffffffffffffffffffffffffffffffffffffefffffc2f";

field_element::raw bytes_of(const std::string& hex) {
    field_element::raw filled{};
    std::ranges::copy(from_hex(hex).value(), filled.begin());
    return filled;
}

std::string text(const field_element& number) { return to_hex(number.to_bytes()); }

/// Numbers at the borders of words and of the modulus, and random ones.
std::vector<field_element> numbers() {
    std::vector<field_element> made{0, 1, 2, 3, 0xffffffff, 0x1000003d0, 0x1000003d1, ~0ULL};
    for (const auto* hex :
         {"fffffffffffffffffffffffffffffffffffffffffffffffffffffffefffffc2e",
          "ffffffffffffffffffffffffffffffffffffffffffffffffffffffff00000000",
          "8000000000000000000000000000000000000000000000000000000000000000",
          "0000000000000000ffffffffffffffffffffffffffffffffffffffffffffffff",
          "ffffffffffffffff000000000000000000000000000000000000000000000000",
          "7fffffffffffffffffffffffffffffffffffffffffffffffffffffff7ffffe18"}) {
        made.push_back(field_element::reduced(bytes_of(hex)));
    }
    test::splitmix64 chance(9);
    for (int i = 0; i < 60; ++i) {
        field_element::raw drawn;
        for (std::size_t at = 0; at < 32; at += 8) store_be(drawn.data() + at, chance.next());
        made.push_back(field_element::reduced(drawn));
    }
    return made;
}

TEST(secp256k1_field, reduces_what_is_not_below_the_modulus) {
    EXPECT_EQ(text(field_element::reduced(bytes_of(modulus))), std::string(64, '0'));
    EXPECT_EQ(
        text(field_element::reduced(bytes_of(std::string(64, 'f')))),
        std::string(55, '0') + "1000003d0"
    );
    EXPECT_FALSE(field_element::exact(bytes_of(modulus)).has_value());
    EXPECT_TRUE(field_element::exact(
                    bytes_of("fffffffffffffffffffffffffffffffffffffffffffffffffffffffefffffc2e")
    )
                    .has_value());
}

TEST(secp256k1_field, obeys_the_laws_of_a_field) {
    const auto all = numbers();
    const field_element one(1);
    for (const auto& a : all) {
        EXPECT_EQ(a + 0, a);
        EXPECT_EQ(a * one, a);
        EXPECT_EQ(a - a, field_element());
        EXPECT_EQ(a + -a, field_element());
        EXPECT_EQ(a.halved() + a.halved(), a);
        EXPECT_EQ(a * a.inverse(), a.is_zero() ? field_element() : one);
        EXPECT_EQ(a + a, a * 2);
        for (std::size_t i = 0; i < all.size(); ++i) {
            const auto& b = all[i];
            EXPECT_EQ(a + b, b + a);
            EXPECT_EQ(a - b + b, a);
            EXPECT_EQ(a * b, b * a);
            EXPECT_EQ((a + b).squared(), a.squared() + a * b * 2 + b.squared());
            const auto& c = all[7 * i % all.size()];
            EXPECT_EQ(a * (b + c), a * b + a * c);
            EXPECT_EQ(a * (b * c), a * b * c);
        }
    }
}

TEST(secp256k1_field, multiplies_as_on_paper) {
    // (p - 1)^2 = 1; 2^128 * 2^128 = 2^32 + 977.
    const auto last = -field_element(1);
    EXPECT_EQ(last * last, field_element(1));
    const auto half = field_element::reduced(
        bytes_of("0000000000000000000000000000000100000000000000000000000000000000")
    );
    EXPECT_EQ(half * half, field_element(0x1000003d1));
    EXPECT_EQ(field_element(0xffffffff) * 0xffffffff, field_element(0xfffffffe00000001));
}

TEST(secp256k1_field, finds_roots_of_squares_and_of_nothing_else) {
    int squares = 0;
    for (const auto& a : numbers()) {
        const auto root = a.squared().root();
        ASSERT_TRUE(root.has_value());
        EXPECT_TRUE(*root == a || *root == -a);
        EXPECT_TRUE(root->root().has_value()) << "the root that is a square itself";
        // -1 is no square here, so either a number is one or its negative is.
        if (!a.is_zero()) {
            EXPECT_NE(a.root().has_value(), (-a).root().has_value()) << text(a);
        }
        squares += a.root().has_value() ? 1 : 0;
    }
    EXPECT_GT(squares, 20);
    EXPECT_TRUE(field_element().root()->is_zero());
}

TEST(secp256k1_field, has_the_root_of_minus_three_that_bip324_names) {
    EXPECT_EQ(
        text((-field_element(3)).root().value()),
        "0a2d2ba93507f1df233770c2a797962cc61f6d15da14ecd47d8d27ae1cd5f852"
    );
}

}  // namespace
}  // namespace bitpeer::crypto::detail
