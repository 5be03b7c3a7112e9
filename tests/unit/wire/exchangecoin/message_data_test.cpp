/// Frames that exccd wrote, and frames that it refuses.

#include <bitpeer/base/hex.hpp>
#include <bitpeer/wire/codec.hpp>
#include <bitpeer/wire/exchangecoin/error_kind.hpp>
#include <bitpeer/wire/limits.hpp>
#include <tests/support/exchangecoin_messages.hpp>

#include <gtest/gtest.h>

namespace bitpeer::wire::exchangecoin {
namespace {

using test::recorded_frame;

TEST(exchangecoin_frames, come_back_the_same) {
    const auto frames = test::read_exchangecoin_frames("messages.jsonl");
    if (frames.empty()) GTEST_SKIP() << "no data";
    EXPECT_EQ(frames.size(), 43U);
    for (const auto& frame : frames) {
        SCOPED_TRACE(frame.name);
        EXPECT_TRUE(frame.checksum_holds);
        const auto found = test::with_exchangecoin_message(*frame.command, [&]<class M>() {
            auto options = test::exchangecoin_options(frame.protocol_version);
            options.trailing = trailing_bytes::refused;
            const auto read = decode<M>(frame.payload, options);
            ASSERT_TRUE(read) << read.error().message();
            EXPECT_EQ(check<M>(frame.payload, options), frame.payload.size());
            EXPECT_EQ(encode(*read, options), frame.payload);
            if (frame.max_payload != frame_payload_max) {
                EXPECT_EQ(max_payload<M>(), frame.max_payload);
            }
        });
        EXPECT_TRUE(found);
    }
}

/// Whether exccd looks at the fields: the frame is sound and its version has the command.
bool reaches_decoding(const recorded_frame& frame) {
    const bool was_read = frame.bytes_counted == 24 + frame.payload.size();
    return was_read && frame.checksum_holds && frame.command &&
           frame.protocol_version >= test::exchangecoin_gate(frame.command->text()) &&
           test::with_exchangecoin_message(*frame.command, []<class>() {}) &&
           frame.error != "ErrPayloadTooLarge" && frame.error != "ErrWrongNetwork";
}

TEST(exchangecoin_frames, are_refused_as_exccd_refuses_them) {
    const auto frames = test::read_exchangecoin_frames("negative.jsonl");
    if (frames.empty()) GTEST_SKIP() << "no data";
    EXPECT_EQ(frames.size(), 55U);
    int compared = 0;
    for (const auto& frame : frames) {
        if (!reaches_decoding(frame)) continue;
        SCOPED_TRACE(frame.name);
        ++compared;
        test::with_exchangecoin_message(*frame.command, [&]<class M>() {
            const auto options = test::exchangecoin_options(frame.protocol_version);
            const auto read = decode<M>(frame.payload, options);
            const auto checked = check<M>(frame.payload, options);
            ASSERT_EQ(read.has_value(), checked.has_value());
            if (frame.error.starts_with("ok:")) {
                EXPECT_TRUE(read) << read.error().message();
                return;
            }
            ASSERT_FALSE(read);
            const auto kind = error_kind_of(read.error());
            if (frame.error.ends_with("EOF")) {
                EXPECT_EQ(read.error().code, errc::truncated) << read.error().message();
                EXPECT_FALSE(kind);
            } else {
                ASSERT_TRUE(kind) << read.error().message();
                EXPECT_EQ(to_string(*kind), frame.error) << read.error().message();
            }
        });
    }
    EXPECT_EQ(compared, 36);
}

TEST(exchangecoin_handshake, has_the_recorded_fields) {
    const auto recorded = test::read_recorded_json("exccd/handshake.json");
    if (!recorded) GTEST_SKIP() << "no data";
    int versions = 0;
    for (const auto& [unused, entry] : recorded->get_child("frames")) {
        const auto frame = test::cut_frame(from_hex(entry.get<std::string>("framed")).value());
        EXPECT_TRUE(frame.checksum_holds);
        if (frame.command != version::command) continue;
        ++versions;
        const auto read = decode<version>(frame.payload).value();
        const auto& fields = entry.get_child("fields");
        EXPECT_EQ(read.protocol_version, fields.get<int>("pver"));
        EXPECT_EQ(read.services.number, fields.get<std::uint64_t>("services"));
        EXPECT_EQ(read.timestamp, fields.get<std::int64_t>("timestamp"));
        EXPECT_EQ(read.nonce, std::stoull(fields.get<std::string>("nonce"), nullptr, 16));
        EXPECT_EQ(read.user_agent.text, fields.get<std::string>("user_agent"));
        EXPECT_EQ(read.start_height, fields.get<int>("last_block"));
        EXPECT_EQ(read.relay, fields.get<bool>("relay"));
        const auto& you = fields.get_child("addr_you");
        EXPECT_EQ(read.receiver.services.number, you.get<std::uint64_t>("services"));
        EXPECT_EQ(to_hex(read.receiver.address.bytes), you.get<std::string>("ip_hex"));
        EXPECT_EQ(read.receiver.address.port.value, you.get<int>("port"));
        const auto& me = fields.get_child("addr_me");
        EXPECT_EQ(read.sender.services.number, me.get<std::uint64_t>("services"));
        EXPECT_EQ(read.sender.address, legacy_address{});
        EXPECT_EQ(encode(read), frame.payload);
    }
    EXPECT_EQ(versions, 2);
}

}  // namespace
}  // namespace bitpeer::wire::exchangecoin
