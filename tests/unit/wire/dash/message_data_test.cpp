/// The recorded frames of Dash's networks: each payload is read, and written as it was.

#include <bitpeer/base/hex.hpp>
#include <bitpeer/crypto/sha256.hpp>
#include <bitpeer/wire/codec.hpp>
#include <bitpeer/wire/command.hpp>
#include <bitpeer/wire/dash/protocol_version.hpp>
#include <bitpeer/wire/dialects/dash.hpp>
#include <bitpeer/wire/json_writer.hpp>
#include <tests/support/recorded_data.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <map>
#include <sstream>
#include <string>
#include <vector>

namespace bitpeer::wire::dash {
namespace {

constexpr format_options newest{
    .protocol_version = newest_protocol_version, .trailing = trailing_bytes::refused};

struct recorded_frame {
    std::string name;
    command_name command;
    bytes frame;

    [[nodiscard]] byte_view payload() const { return byte_view(frame).subspan(24); }
};

class dash_message_data : public ::testing::Test {
protected:
    void SetUp() override {
        const auto file = test::read_recorded("dash/messages.jsonl");
        if (!file) GTEST_SKIP() << "no data";
        std::istringstream text(std::string(file->begin(), file->end()));
        for (std::string line; std::getline(text, line);) {
            std::istringstream entry(line);
            boost::property_tree::ptree tree;
            boost::property_tree::read_json(entry, tree);
            frames.push_back(
                {tree.get<std::string>("name"),
                 command_name::parse(tree.get<std::string>("command")).value(),
                 from_hex(tree.get<std::string>("framed")).value()}
            );
        }
    }

    /// The payload of that name, decoded.
    template <class M>
    M named(const std::string& name) const {
        const auto found = std::ranges::find(frames, name, &recorded_frame::name);
        return decode<M>(found->payload(), newest).value();
    }

    std::vector<recorded_frame> frames;
};

/// Calls `look` with a null pointer of the struct that has this command; false: there is none.
template <class... M>
bool with_struct(type_list<M...> /*messages*/, command_name command, const auto& look) {
    return ((M::command == command && (look(static_cast<M*>(nullptr)), true)) || ...);
}

bool with_struct_of(command_name command, const auto& look) {
    return with_struct(messages_of<dash_messages>{}, command, look);
}

TEST_F(dash_message_data, has_frames_whose_sizes_and_checksums_fit) {
    EXPECT_EQ(frames.size(), 48U);
    for (const auto& [name, command, frame] : frames) {
        SCOPED_TRACE(name);
        ASSERT_GE(frame.size(), 24U);
        const byte_view all = frame;
        const auto field = all.subspan(4).first<12>();
        EXPECT_EQ(command_name::from_wire(field), command);
        EXPECT_EQ(load_le<std::uint32_t>(frame.data() + 16), frame.size() - 24);
        const auto checksum = crypto::frame_checksum(all.subspan(24));
        EXPECT_TRUE(std::ranges::equal(all.subspan(20, 4), checksum));
    }
}

TEST_F(dash_message_data, comes_back_to_the_byte) {
    for (const auto& frame : frames) {
        SCOPED_TRACE(frame.name);
        const auto round_trip = [&]<class M>(const M* /*type*/) {
            const auto read = decode<M>(frame.payload(), newest);
            ASSERT_TRUE(read) << read.error().message();
            EXPECT_EQ(check<M>(frame.payload(), newest), frame.payload().size());
            const auto again = encode(*read, newest);
            ASSERT_TRUE(again) << again.error().message();
            EXPECT_EQ(to_hex(*again), to_hex(frame.payload()));
            EXPECT_LE(again->size(), max_payload<M>());
        };
        EXPECT_TRUE(with_struct_of(frame.command, round_trip));
    }
}

TEST_F(dash_message_data, cut_short_fails_unless_a_tail_is_cut) {
    for (const auto& frame : frames) {
        SCOPED_TRACE(frame.name);
        const auto cut = [&]<class M>(const M* /*type*/) {
            for (std::size_t size = 0; size < frame.payload().size(); ++size) {
                const auto checked = check<M>(frame.payload().first(size), newest);
                const auto read = decode<M>(frame.payload().first(size), newest);
                ASSERT_EQ(checked.has_value(), read.has_value());
                if (checked) {
                    EXPECT_EQ(M::command, command_name("version"));
                    continue;
                }
                EXPECT_EQ(checked.error().code, errc::truncated) << checked.error().message();
            }
        };
        EXPECT_TRUE(with_struct_of(frame.command, cut));
    }
}

TEST_F(dash_message_data, has_versions_with_and_without_a_greeting) {
    const auto plain = named<version>("version_plain_spv");
    EXPECT_EQ(plain.protocol_version, 70221);
    EXPECT_FALSE(plain.greeting);

    const auto greeting = named<version>("version_with_mnauth_tail");
    ASSERT_TRUE(greeting.greeting);
    EXPECT_TRUE(greeting.greeting->masternode);

    const auto longest = named<version>("version_max");
    EXPECT_EQ(longest.user_agent.text.size(), 256U);
    EXPECT_EQ(encoded_size(longest), 377U);
    EXPECT_EQ(max_payload<version>(), 377U);

    EXPECT_FALSE(named<version>("version_norelay_no_tail").relay);
}

TEST_F(dash_message_data, reads_as_its_notes_say) {
    const auto registration = named<tx>("tx_special_proregtx").transaction;
    EXPECT_EQ(
        txid(registration).to_string(),
        "c88167756f5cd9f3dff8283a1441cb917bff817ac6ee0ade97de0fefa79d83c9"
    );
    EXPECT_EQ(registration.type, transaction_type::register_masternode);
    EXPECT_EQ(named<isdlock>("isdlock").inputs.size(), 1U);
    EXPECT_EQ(named<spork>("spork").signature.size(), 65U);
    EXPECT_EQ(named<dsq>("dsq").signature.size(), 96U);
    EXPECT_TRUE(named<senddsq>("senddsq_true").wanted);
    EXPECT_FALSE(named<senddsq>("senddsq_false").wanted);
    EXPECT_EQ(named<headers2>("headers2").items.size(), 13U);
}

}  // namespace
}  // namespace bitpeer::wire::dash
