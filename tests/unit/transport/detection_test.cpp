#include <bitpeer/params/networks.hpp>
#include <bitpeer/transport/detection.hpp>
#include <tests/support/frames.hpp>

#include <gtest/gtest.h>

namespace bitpeer::transport {
namespace {

using verdict = detection::verdict;

const auto v1_stream = test::raw_frame("version", bytes(50)).bytes();

TEST(detection, knows_v1_by_its_first_16_bytes) {
    detection detect(networks::bitcoin_regtest);
    for (std::size_t i = 0; i < 16; ++i) {
        byte_view in = byte_view(v1_stream).subspan(i, 1);
        EXPECT_EQ(detect.receive(in), i < 15 ? verdict::undecided : verdict::v1) << i;
        EXPECT_TRUE(in.empty());
    }
    EXPECT_TRUE(std::ranges::equal(detect.taken(), byte_view(v1_stream).first(16)));
}

TEST(detection, takes_no_more_than_it_needs) {
    detection detect(networks::bitcoin_regtest);
    byte_view in(v1_stream);
    EXPECT_EQ(detect.receive(in), verdict::v1);
    EXPECT_EQ(in.size(), v1_stream.size() - 16);
    EXPECT_EQ(detect.receive(in), verdict::v1);
    EXPECT_EQ(in.size(), v1_stream.size() - 16);
}

TEST(detection, knows_v2_by_the_first_byte_that_differs) {
    for (std::size_t at = 0; at < 16; ++at) {
        for (unsigned bit = 0; bit < 8; ++bit) {
            auto stream = v1_stream;
            stream[at] ^= static_cast<std::uint8_t>(1U << bit);
            detection detect(networks::bitcoin_regtest);
            byte_view in = byte_view(stream).first(at);
            EXPECT_EQ(detect.receive(in), verdict::undecided);
            in = byte_view(stream).subspan(at);
            EXPECT_EQ(detect.receive(in), verdict::v2);
            EXPECT_EQ(in.size(), stream.size() - at - 1);
            EXPECT_TRUE(std::ranges::equal(detect.taken(), byte_view(stream).first(at + 1)));
        }
    }
}

TEST(detection, decides_nothing_on_nothing) {
    detection detect(networks::bitcoin_regtest);
    byte_view in;
    EXPECT_EQ(detect.receive(in), verdict::undecided);
    EXPECT_TRUE(detect.taken().empty());
}

TEST(v1_magic_of, finds_the_magic_of_any_network) {
    auto frame = test::raw_frame("version", {});
    frame.magic = {1, 2, 3, 4};
    EXPECT_EQ(v1_magic_of(frame.bytes()), (network_magic{1, 2, 3, 4}));
    EXPECT_EQ(v1_magic_of(byte_view(frame.bytes()).first(15)), std::nullopt);
    EXPECT_EQ(v1_magic_of(test::raw_frame("verack", {}).bytes()), std::nullopt);
    EXPECT_EQ(v1_magic_of(test::raw_frame("versions", {}).bytes()), std::nullopt);
    EXPECT_EQ(v1_magic_of({}), std::nullopt);
}

}  // namespace
}  // namespace bitpeer::transport
