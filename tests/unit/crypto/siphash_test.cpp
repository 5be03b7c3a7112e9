#include <bitpeer/base/endian.hpp>
#include <bitpeer/base/hex.hpp>
#include <bitpeer/crypto/siphash.hpp>
#include <tests/support/recorded_data.hpp>
#include <tests/support/splitmix64.hpp>

#include <gtest/gtest.h>

#include <array>
#include <string>
#include <utility>
#include <vector>

namespace bitpeer::crypto {
namespace {

using tree = boost::property_tree::ptree;

std::uint64_t number(const std::string& text) { return std::stoull(text, nullptr, 0); }

siphash_key key_of(const tree& from) {
    return {number(from.get<std::string>("k0")), number(from.get<std::string>("k1"))};
}

bytes rising(std::size_t size) {
    bytes data(size);
    for (std::size_t i = 0; i < size; ++i) data[i] = static_cast<std::uint8_t>(i);
    return data;
}

// The vectors of the paper's reference implementation: 0 to 63 bytes.
TEST(siphash, gives_the_published_results) {
    const auto data = test::read_recorded_json("hashes/murmur3_siphash.json");
    if (!data) GTEST_SKIP();
    const auto& vectors = data->get_child("siphash24");
    std::size_t length = 0;
    for (const auto& [_, value] : vectors.get_child("values")) {
        const auto expected = number(value.get_value<std::string>());
        EXPECT_EQ(siphash(key_of(vectors), rising(length)), expected) << length;
        ++length;
    }
    EXPECT_EQ(length, 64U);
}

TEST(siphash, of_a_hash_gives_the_published_result) {
    const auto data = test::read_recorded_json("hashes/murmur3_siphash.json");
    if (!data) GTEST_SKIP();
    const auto& vector = data->get_child("siphash_uint256");
    const auto input = from_hex(vector.get<std::string>("input_le")).value();
    const auto expected = number(vector.get<std::string>("expected"));
    EXPECT_EQ(siphash(key_of(vector), hash256::copy(input)), expected);
}

// BIP330 derives its ids from the hash's 64 bits: 1 + (hash mod 0xffffffff).
TEST(siphash, makes_the_short_ids_of_reconciliation) {
    const auto data = test::read_recorded_json("hashes/derived_misc.json");
    if (!data) GTEST_SKIP();
    std::size_t seen = 0;
    for (const auto& [_, set] : data->get_child("bip330_short_ids")) {
        for (const auto& [unnamed, id] : set.get_child("ids")) {
            const auto wtxid = from_hex(id.get<std::string>("wtxid_wire_order")).value();
            const auto hash = siphash(key_of(set), hash256::copy(wtxid));
            EXPECT_EQ(1 + hash % 0xffffffff, id.get<std::uint64_t>("short_id"));
            ++seen;
        }
    }
    EXPECT_EQ(seen, 12U);
}

TEST(siphash, of_a_hash_is_that_of_its_bytes) {
    test::splitmix64 random{1};
    for (int i = 0; i < 1000; ++i) {
        const siphash_key key{random.next(), random.next()};
        hash256 hash;
        for (auto& byte : hash.bytes) byte = static_cast<std::uint8_t>(random.next());
        const auto extra = static_cast<std::uint32_t>(random.next());
        bytes joined(hash.bytes.begin(), hash.bytes.end());
        ASSERT_EQ(siphash(key, hash), siphash(key, byte_view(joined)));
        joined.resize(36);
        store_le(joined.data() + 32, extra);
        ASSERT_EQ(siphash(key, hash, extra), siphash(key, byte_view(joined)));
    }
}

TEST(siphash, depends_on_both_halves_of_the_key) {
    const auto data = rising(20);
    const auto hash = siphash({1, 2}, data);
    EXPECT_NE(hash, siphash({2, 1}, data));
    EXPECT_NE(hash, siphash({1, 3}, data));
    EXPECT_NE(hash, siphash({0, 2}, data));
}

// OpenSSL's answers (`openssl mac -macopt size:8 SIPHASH`) at the borders of words and of the
// length that goes into the last one.
TEST(siphash, gives_what_openssl_gives_for_longer_inputs) {
    const siphash_key key{0x0706050403020100, 0x0f0e0d0c0b0a0908};
    const std::vector<std::pair<std::size_t, std::string>> expected{
        {7, "20c06f25f2ff720c"},
        {8, "4f612cca8f0dbc5e"},
        {63, "5ae8747f381090a9"},
        {64, "b98c0195510cb6c7"},
        {255, "83d935b62ad77629"},
        {256, "40172cc815a575c9"},
        {257, "958df84a3d17c483"},
        {1000, "5a46544a52d3c8e4"},
    };
    for (const auto& [size, bytes_of_hash] : expected) {
        bytes data(size);
        for (std::size_t i = 0; i < size; ++i) data[i] = static_cast<std::uint8_t>(i * 7 + i / 251);
        std::array<std::uint8_t, 8> found{};
        store_le(found.data(), siphash(key, data));
        EXPECT_EQ(to_hex(found), bytes_of_hash) << size;
    }
}

}  // namespace
}  // namespace bitpeer::crypto
