#include <bitpeer/node/detail/script_reader.hpp>
#include <tests/support/splitmix64.hpp>

#include <gtest/gtest.h>

#include <vector>

namespace bitpeer::detail {
namespace {

/// What is pushed, in order, empty pushes left out.
std::vector<bytes> pushes(byte_view script) {
    std::vector<bytes> all;
    script_reader in(script);
    while (const auto step = in.next()) {
        if (!step->pushed.empty()) all.emplace_back(step->pushed.begin(), step->pushed.end());
    }
    return all;
}

bytes joined(std::vector<bytes> parts) {
    bytes all;
    for (const auto& part : parts) all.insert(all.end(), part.begin(), part.end());
    return all;
}

TEST(script_reader, finds_pushes_of_every_kind) {
    EXPECT_EQ(pushes(bytes{1, 7}), std::vector<bytes>{{7}});
    EXPECT_EQ(pushes(joined({{75}, bytes(75, 1)})), std::vector<bytes>{bytes(75, 1)});
    EXPECT_EQ(pushes(bytes{0x4c, 2, 8, 9}), (std::vector<bytes>{{8, 9}}));
    EXPECT_EQ(pushes(joined({{0x4d, 0, 1}, bytes(256, 2)})), std::vector<bytes>{bytes(256, 2)});
    EXPECT_EQ(
        pushes(joined({{0x4e, 0, 0, 1, 0}, bytes(65536, 3)})), std::vector<bytes>{bytes(65536, 3)}
    );
    EXPECT_EQ(pushes(bytes{0x76, 0xa9, 2, 5, 6, 0x88, 0xac}), (std::vector<bytes>{{5, 6}}));
}

TEST(script_reader, takes_small_numbers_and_operations_for_no_pushes) {
    const bytes script{0x00, 0x4f, 0x51, 0x60, 0x61, 0xac, 0xff};
    script_reader in(script);
    for (const auto opcode : script) {
        const auto step = in.next();
        ASSERT_TRUE(step);
        EXPECT_EQ(step->opcode, opcode);
        EXPECT_TRUE(step->pushed.empty());
    }
    EXPECT_FALSE(in.next());
    EXPECT_TRUE(in.finished());
}

TEST(script_reader, of_an_empty_script_finds_nothing) {
    script_reader in({});
    EXPECT_FALSE(in.next());
    EXPECT_TRUE(in.finished());
}

TEST(script_reader, stops_for_good_at_a_push_beyond_the_end) {
    for (const bytes& broken : std::vector<bytes>{
             {1},
             {2, 0xac},
             {75, 1, 1},
             {0x4c},
             {0x4c, 1},
             {0x4c, 0xff, 1},
             {0x4d, 1},
             {0x4d, 2, 0, 0xac},
             {0x4e, 1, 0, 0},
             {0x4e, 0xff, 0xff, 0xff, 0xff, 0xac}}) {
        const auto script = joined({{1, 9}, broken});
        EXPECT_EQ(pushes(script), std::vector<bytes>{{9}});
        script_reader in(broken);
        EXPECT_FALSE(in.next());
        EXPECT_FALSE(in.next());
        EXPECT_FALSE(in.finished());
    }
}

TEST(script_reader, stays_inside_of_any_bytes) {
    test::splitmix64 random{3};
    for (int i = 0; i < 20'000; ++i) {
        bytes script(random.below(40));
        // Mostly what claims a length.
        for (auto& byte : script) byte = static_cast<std::uint8_t>(random.below(0x60));
        script.shrink_to_fit();
        script_reader in(script);
        const auto* previous_end = script.data();
        while (const auto step = in.next()) {
            if (step->pushed.empty()) continue;
            ASSERT_GT(step->pushed.data(), previous_end);
            previous_end = step->pushed.data() + step->pushed.size();
            ASSERT_LE(previous_end, script.data() + script.size());
        }
    }
}

}  // namespace
}  // namespace bitpeer::detail
