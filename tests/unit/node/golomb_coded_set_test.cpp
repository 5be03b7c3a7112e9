#include <bitpeer/base/hex.hpp>
#include <bitpeer/node/compact_filter.hpp>
#include <bitpeer/node/golomb_coded_set.hpp>
#include <tests/support/recorded_data.hpp>
#include <tests/support/splitmix64.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <limits>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace bitpeer {
namespace {

constexpr crypto::siphash_key some_key{1, 2};
constexpr golomb_coding small_coding{
    .remainder_bits = 4, .inverse_rate = 25, .empty = golomb_coding::empty_set::zero_count};

bytes set_of(const std::vector<bytes>& elements, const golomb_coding& coding) {
    golomb_set_builder builder(some_key);
    for (const auto& element : elements) builder.add(element);
    return builder.finish(coding);
}

std::vector<bytes> random_elements(random_source& random, std::size_t count) {
    std::vector<bytes> made(count);
    for (auto& element : made) {
        for (auto left = 1 + random.below(40); left > 0; --left) {
            element.push_back(static_cast<std::uint8_t>(random.next()));
        }
    }
    return made;
}

/// All numbers of a set, and the fault that reading them ended with.
struct reading {
    std::vector<std::uint64_t> values;
    std::optional<golomb_fault> fault;
};

reading read(const golomb_coding& coding, byte_view set) {
    reading all;
    golomb_reader in(coding, set);
    while (const auto value = in.next()) all.values.push_back(*value);
    all.fault = in.fault();
    EXPECT_FALSE(in.next());
    EXPECT_EQ(in.fault(), all.fault);
    return all;
}

std::optional<golomb_fault> fault_in(const std::string& hex) {
    return read(small_coding, from_hex(hex).value()).fault;
}

TEST(golomb_coded_set, contains_all_that_was_put_into_it) {
    test::splitmix64 random{1};
    for (const auto& coding : {small_coding, basic_filter_coding, decred_filter_coding}) {
        for (const std::size_t count : {1U, 2U, 100U, 253U, 1000U}) {
            const auto elements = random_elements(random, count);
            const auto raw = set_of(elements, coding);
            const auto set = golomb_coded_set::over(coding, some_key, raw);
            ASSERT_TRUE(set) << to_string(set.error());
            for (const auto& element : elements) ASSERT_TRUE(set->contains(element));
            EXPECT_TRUE(set->contains_all(elements));
            EXPECT_TRUE(set->contains_any(elements));
        }
    }
}

TEST(golomb_coded_set, says_yes_wrongly_about_as_often_as_its_rate) {
    test::splitmix64 random{2};
    const auto raw = set_of(random_elements(random, 500), small_coding);
    const auto set = golomb_coded_set::over(small_coding, some_key, raw).value();
    std::size_t wrong = 0;
    for (std::uint32_t i = 0; i < 10'000; ++i) {
        bytes stranger(41);  // longer than any element
        store_le(stranger.data(), i);
        wrong += set.contains(stranger) ? 1 : 0;
    }
    EXPECT_GT(wrong, 300U);  // 10,000 / 25
    EXPECT_LT(wrong, 500U);
}

TEST(golomb_coded_set, of_the_basic_coding_is_hardly_ever_wrong) {
    test::splitmix64 random{3};
    const auto raw = set_of(random_elements(random, 1000), basic_filter_coding);
    const auto set = golomb_coded_set::over(basic_filter_coding, some_key, raw).value();
    std::vector<bytes> strangers(1000, bytes(41));
    for (std::size_t i = 0; i < strangers.size(); ++i) store_le(strangers[i].data(), i);
    EXPECT_FALSE(set.contains_any(strangers));
    strangers.push_back({});
    EXPECT_FALSE(set.contains_any(strangers));
}

TEST(golomb_coded_set, answers_for_many_as_for_each_alone) {
    test::splitmix64 random{4};
    for (int round = 0; round < 200; ++round) {
        const auto raw = set_of(random_elements(random, random.below(30)), small_coding);
        const auto set = golomb_coded_set::over(small_coding, some_key, raw).value();
        const auto asked = random_elements(random, random.below(12));
        const auto contained = [&](const bytes& element) { return set.contains(element); };
        EXPECT_EQ(set.contains_any(asked), std::ranges::any_of(asked, contained));
        EXPECT_EQ(set.contains_all(asked), std::ranges::all_of(asked, contained));
    }
}

TEST(golomb_coded_set, has_an_element_once) {
    const bytes one{1};
    const bytes two{2};
    EXPECT_EQ(set_of({one, two, one, one}, small_coding), set_of({two, one}, small_coding));
    EXPECT_EQ(set_of({one, one}, small_coding)[0], 1);
}

TEST(golomb_coded_set, without_elements_contains_nothing) {
    EXPECT_EQ(set_of({}, basic_filter_coding), bytes{0});
    EXPECT_EQ(set_of({}, decred_filter_coding), bytes{});
    for (const auto& coding : {basic_filter_coding, decred_filter_coding}) {
        const auto raw = set_of({}, coding);
        const auto set = golomb_coded_set::over(coding, some_key, raw).value();
        EXPECT_TRUE(set.empty());
        EXPECT_FALSE(set.contains(bytes{1}));
        EXPECT_FALSE(set.contains_any(std::vector<bytes>{{1}, {}}));
        EXPECT_FALSE(set.contains_any(std::vector<bytes>{}));
        EXPECT_TRUE(set.contains_all(std::vector<bytes>{}));
    }
}

TEST(golomb_set_builder, begins_anew_after_a_set) {
    golomb_set_builder builder(some_key);
    builder.add(bytes{1});
    const auto first = builder.finish(small_coding);
    EXPECT_EQ(builder.finish(small_coding), bytes{0});
    builder.add(bytes{1});
    EXPECT_EQ(builder.finish(small_coding), first);
}

TEST(golomb_reader, reads_gaps_of_one_bits_and_remainders) {
    // One element, 0 and 0101: five. Then 10 and 0001, 17 further: 22; then the same value again.
    EXPECT_EQ(read(small_coding, bytes{1, 0b0'0101'000}).values, std::vector<std::uint64_t>{5});
    const auto two = read(small_coding, bytes{3, 0b0'0101'10'0, 0b001'0'0000});
    EXPECT_EQ(two.values, (std::vector<std::uint64_t>{5, 22, 22}));
    EXPECT_EQ(two.fault, std::nullopt);
}

TEST(golomb_reader, reads_quotients_longer_than_a_machine_word) {
    const golomb_coding wide{.remainder_bits = 1, .inverse_rate = 0xffffffff};
    bytes set{1};
    set.insert(set.end(), 25, 0xff);  // 200 ones
    set.push_back(0b0100'0000);       // the end of them, and a remainder of one
    const auto all = read(wide, set);
    EXPECT_EQ(all.fault, std::nullopt);
    EXPECT_EQ(all.values, std::vector<std::uint64_t>{401});
}

TEST(golomb_reader, refuses_a_count_that_is_none) {
    EXPECT_EQ(fault_in(""), golomb_fault::bad_count);
    EXPECT_EQ(fault_in("fd01"), golomb_fault::bad_count);
    EXPECT_EQ(fault_in("fd010028"), golomb_fault::bad_count);  // a longer form than it needs
    EXPECT_EQ(fault_in("ff0000000001000000"), golomb_fault::bad_count);
}

TEST(golomb_reader, knows_the_empty_set_in_one_form_only) {
    EXPECT_EQ(fault_in("00"), std::nullopt);
    EXPECT_EQ(read(decred_filter_coding, {}).fault, std::nullopt);
    EXPECT_EQ(read(decred_filter_coding, bytes{0}).fault, golomb_fault::bad_count);
}

TEST(golomb_reader, refuses_a_count_above_what_the_bits_can_hold) {
    const auto claim = from_hex("fefffffffe000000").value();
    golomb_reader in(small_coding, claim);
    EXPECT_EQ(in.fault(), golomb_fault::truncated);
    EXPECT_EQ(in.count(), 0U);
    EXPECT_EQ(fault_in("01"), golomb_fault::truncated);
    EXPECT_EQ(fault_in("0200"), golomb_fault::truncated);
}

TEST(golomb_reader, notices_bits_that_end_inside_an_element) {
    EXPECT_EQ(fault_in("01ff"), golomb_fault::truncated);  // no end of the ones
    EXPECT_EQ(fault_in("01f0"), golomb_fault::truncated);  // three bits of the remainder
    EXPECT_EQ(fault_in("01ffffffffffffffffff"), golomb_fault::truncated);
}

TEST(golomb_reader, refuses_numbers_that_no_element_has) {
    // One element: the range is 25. 10 and 1000 is 24, 10 and 1001 is 25.
    EXPECT_EQ(read(small_coding, bytes{1, 0b10'1000'00}).values, std::vector<std::uint64_t>{24});
    EXPECT_EQ(read(small_coding, bytes{1, 0b10'1001'00}).fault, golomb_fault::value_out_of_range);
    EXPECT_EQ(read(small_coding, bytes{1, 0b110'0000'0}).fault, golomb_fault::value_out_of_range);
    // The sum counts, not the gap: 24 and 26 more.
    const auto sum = read(small_coding, bytes{2, 0b10'1000'10, 0b1010'0000});
    EXPECT_EQ(sum.values, std::vector<std::uint64_t>{24});
    EXPECT_EQ(sum.fault, golomb_fault::value_out_of_range);
}

TEST(golomb_reader, does_not_overflow_on_endless_ones) {
    const golomb_coding widest{
        .remainder_bits = 32, .inverse_rate = std::numeric_limits<std::uint32_t>::max()};
    bytes set{1};
    set.insert(set.end(), 100'000, 0xff);
    set.insert(set.end(), 5, 0);
    EXPECT_EQ(read(widest, set).fault, golomb_fault::value_out_of_range);
}

TEST(golomb_reader, refuses_what_stands_behind_the_elements) {
    EXPECT_EQ(fault_in("0128"), std::nullopt);
    EXPECT_EQ(fault_in("012800"), golomb_fault::bytes_left_over);
    EXPECT_EQ(fault_in("0128000000000000000000000000"), golomb_fault::bytes_left_over);
    EXPECT_EQ(fault_in("0129"), golomb_fault::padding_not_zero);
    EXPECT_EQ(fault_in("0000"), golomb_fault::bytes_left_over);
}

TEST(golomb_reader, survives_any_bytes) {
    test::splitmix64 random{5};
    for (int round = 0; round < 20'000; ++round) {
        bytes set(random.below(40));
        for (auto& byte : set) byte = static_cast<std::uint8_t>(random.next());
        if (!set.empty() && random.below(2) == 0) set[0] &= 0x1f;
        for (const auto& coding : {small_coding, basic_filter_coding, decred_filter_coding}) {
            const auto all = read(coding, set);
            EXPECT_TRUE(std::ranges::is_sorted(all.values));
            EXPECT_LE(all.values.size(), set.size() * 8);
        }
    }
}

TEST(golomb_reader, takes_a_damaged_set_for_damaged_or_for_another_one) {
    test::splitmix64 random{6};
    const auto raw = set_of(random_elements(random, 40), basic_filter_coding);
    for (std::size_t length = 0; length < raw.size(); ++length) {
        EXPECT_TRUE(read(basic_filter_coding, byte_view(raw).first(length)).fault) << length;
    }
    const auto good = read(basic_filter_coding, raw);
    for (std::size_t bit = 0; bit < raw.size() * 8; ++bit) {
        auto damaged = raw;
        damaged[bit / 8] ^= static_cast<std::uint8_t>(1U << (bit % 8));
        const auto other = read(basic_filter_coding, damaged);
        EXPECT_TRUE(other.fault || other.values != good.values) << bit;
    }
}

// Version 2 filters of Decred's family. Version 1 is another coding, and the hash of both is
// BLAKE-256, which is not here.
TEST(golomb_coded_set, agrees_with_the_vectors_of_exchangecoin) {
    const auto vectors = test::read_recorded_json("exccd/gcs_vectors.json");
    if (!vectors) GTEST_SKIP();
    std::size_t seen = 0;
    for (const auto& [unused, vector] : *vectors) {
        if (vector.get<int>("version") != 2) continue;
        SCOPED_TRACE(vector.get<std::string>("name"));
        auto coding = decred_filter_coding;
        coding.remainder_bits = vector.get<std::uint32_t>("b");
        coding.inverse_rate = vector.get<std::uint32_t>("m");
        auto key_bytes = from_hex(vector.get<std::string>("key_hex")).value();
        key_bytes.resize(32);
        const auto key = golomb_key(hash256::copy(key_bytes));
        golomb_set_builder builder(key);
        std::vector<bytes> elements;
        for (const auto& [unnamed, item] : vector.get_child("items_hex")) {
            const auto element = from_hex(item.data()).value();
            if (element.empty()) continue;  // what is in a filter is the caller's rule
            builder.add(element);
            elements.push_back(element);
        }
        const auto raw = builder.finish(coding);
        EXPECT_EQ(to_hex(raw), vector.get<std::string>("filter_hex"));
        const auto set = golomb_coded_set::over(coding, key, raw).value();
        EXPECT_EQ(set.size(), elements.size());
        EXPECT_TRUE(set.contains_all(elements));
        ++seen;
    }
    EXPECT_EQ(seen, 8U);
}

TEST(golomb_coded_set, reads_the_filter_of_a_real_block_of_decred) {
    const auto vector = test::read_recorded_json("dcrd/filter_v2.json");
    if (!vector) GTEST_SKIP();
    const auto raw = from_hex(vector->get<std::string>("filter_hex")).value();
    std::vector<std::uint64_t> values;
    for (const auto& [unused, value] : vector->get_child("values")) {
        values.push_back(std::stoull(value.data()));
    }
    const auto all = read(decred_filter_coding, raw);
    EXPECT_EQ(all.fault, std::nullopt);
    EXPECT_EQ(all.values, values);
    const auto root = hash256::parse(vector->get<std::string>("merkle_root")).value();
    const auto set = golomb_coded_set::over(decred_filter_coding, golomb_key(root), raw).value();
    EXPECT_EQ(set.size(), values.size());
    const auto scripts = [&](const std::string& which) {
        std::vector<bytes> listed;
        for (const auto& [unused, entry] : vector->get_child(which)) {
            listed.push_back(from_hex(entry.get<std::string>("script_hex")).value());
        }
        return listed;
    };
    EXPECT_EQ(scripts("matching").size(), 14U);
    EXPECT_TRUE(set.contains_all(scripts("matching")));
    EXPECT_FALSE(set.contains_any(scripts("not_matching")));
}

}  // namespace
}  // namespace bitpeer
