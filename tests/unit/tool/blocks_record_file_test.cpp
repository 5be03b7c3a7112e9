#include <bitpeer/params/networks.hpp>
#include <tool/record_file.hpp>

#include "temporary_file.hpp"
#include <gtest/gtest.h>
#include <sys/resource.h>

#include <csignal>

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
    EXPECT_EQ(written.error(), "cannot write a block to '/dev/full': No space left on device");
}

TEST(record_file, knows_the_last_block_that_was_there) {
    const temporary_file file;
    write_one(file, existing_records::kept, {1, 2});
    write_one(file, existing_records::kept, {3, 4, 5});
    const auto again = record_file::open(file.path(), magic, existing_records::kept);
    ASSERT_TRUE(again) << again.error();
    EXPECT_EQ(again->last_block(), (bytes{3, 4, 5}));
    const auto fresh = record_file::open(file.path(), magic, existing_records::replaced);
    ASSERT_TRUE(fresh) << fresh.error();
    EXPECT_TRUE(fresh->last_block().empty());
}

TEST(record_file, is_on_the_disk_after_a_sync) {
    const temporary_file file;
    auto opened = record_file::open(file.path(), magic, existing_records::kept);
    ASSERT_TRUE(opened) << opened.error();
    EXPECT_TRUE(opened->write(bytes{1}));
    EXPECT_TRUE(opened->sync());
    const auto device = record_file::open("/dev/null", magic, existing_records::kept);
    ASSERT_TRUE(device) << device.error();
    EXPECT_TRUE(device->sync()) << "there is no disk behind it";
}

/// The file may not grow beyond this for as long as one lives.
class file_size_limit {
public:
    explicit file_size_limit(rlim_t limit) : before_(std::signal(SIGXFSZ, SIG_IGN)) {
        getrlimit(RLIMIT_FSIZE, &limit_);
        const rlimit lower{limit, limit_.rlim_max};
        setrlimit(RLIMIT_FSIZE, &lower);
    }
    file_size_limit(const file_size_limit&) = delete;
    file_size_limit& operator=(const file_size_limit&) = delete;
    ~file_size_limit() {
        setrlimit(RLIMIT_FSIZE, &limit_);
        std::signal(SIGXFSZ, before_);
    }

private:
    void (*before_)(int);
    rlimit limit_{};
};

TEST(record_file, takes_back_a_record_that_found_no_room) {
    const temporary_file file;
    for (rlim_t room = 1; room < 8 + 100; ++room) {
        auto opened = record_file::open(file.path(), magic, existing_records::replaced);
        ASSERT_TRUE(opened) << opened.error();
        ASSERT_TRUE(opened->write(bytes{1, 2}));
        {
            const file_size_limit limit(10 + room);
            const auto written = opened->write(bytes(100));
            ASSERT_FALSE(written);
            EXPECT_NE(written.error().find("File too large"), std::string::npos);
        }
        EXPECT_EQ(file.content(), record({1, 2})) << room;
        EXPECT_TRUE(opened->write(bytes{3})) << "there is room again";
        EXPECT_EQ(file.content(), joined(record({1, 2}), record({3})));
    }
}

}  // namespace
}  // namespace bitpeer::tool
