#include <bitpeer/base/hex.hpp>
#include <bitpeer/crypto/sha256.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

namespace bitpeer::crypto {
namespace {

bytes text(std::string_view characters) { return {characters.begin(), characters.end()}; }

std::string hex(const hash256& hash) { return to_hex(hash.bytes); }

bytes rising(std::size_t size) {
    bytes data(size);
    for (std::size_t i = 0; i < size; ++i) data[i] = static_cast<std::uint8_t>(i * 7 + i / 251);
    return data;
}

// The examples of FIPS 180-4 and NIST's page beside it.
TEST(sha256, gives_the_published_results) {
    EXPECT_EQ(
        hex(sha256(text("abc"))), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    );
    EXPECT_EQ(
        hex(sha256(text(""))), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    );
    EXPECT_EQ(
        hex(sha256(text("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"))),
        "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
    );
    EXPECT_EQ(
        hex(sha256(text("abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmn"
                        "hijklmnoijklmnopjklmnopqklmnopqrlmnopqrsmnopqrstnopqrstu"))),
        "cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1"
    );
    EXPECT_EQ(
        hex(sha256(bytes(1'000'000, 'a'))),
        "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"
    );
}

TEST(sha256d, gives_known_results) {
    EXPECT_EQ(
        hex(sha256d(text("hello"))),
        "9595c9df90075148eb06860365df33584b75bff782a510c6cd4883a419833d50"
    );
    EXPECT_EQ(hex(sha256d({})), "5df6e0e2761359d30a8275058e299fcc0381534545f55cf43e41983f5d4c9456");
}

TEST(sha256d, is_sha256_of_sha256) {
    for (const std::size_t size : {0U, 1U, 55U, 64U, 255U, 256U, 257U, 5000U}) {
        const auto data = rising(size);
        EXPECT_EQ(sha256d(data), sha256(sha256(data).bytes)) << size;
    }
}

// Every `verack` has this checksum.
TEST(frame_checksum, of_an_empty_payload_is_known) {
    EXPECT_EQ(frame_checksum({}), (std::array<std::uint8_t, 4>{0x5d, 0xf6, 0xe0, 0xe2}));
}

TEST(sha256_hasher, does_not_mind_how_the_input_is_cut) {
    const auto data = rising(2000);
    const auto expected = sha256(data);
    for (const std::size_t piece : {1U, 3U, 32U, 63U, 64U, 255U, 256U, 257U, 511U, 1999U}) {
        sha256_hasher hasher;
        sha256d_hasher doubled;
        byte_view rest = data;
        while (!rest.empty()) {
            const auto part = rest.first(std::min(piece, rest.size()));
            hasher.put(part);
            hasher.put({});
            doubled.put(part);
            rest = rest.subspan(part.size());
        }
        EXPECT_EQ(hasher.finish(), expected) << piece;
        EXPECT_EQ(doubled.finish(), sha256(expected.bytes)) << piece;
    }
}

TEST(sha256_hasher, mixes_small_and_large_pieces) {
    const auto data = rising(2000);
    sha256_hasher hasher;
    hasher.put(byte_view(data).first(10));
    hasher.put(byte_view(data).subspan(10, 1000));
    hasher.put(byte_view(data).subspan(1010, 250));
    hasher.put(byte_view(data).subspan(1260, 10));
    hasher.put(byte_view(data).subspan(1270));
    EXPECT_EQ(hasher.finish(), sha256(data));
}

TEST(sha256_hasher, begins_anew_when_finished) {
    sha256_hasher hasher;
    EXPECT_EQ(hasher.finish(), sha256({}));
    hasher.put(text("abc"));
    EXPECT_EQ(hasher.finish(), sha256(text("abc")));
    hasher.put(rising(1000));
    EXPECT_EQ(hasher.finish_twice(), sha256d(rising(1000)));
    EXPECT_EQ(hasher.finish_twice(), sha256d({}));
}

TEST(sha256_hasher, forgets_what_was_not_finished) {
    for (int i = 0; i < 20; ++i) {
        sha256_hasher abandoned;
        abandoned.put(rising(i % 2 == 0 ? 3 : 3000));
    }
    EXPECT_EQ(sha256(text("abc")).bytes[0], 0xba);
    EXPECT_EQ(sha256({}).bytes[0], 0xe3);
}

TEST(sha256_hasher, moves_with_what_was_put) {
    sha256_hasher hasher;
    hasher.put(text("ab"));
    auto moved = std::move(hasher);
    moved.put(text("c"));
    sha256_hasher target;
    target.put(text("xyz"));
    target = std::move(moved);
    EXPECT_EQ(target.finish(), sha256(text("abc")));
}

TEST(sha256_hasher, many_live_at_once) {
    std::vector<sha256_hasher> hashers(20);
    for (std::size_t i = 0; i < hashers.size(); ++i) hashers[i].put(rising(i));
    for (std::size_t i = 0; i < hashers.size(); ++i) {
        EXPECT_EQ(hashers[i].finish(), sha256(rising(i)));
    }
}

TEST(sha256, works_on_many_threads) {
    const auto data = rising(10'000);
    const auto expected = sha256d(data);
    std::vector<hash256> found(4);
    std::vector<std::thread> threads;
    for (auto& hash : found) threads.emplace_back([&] { hash = sha256d(data); });
    for (auto& thread : threads) thread.join();
    for (const auto& hash : found) EXPECT_EQ(hash, expected);
}

// Many at once.

TEST(sha256d_each, hashes_messages_of_any_sizes_side_by_side) {
    for (std::size_t count = 0; count < 40; ++count) {
        std::vector<bytes> kept;
        for (std::size_t i = 0; i < count; ++i) kept.push_back(rising(i * i * 13 % 700));
        const std::vector<byte_view> messages(kept.begin(), kept.end());
        std::vector<hash256> hashes(count);
        sha256d_each(messages, hashes);
        for (std::size_t i = 0; i < count; ++i) EXPECT_EQ(hashes[i], sha256d(messages[i])) << i;
    }
}

TEST(sha256d_pairs, hashes_neighbours_and_may_overwrite_them) {
    for (std::size_t count = 0; count < 20; ++count) {
        std::vector<hash256> row(2 * count);
        for (std::size_t i = 0; i < row.size(); ++i) row[i] = sha256(rising(i));
        std::vector<hash256> expected;
        for (std::size_t i = 0; i < count; ++i) {
            sha256d_hasher hasher;
            hasher.put(row[2 * i].bytes);
            hasher.put(row[2 * i + 1].bytes);
            expected.push_back(hasher.finish());
        }
        sha256d_pairs(row, std::span(row).first(count));
        row.resize(count);
        EXPECT_EQ(row, expected) << count;
    }
}

}  // namespace
}  // namespace bitpeer::crypto
