#include <bitpeer/transport/frame.hpp>

#include <gtest/gtest.h>

namespace bitpeer::transport {
namespace {

TEST(broken_stream, names_the_network_whose_magic_came) {
    const broken_stream end{break_code::wrong_magic, "", 0xf9beb4d9, 0x0b110907};
    EXPECT_EQ(
        end.message(),
        "the stream's magic is f9beb4d9 (bitcoin), ours is 0b110907 (bitcoin-testnet3)"
    );
}

TEST(broken_stream, names_all_networks_that_share_a_magic) {
    const broken_stream end{break_code::wrong_magic, "", 0xfabfb5da, 0xf9beb4d9};
    EXPECT_EQ(
        end.message(),
        "the stream's magic is fabfb5da (bitcoin-regtest or litecoin-regtest), "
        "ours is f9beb4d9 (bitcoin)"
    );
}

TEST(broken_stream, shows_a_magic_that_nobody_has) {
    const broken_stream end{break_code::wrong_magic, "", 0x48545450, 0xf9beb4d9};
    EXPECT_EQ(end.message(), "the stream's magic is 48545450, ours is f9beb4d9 (bitcoin)");
}

TEST(broken_stream, tells_the_size_and_the_limit) {
    const broken_stream end{break_code::payload_too_large, "block", 5'000'000, 4'000'000};
    EXPECT_EQ(end.message(), "payload of 'block' is 5000000 bytes, the limit is 4000000");
}

TEST(frame_codes, have_stable_names) {
    EXPECT_EQ(to_string(drop_code::bad_checksum), "bad_checksum");
    EXPECT_EQ(to_string(drop_code::bad_command), "bad_command");
    EXPECT_EQ(to_string(break_code::wrong_magic), "wrong_magic");
    EXPECT_EQ(to_string(break_code::payload_too_large), "payload_too_large");
}

}  // namespace
}  // namespace bitpeer::transport
