#include <bitpeer/base/hex.hpp>
#include <bitpeer/node/compact_filter.hpp>
#include <bitpeer/wire/block_view.hpp>
#include <tests/support/recorded_data.hpp>

#include <gtest/gtest.h>

#include <cstddef>
#include <iterator>
#include <string>
#include <vector>

namespace bitpeer {
namespace {

/// A row of BIP158's vectors.
struct filter_vector {
    std::string height;
    hash256 hash;
    bytes block;
    std::vector<bytes> spent;
    hash256 previous_header;
    bytes filter;
    hash256 header;
};

class bip158_vectors : public ::testing::Test {
protected:
    void SetUp() override {
        const auto rows = test::read_recorded_json("bip158/testnet-19.json");
        if (!rows) GTEST_SKIP();
        for (const auto& [unused, row] : *rows) {
            if (row.size() >= 7) vectors_.push_back(parsed(row));  // the first row names columns
        }
        ASSERT_EQ(vectors_.size(), 10U);
    }

    std::vector<filter_vector> vectors_;

private:
    static filter_vector parsed(const boost::property_tree::ptree& row) {
        auto column = row.begin();
        const auto text = [&] { return (column++)->second.data(); };
        filter_vector made;
        made.height = text();
        made.hash = hash256::parse(text()).value();
        made.block = from_hex(text()).value();
        for (const auto& [unused, script] : (column++)->second) {
            made.spent.push_back(from_hex(script.data()).value());
        }
        made.previous_header = hash256::parse(text()).value();
        made.filter = from_hex(text()).value();
        made.header = hash256::parse(text()).value();
        return made;
    }
};

TEST_F(bip158_vectors, filters_are_built_to_the_byte) {
    for (const auto& vector : vectors_) {
        SCOPED_TRACE(vector.height);
        const auto block = wire::block_view::over(vector.block).value();
        EXPECT_EQ(block.hash(), vector.hash);
        EXPECT_EQ(to_hex(build_basic_filter(block, vector.spent)), to_hex(vector.filter));
    }
}

TEST_F(bip158_vectors, filter_headers_follow_from_the_one_before) {
    for (const auto& vector : vectors_) {
        SCOPED_TRACE(vector.height);
        EXPECT_EQ(filter_header(filter_hash(vector.filter), vector.previous_header), vector.header);
    }
}

TEST_F(bip158_vectors, filters_contain_their_scripts_and_no_others) {
    for (const auto& vector : vectors_) {
        SCOPED_TRACE(vector.height);
        const auto filter = basic_filter_over(vector.hash, vector.filter).value();
        std::vector<bytes> scripts;
        const auto block = wire::block_view::over(vector.block).value();
        for (const auto& transaction : block.transactions()) {
            for (const auto& output : transaction.outputs()) {
                const bytes script(output.script.begin(), output.script.end());
                EXPECT_EQ(filter.contains(script), in_basic_filter(script));
                if (in_basic_filter(script)) scripts.push_back(script);
            }
        }
        for (const auto& script : vector.spent) {
            EXPECT_EQ(filter.contains(script), !script.empty());
            if (!script.empty()) scripts.push_back(script);
        }
        EXPECT_TRUE(filter.contains_all(scripts));
        EXPECT_EQ(filter.contains_any(scripts), !scripts.empty());
        const std::vector<bytes> others{{}, {1, 2, 3}, {0x6a}, bytes(100, 7)};
        EXPECT_FALSE(filter.contains_any(others));
        scripts.insert(scripts.begin() + std::ssize(scripts) / 2, {1, 2, 3});
        EXPECT_EQ(filter.contains_any(scripts), scripts.size() > 1);
        EXPECT_FALSE(filter.contains_all(scripts));
    }
}

TEST_F(bip158_vectors, filters_of_other_blocks_do_not_contain_the_scripts) {
    // The key is the block's, so the same bytes under another block's name are noise.
    const auto& vector = vectors_.at(6);
    const auto filter = basic_filter_over(vectors_.at(0).hash, vector.filter).value();
    EXPECT_FALSE(filter.contains_any(vector.spent));
}

TEST(in_basic_filter, leaves_out_empty_scripts_and_op_return) {
    EXPECT_FALSE(in_basic_filter({}));
    EXPECT_FALSE(in_basic_filter(bytes{0x6a}));
    EXPECT_FALSE(in_basic_filter(bytes{0x6a, 0x01, 0x02}));
    EXPECT_TRUE(in_basic_filter(bytes{0x51}));
    EXPECT_TRUE(in_basic_filter(bytes{0x51, 0x6a}));
}

TEST(compact_filter, cut_short_is_none) {
    const auto block = hash256{};
    EXPECT_EQ(basic_filter_over(block, {}).error(), golomb_fault::bad_count);
    EXPECT_EQ(basic_filter_over(block, bytes{1, 0}).error(), golomb_fault::truncated);
    EXPECT_TRUE(basic_filter_over(block, bytes{0}).value().empty());
}

}  // namespace
}  // namespace bitpeer
