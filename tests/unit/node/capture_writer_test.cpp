#include <bitpeer/node/capture_core.hpp>
#include <bitpeer/node/capture_format.hpp>
#include <bitpeer/node/capture_writer.hpp>
#include <bitpeer/params/networks.hpp>

#include <gtest/gtest.h>

#include <cstddef>
#include <limits>
#include <utility>

namespace bitpeer::capture {
namespace {

using namespace std::chrono_literals;

/// A disk of this size.
struct disk {
    bytes content;
    std::size_t room = std::numeric_limits<std::size_t>::max();
    int writes = 0;
};

class disk_sink final : public sink {
public:
    explicit disk_sink(disk& to) : to_(to) {}
    result<void, std::string> write(byte_view data) override {
        ++to_.writes;
        const auto count = std::min(data.size(), to_.room - to_.content.size());
        to_.content.insert(
            to_.content.end(), data.begin(), data.begin() + static_cast<long>(count)
        );
        if (count < data.size()) return failed(std::string("no space left"));
        return {};
    }

private:
    disk& to_;
};

record said(duration when, std::size_t size, way which = way::received) {
    return {{when, when}, message{which, "block", shared_bytes(bytes(size, 3)), 0}};
}

TEST(capture_writer, keeps_what_it_is_given) {
    disk to;
    const auto writer = make_writer(std::make_unique<disk_sink>(to));
    EXPECT_TRUE(writer->begin({.network = "x"}));
    const auto first = to.content.size();
    EXPECT_GT(first, 0) << "whose it is stands there at once";
    for (int i = 0; i < 10; ++i) EXPECT_TRUE(writer->add(said(1s + i * 1ms, 100)));
    EXPECT_EQ(to.writes, 2) << "the first, and then not each";
    EXPECT_TRUE(writer->flush());
    EXPECT_EQ(to.writes, 3);
    EXPECT_EQ(writer->written(), to.content.size());
    const auto whole = read(shared_bytes(bytes(to.content)));
    ASSERT_TRUE(whole);
    EXPECT_EQ(whole->records.size(), 10);
    EXPECT_FALSE(whole->cut_off);
}

TEST(capture_writer, holds_back_little_and_not_for_long) {
    disk to;
    const auto writer = make_writer(std::make_unique<disk_sink>(to));
    EXPECT_TRUE(writer->begin({}));
    EXPECT_TRUE(writer->add(said(1s, 10)));
    const auto before = to.writes;
    EXPECT_TRUE(writer->add(said(1s, 100'000)));
    EXPECT_EQ(to.writes, before + 1) << "much at once";
    EXPECT_TRUE(writer->add(said(1500ms, 10)));
    EXPECT_EQ(to.writes, before + 1);
    EXPECT_TRUE(writer->add(said(2600ms, 10)));
    EXPECT_EQ(to.writes, before + 2) << "a second later";
}

TEST(capture_writer, goes_on_failing_and_leaves_a_file_that_can_be_read) {
    disk to;
    to.room = 1000;
    const auto writer = make_writer(std::make_unique<disk_sink>(to));
    EXPECT_TRUE(writer->begin({.network = "x"}));
    EXPECT_TRUE(writer->add(said(1s, 500)));
    EXPECT_TRUE(writer->flush());
    EXPECT_TRUE(writer->add(said(1s, 500)));
    for (int i = 0; i < 3; ++i) {
        const auto full = writer->flush();
        ASSERT_FALSE(full);
        EXPECT_EQ(full.error(), "no space left");
        EXPECT_FALSE(writer->add(said(1s, 10)));
    }
    EXPECT_EQ(to.writes, 3) << "asked no more when it was full";
    EXPECT_EQ(to.content.size(), 1000);
    const auto whole = read(shared_bytes(bytes(to.content)));
    ASSERT_TRUE(whole);
    EXPECT_EQ(whole->records.size(), 1);
    EXPECT_TRUE(whole->cut_off);
}

TEST(capture_writer, keeps_messages_alone_in_bitcoin_cores_files) {
    disk received;
    disk written;
    const auto writer = make_core_writer(
        std::make_unique<disk_sink>(received), std::make_unique<disk_sink>(written)
    );
    EXPECT_TRUE(writer->begin({}));
    EXPECT_TRUE(writer->add(said(1s, 7, way::written)));
    EXPECT_TRUE(writer->add(said(2s, 8, way::received)));
    EXPECT_TRUE(writer->add({{}, verdict{"malformed", "block"}}));
    EXPECT_TRUE(writer->add({{}, end{"requested", ""}}));
    EXPECT_TRUE(writer->flush());
    EXPECT_EQ(written.content.size(), 24 + 7);
    EXPECT_EQ(received.content.size(), 24 + 8);
    EXPECT_EQ(writer->written(), 24 + 7 + 24 + 8);
    const auto read = read_core(shared_bytes(bytes(received.content)), way::received);
    ASSERT_TRUE(read);
    EXPECT_EQ(read->records.at(0), said(2s, 8));
}

}  // namespace
}  // namespace bitpeer::capture
