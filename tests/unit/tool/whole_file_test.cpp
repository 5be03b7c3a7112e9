#include <tool/whole_file.hpp>

#include "temporary_file.hpp"
#include <gtest/gtest.h>

namespace bitpeer::tool {
namespace {

using test::temporary_file;

TEST(write_file, replaces_what_is_there) {
    const temporary_file file;
    file.write(bytes{1, 2, 3, 4});
    EXPECT_TRUE(write_file(file.path(), bytes{5, 6}));
    EXPECT_EQ(file.content(), (bytes{5, 6}));
}

TEST(write_file, tells_where_it_cannot) {
    const auto made = write_file("/nowhere/at/all", bytes{1});
    ASSERT_FALSE(made);
    EXPECT_FALSE(made.error().opened);
    EXPECT_EQ(made.error().message, "cannot write '/nowhere/at/all': No such file or directory");
}

TEST(write_file, tells_that_the_disk_is_full) {
    const auto made = write_file("/dev/full", bytes{1});
    ASSERT_FALSE(made);
    EXPECT_TRUE(made.error().opened);
    EXPECT_EQ(made.error().message, "cannot write '/dev/full': No space left on device");
}

TEST(write_file, needs_no_disk_behind_it) { EXPECT_TRUE(write_file("/dev/null", bytes{1})); }

}  // namespace
}  // namespace bitpeer::tool
