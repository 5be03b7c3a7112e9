#include <bitpeer/base/hex.hpp>
#include <bitpeer/crypto/equihash.hpp>
#include <tests/support/equihash_solver.hpp>
#include <tests/support/recorded_data.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <limits>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace bitpeer::crypto {
namespace {

constexpr equihash_parameters exchangecoin{144, 5};
constexpr equihash_parameters simnet{48, 5};

/// "solved", or why not.
std::string verdict(equihash_parameters parameters, byte_view input, byte_view solution) {
    const auto checked = check_equihash(parameters, input, solution);
    return checked ? "solved" : std::string(to_string(checked.error()));
}

struct puzzle {
    equihash_parameters parameters;
    bytes input;
    test::equihash_indices indices;

    [[nodiscard]] unsigned index_bits() const { return parameters.n / (parameters.k + 1) + 1; }
    [[nodiscard]] bytes solution() const { return test::pack_indices(indices, index_bits()); }
    [[nodiscard]] std::string verdict_on(const test::equihash_indices& changed) const {
        return verdict(parameters, input, test::pack_indices(changed, index_bits()));
    }
};

/// A real block of Exchangecoin's main network.
std::optional<puzzle> recorded_block() {
    const auto data = test::read_recorded_json("exccd/block616802.json");
    if (!data) return std::nullopt;
    const auto& of = data->get_child("equihash");
    puzzle block{exchangecoin, from_hex(of.get<std::string>("input_hex")).value(), {}};
    for (const auto& [_, index] : of.get_child("indices")) {
        block.indices.push_back(index.get_value<std::uint32_t>());
    }
    EXPECT_EQ(to_hex(block.solution()), of.get<std::string>("solution_hex"));
    return block;
}

bytes input_of(std::string_view text, std::uint8_t nonce) {
    bytes input(text.begin(), text.end());
    input.resize(input.size() + 32);
    input[text.size()] = nonce;
    return input;
}

/// From the tests of Zcash's node: the text, then the nonce 1.
puzzle zcash_example() {
    return {
        {96, 5},
        input_of("Equihash is an asymmetric PoW based on the Generalised Birthday problem.", 1),
        {2261,  15185, 36112,  104243, 23779,  118390, 118332, 130041, 32642,  69878, 76925,
         80080, 45858, 116805, 92842,  111026, 15972,  115059, 85191,  90330,  68190, 122819,
         81830, 91132, 23460,  49807,  52426,  80391,  69567,  114474, 104973, 122568}};
}

/// A puzzle with a solution, and with one that is wrong at its end only.
struct solved {
    puzzle right;
    test::equihash_indices near_miss;
};

/// Tries inputs until both are there.
solved solve(equihash_parameters parameters) {
    const test::equihash_solver solver(parameters);
    for (std::uint8_t nonce = 0; nonce < 100; ++nonce) {
        const auto input = input_of("a small puzzle", nonce);
        auto found = solver.solve(input);
        if (found.solutions.empty() || found.near_misses.empty()) continue;
        return {{parameters, input, found.solutions[0]}, found.near_misses[0]};
    }
    ADD_FAILURE() << "no solution for " << parameters.n << ", " << parameters.k;
    return {};
}

TEST(equihash, accepts_a_real_block) {
    const auto block = recorded_block();
    if (!block) GTEST_SKIP() << "no data";
    EXPECT_EQ(block->indices.size(), 32U);
    EXPECT_EQ(block->verdict_on(block->indices), "solved");
}

TEST(equihash, accepts_zcashs_example) {
    const auto example = zcash_example();
    EXPECT_EQ(example.verdict_on(example.indices), "solved");
    EXPECT_EQ(
        to_hex(example.solution()),
        "046a8ed451a2197332e71f39db9c79fbf93fc1443da58fb38d0599172116d555b1b21f32705ce998f60da852"
        "f77f0e7f4d63fc2dd230a3d99953a0787dfefcab341bdec8"
    );
}

TEST(equihash, accepts_each_solution_of_small_parameters) {
    const test::equihash_solver solver(simnet);
    std::size_t solutions = 0;
    for (std::uint8_t nonce = 0; nonce < 20; ++nonce) {
        const auto input = input_of("simnet", nonce);
        for (const auto& indices : solver.solve(input).solutions) {
            EXPECT_EQ(verdict(simnet, input, test::pack_indices(indices, 9)), "solved");
            ++solutions;
        }
    }
    EXPECT_GT(solutions, 0U);
}

TEST(equihash, accepts_solutions_for_other_parameters) {
    // Rounds of 6 to 16 bits, 8 to 32 indices.
    for (const auto parameters : std::vector<equihash_parameters>{
             {24, 3}, {32, 3}, {40, 3}, {40, 4}, {48, 3}, {56, 3}, {64, 3}, {48, 5}}) {
        SCOPED_TRACE(std::to_string(parameters.n) + ", " + std::to_string(parameters.k));
        const auto [right, near_miss] = solve(parameters);
        EXPECT_EQ(right.verdict_on(right.indices), "solved");
        EXPECT_EQ(right.verdict_on(near_miss), "xor_not_zero");
        auto other = right.input;
        other[0] ^= 1;
        EXPECT_EQ(verdict(parameters, other, right.solution()), "no_collision");
    }
}

TEST(equihash, refuses_a_real_block_with_any_bit_of_the_solution_flipped) {
    const auto block = recorded_block();
    if (!block) GTEST_SKIP() << "no data";
    auto solution = block->solution();
    for (std::size_t bit = 0; bit < 8 * solution.size(); ++bit) {
        const auto mask = static_cast<std::uint8_t>(0x80U >> bit % 8);
        solution[bit / 8] ^= mask;
        // A flip may also put a pair out of order; no index becomes another one here.
        const auto found = verdict(exchangecoin, block->input, solution);
        EXPECT_TRUE(found == "no_collision" || found == "indices_not_ordered")
            << bit << ": " << found;
        solution[bit / 8] ^= mask;
    }
    EXPECT_EQ(verdict(exchangecoin, block->input, solution), "solved");
}

TEST(equihash, refuses_a_real_block_with_any_byte_of_the_input_changed) {
    const auto block = recorded_block();
    if (!block) GTEST_SKIP() << "no data";
    auto input = block->input;
    for (auto& byte : input) {
        byte ^= 1;
        EXPECT_EQ(verdict(exchangecoin, input, block->solution()), "no_collision");
        byte ^= 1;
    }
    input.push_back(0);
    EXPECT_EQ(verdict(exchangecoin, input, block->solution()), "no_collision");
    EXPECT_EQ(verdict(exchangecoin, {}, block->solution()), "no_collision");
}

TEST(equihash, refuses_a_wrong_length) {
    const auto example = zcash_example();
    auto solution = example.solution();
    solution.push_back(0);
    EXPECT_EQ(verdict(example.parameters, example.input, solution), "wrong_length");
    solution.resize(67);
    EXPECT_EQ(verdict(example.parameters, example.input, solution), "wrong_length");
    EXPECT_EQ(verdict(example.parameters, example.input, {}), "wrong_length");
}

TEST(equihash, refuses_an_index_that_stands_there_twice) {
    const auto example = zcash_example();
    for (const auto& [from, to] : {std::pair<std::size_t, std::size_t>{0, 1}, {0, 31}, {17, 16}}) {
        auto indices = example.indices;
        indices[to] = indices[from];
        EXPECT_EQ(example.verdict_on(indices), "indices_not_distinct");
    }
    EXPECT_EQ(example.verdict_on(test::equihash_indices(32)), "indices_not_distinct");
}

// The XOR does not change when halves are exchanged, so only their order can tell.
TEST(equihash, refuses_exchanged_halves_in_every_round) {
    const auto example = zcash_example();
    for (std::ptrdiff_t half = 1; half < 32; half *= 2) {
        for (std::ptrdiff_t left = 0; left < 32; left += 2 * half) {
            auto indices = example.indices;
            const auto begin = indices.begin() + left;
            std::swap_ranges(begin, begin + half, begin + half);
            EXPECT_EQ(example.verdict_on(indices), "indices_not_ordered") << half << " " << left;
        }
    }
}

// Of four neighbouring subtrees the second and the third change places, and any two that are then
// out of order too: the round that joins them fails, the rounds before and after it hold.
TEST(equihash, refuses_a_single_round_without_a_collision) {
    const auto example = zcash_example();
    for (std::ptrdiff_t quarter = 1; quarter < 16; quarter *= 2) {
        for (std::ptrdiff_t first = 0; first < 32; first += 4 * quarter) {
            auto indices = example.indices;
            const auto subtree = [&](std::ptrdiff_t i) {
                return indices.begin() + first + i * quarter;
            };
            std::swap_ranges(subtree(1), subtree(2), subtree(2));
            if (*subtree(2) > *subtree(3)) std::swap_ranges(subtree(2), subtree(3), subtree(3));
            EXPECT_EQ(example.verdict_on(indices), "no_collision") << quarter << " " << first;
        }
    }
}

// Trees that are right up to their last round, in which 40 bits count, or 30: not whole bytes.
TEST(equihash, compares_each_bit_of_a_round_and_none_behind_them) {
    for (const auto parameters : {simnet, equihash_parameters{40, 3}}) {
        const test::equihash_solver solver(parameters);
        const auto input = input_of("rounds", 0);
        const auto bits_behind = parameters.n / (parameters.k + 1);
        const auto trees = solver.grow(input, parameters.k - 1);
        ASSERT_GT(trees.size(), 200U);
        std::map<std::string, std::size_t> seen;
        for (std::size_t i = 0; i < 200; ++i) {
            for (std::size_t j = 0; j < i; ++j) {
                const auto [sum, indices] = solver.join(trees[i], trees[j]);
                if (indices.empty()) continue;
                // Most others differ in a byte's worth of bits: that takes long and shows little.
                if (sum >> bits_behind >= 64) continue;
                const auto* expected = sum >> bits_behind != 0 ? "no_collision"
                                       : sum != 0              ? "xor_not_zero"
                                                               : "solved";
                const auto packed = test::pack_indices(indices, solver.index_bits());
                ASSERT_EQ(verdict(parameters, input, packed), expected);
                ++seen[expected];
            }
        }
        EXPECT_GT(seen["no_collision"], 100U);
        EXPECT_GT(seen["xor_not_zero"], 10U);
    }
}

TEST(equihash, refuses_a_xor_that_is_not_zero_at_its_end) {
    const auto [right, near_miss] = solve(simnet);
    EXPECT_EQ(right.verdict_on(near_miss), "xor_not_zero");
}

TEST(equihash, refuses_parameters_that_make_no_sense) {
    constexpr auto most = std::numeric_limits<unsigned>::max();
    for (const auto parameters : std::vector<equihash_parameters>{
             {0, 0},      {0, 5},    {144, 0},     {144, 1},        {144, 2},     {48, 11},
             {144, 4},    {100, 4},  {20, 4},      {520, 12},       {576, 5},     {128, 3},
             {144, most}, {most, 5}, {most, most}, {most - 7, 3},   {8, 7 + 256}, {144, 1U << 31},
             {7, 6},      {5, 4},    {210, 9},     {4294967288U, 7}}) {
        SCOPED_TRACE(std::to_string(parameters.n) + ", " + std::to_string(parameters.k));
        EXPECT_EQ(equihash_solution_size(parameters), std::nullopt);
        EXPECT_EQ(verdict(parameters, {}, {}), "bad_parameters");
        EXPECT_EQ(verdict(parameters, bytes(140), bytes(100)), "bad_parameters");
    }
}

TEST(equihash, takes_all_sound_parameters) {
    std::size_t sound = 0;
    for (unsigned n = 0; n <= 600; ++n) {
        for (unsigned k = 0; k <= 20; ++k) {
            const equihash_parameters parameters{n, k};
            const auto size = equihash_solution_size(parameters);
            if (!size) continue;
            ++sound;
            EXPECT_EQ(*size * 8, (std::size_t{1} << k) * (n / (k + 1) + 1));
            EXPECT_EQ(verdict(parameters, {}, bytes(*size)), "indices_not_distinct");
            EXPECT_EQ(verdict(parameters, {}, bytes(*size - 1)), "wrong_length");
            // Rising indices are distinct and ordered, if there are as many.
            if ((std::size_t{1} << k) > (std::size_t{1} << (n / (k + 1) + 1))) continue;
            test::equihash_indices rising(std::size_t{1} << k);
            for (std::uint32_t i = 0; i < rising.size(); ++i) rising[i] = i;
            const auto packed = test::pack_indices(rising, n / (k + 1) + 1);
            const auto found = verdict(parameters, {}, packed);
            EXPECT_TRUE(found == "no_collision" || found == "xor_not_zero") << n << " " << k;
        }
    }
    EXPECT_GT(sound, 50U);
}

TEST(equihash, takes_the_highest_indices) {
    const equihash_parameters widest{248, 7};  // rounds of 31 bits
    test::equihash_indices indices(128);
    for (std::size_t i = 0; i < indices.size(); ++i) {
        indices[i] = std::numeric_limits<std::uint32_t>::max() - 127 + static_cast<unsigned>(i);
    }
    EXPECT_EQ(verdict(widest, {}, test::pack_indices(indices, 32)), "no_collision");
    indices[127] = indices[126];
    EXPECT_EQ(verdict(widest, {}, test::pack_indices(indices, 32)), "indices_not_distinct");
}

TEST(equihash, knows_the_published_sizes) {
    EXPECT_EQ(equihash_solution_size({200, 9}), 1344U);
    EXPECT_EQ(equihash_solution_size({144, 5}), 100U);
    EXPECT_EQ(equihash_solution_size({96, 5}), 68U);
    EXPECT_EQ(equihash_solution_size({48, 5}), 36U);
}

TEST(equihash_fault, has_names) {
    EXPECT_EQ(to_string(equihash_fault::bad_parameters), "bad_parameters");
    EXPECT_EQ(to_string(equihash_fault::xor_not_zero), "xor_not_zero");
    EXPECT_EQ(to_string(static_cast<equihash_fault>(200)), "unknown");
}

}  // namespace
}  // namespace bitpeer::crypto
