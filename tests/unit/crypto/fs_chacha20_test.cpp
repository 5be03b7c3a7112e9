/// The two ciphers of BIP324 that forget.

#include <bitpeer/base/hex.hpp>
#include <bitpeer/crypto/fs_chacha20.hpp>
#include <bitpeer/crypto/fs_chacha20_poly1305.hpp>
#include <tests/support/recorded_data.hpp>

#include <gtest/gtest.h>

#include <string>

namespace bitpeer::crypto {
namespace {

secret<32> some_key() { return secret<32>(bytes(32, 7)); }

TEST(fs_chacha20, agrees_with_the_recorded_vectors) {
    const auto vectors = test::read_recorded_json("crypto/chacha_poly_hkdf_vectors.json");
    if (!vectors) GTEST_SKIP() << "no data";
    int compared = 0;
    for (const auto& [unused, vector] : vectors->get_child("fschacha20")) {
        const auto chunk = from_hex(vector.get<std::string>("chunk")).value();
        const auto interval = vector.get<std::uint32_t>("rekey_interval");
        const secret<32> key(from_hex(vector.get<std::string>("key")).value());
        fs_chacha20 cipher(key, interval);
        bytes place;
        for (std::uint32_t i = 0; i <= interval; ++i) {
            place = chunk;
            cipher.crypt(place);
        }
        EXPECT_EQ(to_hex(place), vector.get<std::string>("expected"));
        ++compared;
    }
    EXPECT_EQ(compared, 3);
}

TEST(fs_chacha20, is_undone_by_itself_over_many_keys) {
    fs_chacha20 one(some_key());
    fs_chacha20 other(some_key());
    for (std::size_t i = 0; i < 2000; ++i) {
        const bytes chunk(i % 7, static_cast<std::uint8_t>(i));
        bytes place = chunk;
        one.crypt(place);
        other.crypt(place);
        ASSERT_EQ(place, chunk) << i;
    }
}

TEST(fs_chacha20_poly1305, agrees_with_the_recorded_vectors) {
    const auto vectors = test::read_recorded_json("crypto/chacha_poly_hkdf_vectors.json");
    if (!vectors) GTEST_SKIP() << "no data";
    int compared = 0;
    for (const auto& [unused, vector] : vectors->get_child("fschacha20poly1305")) {
        const auto field = [&from = vector](const char* name) {
            return from_hex(from.get<std::string>(name)).value();
        };
        const auto plain = field("plain");
        fs_chacha20_poly1305 seals(secret<32>{field("key")});
        fs_chacha20_poly1305 opens(secret<32>{field("key")});
        bytes made(16);
        for (std::uint64_t i = 0; i < vector.get<std::uint64_t>("msg_idx"); ++i) {
            seals.seal({}, {}, {}, made);
            ASSERT_TRUE(opens.open({}, made, {})) << i;
        }
        made.resize(plain.size() + 16);
        seals.seal(field("aad"), plain, {}, made);
        EXPECT_EQ(to_hex(made), vector.get<std::string>("cipher"));
        bytes read(plain.size());
        EXPECT_TRUE(opens.open(field("aad"), made, read));
        EXPECT_EQ(read, plain);
        ++compared;
    }
    EXPECT_EQ(compared, 2);
}

TEST(fs_chacha20_poly1305, opens_packets_in_their_order_only) {
    fs_chacha20_poly1305 seals(some_key());
    bytes first(17);
    bytes second(17);
    seals.seal({}, bytes{1}, {}, first);
    seals.seal({}, bytes{1}, {}, second);
    EXPECT_NE(first, second);
    bytes plain(1);
    fs_chacha20_poly1305 swapped(some_key());
    EXPECT_FALSE(swapped.open({}, second, plain));
    EXPECT_FALSE(swapped.open({}, first, plain));
    fs_chacha20_poly1305 replayed(some_key());
    EXPECT_TRUE(replayed.open({}, first, plain));
    EXPECT_FALSE(replayed.open({}, first, plain));
}

}  // namespace
}  // namespace bitpeer::crypto
