#include <bitpeer/params/networks.hpp>
#include <bitpeer/transport/v1.hpp>
#include <bitpeer/wire/messages/inv.hpp>
#include <bitpeer/wire/messages/ping.hpp>
#include <tool/conform/payload.hpp>

#include <gtest/gtest.h>

namespace bitpeer::tool::conform {
namespace {

const auto& net = networks::bitcoin_regtest;

TEST(conform_payload, writes_what_the_codec_writes) {
    wire::inv announced;
    announced.items.assign(300, {wire::inventory_type::block, nobodys_hash()});
    payload made;
    made.count(300);
    for (int i = 0; i < 300; ++i) made.number(std::uint32_t{2}).hash(nobodys_hash());
    EXPECT_EQ(made.take(), wire::encode(announced).value());
}

TEST(conform_payload, counts_in_each_of_the_four_forms) {
    EXPECT_EQ(payload().count(0xfc).take(), bytes({0xfc}));
    EXPECT_EQ(payload().count(0xfd).take(), bytes({0xfd, 0xfd, 0}));
    EXPECT_EQ(payload().count(0x1'0000).take(), bytes({0xfe, 0, 0, 1, 0}));
    EXPECT_EQ(payload().count(0x1'0000'0000).take(), bytes({0xff, 0, 0, 0, 0, 1, 0, 0, 0}));
}

TEST(conform_v1_frame, is_the_transports_unless_something_is_wrong) {
    const auto nonce = payload().number(std::uint64_t{7}).take();
    v1_frame frame{"ping", nonce};
    transport::v1 reader(net);
    const auto right = frame.written_for(net);
    byte_view in = right;
    const auto item = reader.receive(in);
    const auto* read = std::get_if<transport::frame>(&item);
    ASSERT_NE(read, nullptr);
    EXPECT_EQ(read->command, wire::ping::command);
    EXPECT_EQ(read->payload, shared_bytes::copy(nonce));

    frame.damaged = true;
    const auto wrong = frame.written_for(net);
    in = wrong;
    const auto lost = reader.receive(in);
    EXPECT_TRUE(std::holds_alternative<transport::dropped_frame>(lost));
}

}  // namespace
}  // namespace bitpeer::tool::conform
