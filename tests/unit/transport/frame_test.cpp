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

TEST(broken_stream, has_words_for_each_end_of_v2) {
    using enum break_code;
    const auto text = [](break_code code, std::uint64_t actual = 0, std::uint64_t allowed = 0) {
        return broken_stream{code, "", actual, allowed}.message();
    };
    EXPECT_EQ(text(own_key), "the remote sent back our own public key");
    EXPECT_EQ(text(speaks_v1), "the remote speaks v1, we began v2");
    EXPECT_EQ(
        text(no_terminator, 4111, 4111),
        "no garbage terminator in 4111 bytes: another network, or no peer"
    );
    EXPECT_EQ(
        text(packet_too_large, 5'000'000, 4'000'013),
        "packet of 5000000 bytes, the limit is 4000013"
    );
    EXPECT_EQ(text(bad_tag, 0), "packet 1 is not genuine");
}

TEST(frame_codes, have_stable_names) {
    EXPECT_EQ(to_string(drop_code::bad_checksum), "bad_checksum");
    EXPECT_EQ(to_string(drop_code::bad_command), "bad_command");
    EXPECT_EQ(to_string(drop_code::unknown_id), "unknown_id");
    EXPECT_EQ(to_string(drop_code::short_contents), "short_contents");
    EXPECT_EQ(to_string(drop_code::decoy), "decoy");
    EXPECT_EQ(to_string(break_code::wrong_magic), "wrong_magic");
    EXPECT_EQ(to_string(break_code::payload_too_large), "payload_too_large");
    EXPECT_EQ(to_string(break_code::own_key), "own_key");
    EXPECT_EQ(to_string(break_code::speaks_v1), "speaks_v1");
    EXPECT_EQ(to_string(break_code::no_terminator), "no_terminator");
    EXPECT_EQ(to_string(break_code::packet_too_large), "packet_too_large");
    EXPECT_EQ(to_string(break_code::bad_tag), "bad_tag");
}

}  // namespace
}  // namespace bitpeer::transport
