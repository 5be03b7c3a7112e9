/// The field holds what a field promises.

#include <bitpeer/base/endian.hpp>
#include <bitpeer/base/hex.hpp>
#include <bitpeer/crypto/detail/secp256k1_field.hpp>
#include <tests/support/splitmix64.hpp>

#include <gtest/gtest.h>
#include <openssl/bn.h>

#include <memory>
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
         {modulus,  // zero in another form, and one, and what is far above
          "fffffffffffffffffffffffffffffffffffffffffffffffffffffffefffffc30",
          "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
          "fffffffffffffffffffffffffffffffffffffffffffffffffffffffefffffc2e",
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

struct free_number {
    void operator()(BIGNUM* number) const { BN_free(number); }
    void operator()(BN_CTX* context) const { BN_CTX_free(context); }
};
using big_number = std::unique_ptr<BIGNUM, free_number>;

/// What OpenSSL makes of the same number.
big_number other(const field_element& number) {
    const auto raw = number.to_bytes();
    return big_number(BN_bin2bn(raw.data(), 32, nullptr));
}

/// `operate` has the shape of BN_mod_mul: result, a, b, modulus, context.
std::string computed(
    const field_element& a, const field_element& b,
    int (*operate)(BIGNUM*, const BIGNUM*, const BIGNUM*, const BIGNUM*, BN_CTX*)
) {
    const std::unique_ptr<BN_CTX, free_number> context(BN_CTX_new());
    const auto raw = bytes_of(modulus);
    const big_number under(BN_bin2bn(raw.data(), 32, nullptr));
    const big_number result(BN_new());
    EXPECT_EQ(operate(result.get(), other(a).get(), other(b).get(), under.get(), context.get()), 1);
    field_element::raw written{};
    EXPECT_EQ(BN_bn2binpad(result.get(), written.data(), 32), 32);
    return to_hex(written);
}

TEST(secp256k1_field, agrees_with_the_numbers_of_openssl) {
    const auto all = numbers();
    const auto modulus_minus_two = -field_element(2);
    for (const auto& a : all) {
        for (const auto& b : all) {
            ASSERT_EQ(text(a + b), computed(a, b, &BN_mod_add)) << text(a) << ' ' << text(b);
            ASSERT_EQ(text(a - b), computed(a, b, &BN_mod_sub)) << text(a) << ' ' << text(b);
            ASSERT_EQ(text(a * b), computed(a, b, &BN_mod_mul)) << text(a) << ' ' << text(b);
        }
        EXPECT_EQ(text(a.squared()), computed(a, a, &BN_mod_mul));
        EXPECT_EQ(text(a.squared(3)), computed(a, 8, &BN_mod_exp));
        EXPECT_EQ(text(a.inverse()), computed(a, modulus_minus_two, &BN_mod_exp));
    }
}

// A number has several forms inside: sums and differences that are not reduced in between come to
// the same, however long they are.
TEST(secp256k1_field, keeps_a_number_through_all_its_forms) {
    for (const auto& a : numbers()) {
        for (const auto& b : {field_element(0), field_element(1), -field_element(1), a, -a}) {
            auto walked = a;
            for (int i = 0; i < 100; ++i) walked = walked + b - a - b + a;
            EXPECT_EQ(walked, a);
            EXPECT_EQ(text(walked), text(a));
            EXPECT_EQ((walked - a).is_zero(), true);
            auto doubled = a;
            for (int i = 0; i < 300; ++i) doubled = doubled + doubled;
            auto back = doubled;
            for (int i = 0; i < 300; ++i) back = back.halved();
            EXPECT_EQ(text(back), text(a));
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

TEST(secp256k1_field, finds_roots_together_with_inverses_and_of_fractions) {
    const auto all = numbers();
    for (const auto& a : all) {
        const auto both = a.rooted();
        ASSERT_EQ(both.has_value(), a.root().has_value());
        if (both) {
            EXPECT_EQ(both->root, a.root().value());
            EXPECT_EQ(both->inverse, a.inverse());
        }
        for (const auto& b : all) {
            if (b.is_zero()) continue;
            const auto root = field_element::root_of_fraction(a, b);
            const auto expected = (a * b.inverse()).root();
            ASSERT_EQ(root.has_value(), expected.has_value());
            if (root) EXPECT_EQ(*root, *expected);
        }
    }
}

TEST(secp256k1_field, has_the_root_of_minus_three_that_bip324_names) {
    EXPECT_EQ(
        text((-field_element(3)).root().value()),
        "0a2d2ba93507f1df233770c2a797962cc61f6d15da14ecd47d8d27ae1cd5f852"
    );
}

}  // namespace
}  // namespace bitpeer::crypto::detail
