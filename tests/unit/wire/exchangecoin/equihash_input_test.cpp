#include <bitpeer/base/endian.hpp>
#include <bitpeer/base/hex.hpp>
#include <bitpeer/wire/exchangecoin/equihash_input.hpp>
#include <tests/support/equihash_solver.hpp>
#include <tests/support/recorded_data.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace bitpeer::wire::exchangecoin {
namespace {

using crypto::equihash_parameters;

constexpr equihash_parameters mainnet{144, 5};
constexpr equihash_parameters simnet{48, 5};

/// "solved", or why not.
std::string verdict(
    byte_view header, equihash_parameters parameters = mainnet,
    input_version version = input_version::v1
) {
    const auto checked = check_solution(header, parameters, version);
    return checked ? "solved" : checked.error().message();
}

/// The header of a real block of the main network.
std::optional<bytes> recorded_header() {
    const auto file = test::read_recorded("exccd/block616802.hex");
    if (!file) return std::nullopt;
    return from_hex(std::string(file->begin(), file->begin() + 560)).value();
}

/// Byte i is i + 1, cut to eight bits, up to the solution, which is zero.
bytes numbered_header() {
    bytes header(280);
    for (std::size_t i = 0; i < 180; ++i) header[i] = static_cast<std::uint8_t>(i + 1);
    return header;
}

/// A header that is solved for simnet's parameters.
bytes solved_header(input_version version) {
    const test::equihash_solver solver(simnet);
    auto header = numbered_header();
    for (std::uint32_t nonce = 0; nonce < 100; ++nonce) {
        store_le(header.data() + 140, nonce);
        const auto found = solver.solve(equihash_input(header, version).value());
        if (found.solutions.empty()) continue;
        std::ranges::copy(test::pack_indices(found.solutions[0], 9), header.begin() + 180);
        return header;
    }
    ADD_FAILURE() << "no solution";
    return header;
}

TEST(equihash_input, of_v1_is_all_before_the_solution) {
    const auto header = numbered_header();
    const auto input = equihash_input(header, input_version::v1).value();
    EXPECT_TRUE(std::ranges::equal(input, byte_view(header).first(180)));
}

TEST(equihash_input, of_v0_is_chosen_fields_and_a_wide_nonce) {
    const auto header = numbered_header();
    const auto hex = [&](std::size_t offset, std::size_t size) {
        return to_hex(byte_view(header).subspan(offset, size));
    };
    EXPECT_EQ(
        to_hex(equihash_input(header, input_version::v0).value()),
        hex(0, 4) + hex(4, 32) + hex(36, 32) + hex(116, 4) + hex(136, 4) + hex(144, 32) +
            hex(140, 4) + std::string(56, '0')
    );
}

TEST(equihash_input, agrees_with_a_real_block) {
    const auto data = test::read_recorded_json("exccd/block616802.json");
    const auto header = recorded_header();
    if (!data || !header) GTEST_SKIP() << "no data";
    const auto& expected = data->get_child("equihash");
    EXPECT_EQ(
        to_hex(equihash_input(*header, input_version::v1).value()),
        expected.get<std::string>("input_hex")
    );
    EXPECT_EQ(to_hex(solution_field(*header).value()), expected.get<std::string>("solution_hex"));
}

// exccd's table says how many bytes of the header each version takes.
TEST(equihash_input, is_as_long_as_the_networks_say) {
    const auto networks = test::read_recorded_json("exccd/networks.json");
    const auto header = recorded_header();
    if (!networks || !header) GTEST_SKIP() << "no data";
    std::size_t seen = 0;
    for (const auto& [_, network] : *networks) {
        for (const auto& [unnamed, algorithm] : network.get_child("algorithms")) {
            const bool first = algorithm.get<int>("Version") == 0;
            const auto version = first ? input_version::v0 : input_version::v1;
            const std::size_t nonce_size = first ? 32 : 0;
            EXPECT_EQ(
                equihash_input(*header, version)->size(),
                algorithm.get<std::size_t>("HeaderSize") + nonce_size
            );
            ++seen;
        }
    }
    EXPECT_EQ(seen, 8U);
}

TEST(equihash_input, there_is_none_of_anything_but_280_bytes) {
    for (const std::size_t size : {0U, 80U, 180U, 279U, 281U, 4413U}) {
        const bytes header(size);
        EXPECT_EQ(equihash_input(header, input_version::v0), std::nullopt) << size;
        EXPECT_EQ(equihash_input(header, input_version::v1), std::nullopt) << size;
        EXPECT_FALSE(solution_field(header)) << size;
        EXPECT_EQ(verdict(header), "wrong_header_size") << size;
    }
}

TEST(equihash_solution, of_a_real_block_is_accepted) {
    const auto header = recorded_header();
    if (!header) GTEST_SKIP() << "no data";
    EXPECT_EQ(verdict(*header), "solved");
    EXPECT_EQ(verdict(*header, mainnet, input_version::v0), "not_a_solution: no_collision");
}

TEST(equihash_solution, vouches_for_each_byte_of_a_real_header) {
    auto header = recorded_header();
    if (!header) GTEST_SKIP() << "no data";
    for (auto& byte : *header) {
        byte ^= 0x10;
        const auto found = verdict(*header);
        EXPECT_TRUE(found.starts_with("not_a_solution: ")) << found;
        byte ^= 0x10;
    }
    EXPECT_EQ(verdict(*header), "solved");
}

TEST(equihash_solution, for_small_parameters_is_accepted_in_both_versions) {
    for (const auto version : {input_version::v0, input_version::v1}) {
        const auto header = solved_header(version);
        EXPECT_EQ(verdict(header, simnet, version), "solved");
        const auto other = version == input_version::v0 ? input_version::v1 : input_version::v0;
        EXPECT_EQ(verdict(header, simnet, other), "not_a_solution: no_collision");
    }
}

TEST(equihash_solution, of_v0_vouches_for_chosen_fields_only) {
    auto header = solved_header(input_version::v0);
    std::size_t covered = 0;
    for (std::size_t i = 0; i < 180; ++i) {
        header[i] ^= 1;
        const bool chosen = i < 68 || (i >= 116 && i < 120) || (i >= 136 && i < 176);
        EXPECT_EQ(verdict(header, simnet, input_version::v0) != "solved", chosen) << i;
        covered += chosen ? 1 : 0;
        header[i] ^= 1;
    }
    EXPECT_EQ(covered, 112U);
}

TEST(equihash_solution, that_is_short_is_followed_by_zeros) {
    auto header = solved_header(input_version::v1);
    for (std::size_t i = 180 + 36; i < 280; ++i) {
        header[i] = 1;
        EXPECT_EQ(verdict(header, simnet), "padding_not_zero") << i;
        header[i] = 0;
    }
    header[180 + 35] ^= 1;
    EXPECT_TRUE(verdict(header, simnet).starts_with("not_a_solution: "));
}

TEST(equihash_solution, says_what_is_wrong_with_the_parameters) {
    const auto header = numbered_header();
    EXPECT_EQ(verdict(header, {0, 0}), "not_a_solution: bad_parameters");
    EXPECT_EQ(verdict(header, {200, 9}), "not_a_solution: wrong_length");
    bytes full(280, 0xff);
    EXPECT_EQ(verdict(full, {0, 0}), "not_a_solution: bad_parameters");
}

// A genesis block was never mined: its field is empty.
TEST(equihash_solution, of_a_genesis_block_does_not_exist) {
    const auto networks = test::read_recorded_json("exccd/networks.json");
    if (!networks) GTEST_SKIP() << "no data";
    for (const auto& [_, network] : *networks) {
        const auto header = from_hex(network.get<std::string>("genesis_header_hex")).value();
        EXPECT_EQ(
            verdict(header, mainnet, input_version::v0), "not_a_solution: indices_not_distinct"
        );
    }
    EXPECT_EQ(networks->size(), 4U);
}

TEST(solution_fault, has_names) {
    EXPECT_EQ(to_string(solution_fault::wrong_header_size), "wrong_header_size");
    EXPECT_EQ(to_string(static_cast<solution_fault>(200)), "unknown");
}

}  // namespace
}  // namespace bitpeer::wire::exchangecoin
