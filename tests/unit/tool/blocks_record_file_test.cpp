#include <bitpeer/params/networks.hpp>
#include <tool/record_file.hpp>

#include "temporary_file.hpp"
#include <gtest/gtest.h>

namespace bitpeer::tool {
namespace {

using test::temporary_file;

const network_magic magic = networks::bitcoin_regtest.magic;

bytes record(const bytes& block) {
    bytes made(magic.begin(), magic.end());
    made.push_back(static_cast<std::uint8_t>(block.size()));
    made.resize(8);
    made.insert(made.end(), block.begin(), block.end());
    return made;
}

bytes joined(bytes left, const bytes& right) {
    left.insert(left.end(), right.begin(), right.end());
    return left;
}

void write_one(const temporary_file& to, existing_records existing, const bytes& block) {
    auto file = record_file::open(to.path(), magic, existing);
    ASSERT_TRUE(file) << file.error();
    EXPECT_TRUE(file->write(block));
}

TEST(record_file, writes_magic_length_and_block) {
    const temporary_file file;
    write_one(file, existing_records::kept, {1, 2, 3});
    EXPECT_EQ(file.content(), record({1, 2, 3}));
}

TEST(record_file, goes_on_behind_what_is_there) {
    const temporary_file file;
    write_one(file, existing_records::kept, {1});
    write_one(file, existing_records::kept, {2, 2});
    EXPECT_EQ(file.content(), joined(record({1}), record({2, 2})));
}

TEST(record_file, replaces_what_is_there) {
    const temporary_file file;
    write_one(file, existing_records::kept, {1});
    write_one(file, existing_records::replaced, {2});
    EXPECT_EQ(file.content(), record({2}));
}

TEST(record_file, cuts_an_unfinished_record_off_wherever_it_ends) {
    const auto whole = record({1, 2});
    const auto unfinished = record({3, 4, 5});
    for (std::size_t left = 1; left < unfinished.size(); ++left) {
        const temporary_file file;
        file.write(
            joined(whole, bytes(unfinished.begin(), unfinished.begin() + std::ptrdiff_t(left)))
        );
        const auto opened = record_file::open(file.path(), magic, existing_records::kept);
        ASSERT_TRUE(opened) << opened.error();
        EXPECT_EQ(opened->cut_off(), left);
        EXPECT_EQ(file.content(), whole);
    }
}

TEST(record_file, leaves_a_file_alone_that_holds_something_else) {
    const temporary_file file;
    const auto foreign = joined(record({1}), {9, 9, 9, 9, 9, 9, 9, 9, 9});
    file.write(foreign);
    const auto opened = record_file::open(file.path(), magic, existing_records::kept);
    ASSERT_FALSE(opened);
    EXPECT_NE(opened.error().find("no blocks of this network"), std::string::npos);
    EXPECT_EQ(file.content(), foreign);
}

TEST(record_file, tells_what_the_system_says) {
    const auto nowhere = record_file::open("/nowhere/at/all", magic, existing_records::replaced);
    ASSERT_FALSE(nowhere);
    EXPECT_NE(nowhere.error().find("No such file"), std::string::npos);

    auto full = record_file::open("/dev/full", magic, existing_records::kept);
    ASSERT_TRUE(full) << full.error();
    const auto written = full->write(bytes{1});
    ASSERT_FALSE(written);
    EXPECT_NE(written.error().find("No space left"), std::string::npos);
}

}  // namespace
}  // namespace bitpeer::tool
