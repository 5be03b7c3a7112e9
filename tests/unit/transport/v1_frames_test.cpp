/// Frames as they stand on the wire: recorded ones, and what is sealed here.

#include <bitpeer/base/hex.hpp>
#include <bitpeer/params/networks.hpp>
#include <bitpeer/transport/v1.hpp>
#include <tests/support/frames.hpp>
#include <tests/support/recorded_data.hpp>

#include <gtest/gtest.h>

#include <map>
#include <string>

namespace bitpeer::transport {
namespace {

bytes whole(const sealed_frame& sealed) {
    bytes all(sealed.head.view().begin(), sealed.head.view().end());
    const auto body = sealed.body.view();
    all.insert(all.end(), body.begin(), body.end());
    return all;
}

TEST(v1_recorded_frames, are_read_and_sealed_to_the_byte) {
    const auto recorded = test::read_recorded_json("hashes/derived_misc.json");
    if (!recorded) GTEST_SKIP();
    const std::map<std::string, const network*> names{
        {"main", &networks::bitcoin},
        {"testnet3", &networks::bitcoin_testnet3},
        {"testnet4", &networks::bitcoin_testnet4},
        {"signet", &networks::bitcoin_signet},
        {"regtest", &networks::bitcoin_regtest},
    };
    const auto& frames = recorded->get_child("v1_wire");
    EXPECT_EQ(frames.size(), 10U);
    for (const auto& [unnamed, entry] : frames) {
        const auto network_name = entry.get<std::string>("net");
        const auto command = entry.get<std::string>("command");
        const auto payload = shared_bytes(from_hex(entry.get<std::string>("payload")).value());
        const auto stream = from_hex(entry.get<std::string>("wire")).value();
        SCOPED_TRACE(network_name + ' ' + command);
        ASSERT_TRUE(names.contains(network_name));
        v1 transport(*names.at(network_name));

        byte_view left = stream;
        const auto item = transport.receive(left);
        ASSERT_TRUE(std::holds_alternative<frame>(item));
        EXPECT_TRUE(left.empty());
        EXPECT_EQ(std::get<frame>(item).command.text(), command);
        EXPECT_EQ(std::get<frame>(item).payload, payload);
        EXPECT_EQ(
            whole(transport.seal(wire::command_name::parse(command).value(), payload)), stream
        );
    }
}

TEST(v1_seal, is_read_back_by_every_network_and_by_no_other) {
    for (const auto* ours : networks::all()) {
        v1 sealing(*ours);
        for (const auto* theirs : networks::all()) {
            const auto stream = whole(sealing.seal("ping", shared_bytes(bytes(8, 9))));
            v1 reading(*theirs);
            byte_view left = stream;
            const bool read = std::holds_alternative<frame>(reading.receive(left));
            EXPECT_EQ(read, ours->magic == theirs->magic) << ours->name << " to " << theirs->name;
        }
    }
}

TEST(v1_seal, joins_what_is_small_and_shares_what_is_large) {
    v1 transport(networks::bitcoin_regtest);
    for (const std::size_t size : {0U, 1U, 1000U, 1024U, 1025U, 100'000U}) {
        const shared_bytes payload(bytes(size, 0x42));
        const auto sealed = transport.seal("block", payload);
        EXPECT_EQ(sealed.size(), size + v1::header_size);
        EXPECT_EQ(whole(sealed), test::raw_frame("block", bytes(size, 0x42)).bytes()) << size;
        if (!sealed.body.empty()) {
            EXPECT_EQ(sealed.body.data(), payload.data()) << "the payload was copied";
        }
        EXPECT_EQ(sealed.body.empty(), size <= 1024) << size;
    }
}

TEST(v1_seal, does_not_disturb_what_is_being_read) {
    v1 transport(networks::bitcoin_regtest);
    const auto stream = test::raw_frame("ping", bytes(8, 3)).bytes();
    byte_view first = byte_view(stream).first(27);
    EXPECT_TRUE(std::holds_alternative<incomplete>(transport.receive(first)));
    const auto sealed = transport.seal("pong", shared_bytes(bytes(8, 4)));
    EXPECT_EQ(sealed.size(), 32U);
    byte_view rest = byte_view(stream).subspan(27);
    EXPECT_TRUE(std::holds_alternative<frame>(transport.receive(rest)));
}

TEST(v1, says_its_name) { EXPECT_EQ(v1(networks::bitcoin).name(), "v1"); }

}  // namespace
}  // namespace bitpeer::transport
