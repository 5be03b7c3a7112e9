/// What exccd's reader refuses, ours refuses: each recorded frame against a whole connection.

#include <bitpeer/wire/exchangecoin/error_kind.hpp>
#include <tests/support/exchangecoin_messages.hpp>
#include <tests/support/transcript.hpp>

#include <gtest/gtest.h>

#include <map>

namespace bitpeer {
namespace {

using test::transcript;

/// An engine of mainnet of this protocol version, to which nobody has spoken.
transcript fresh_at(int protocol_version) {
    auto config = test::regtest_config();
    config.network = networks::exchangecoin;
    config.protocol_version = protocol_version;
    return transcript(direction::inbound, config);
}

/// The same, up.
transcript connected_at(int protocol_version) {
    auto theirs = test::remote_version();
    theirs.protocol_version = protocol_version;
    auto script = fresh_at(protocol_version);
    script.receives(theirs).never_mind().receives(wire::verack{}).never_mind();
    return script;
}

/// What ends a connection for each error that is about a frame and not about its payload.
const std::map<std::string, disconnect_reason>& frame_errors() {
    static const std::map<std::string, disconnect_reason> reasons{
        {"ErrWrongNetwork", disconnect_reason::wrong_magic},
        {"ErrUnknownCmd", disconnect_reason::unknown_message},
        {"ErrMalformedCmd", disconnect_reason::bad_command},
        {"ErrPayloadTooLarge", disconnect_reason::payload_too_large},
        {"ErrPayloadChecksum", disconnect_reason::bad_checksum},
    };
    return reasons;
}

struct raw_frame {
    std::string name;
    int protocol_version = 0;
    std::string error;
    bytes framed;
};

std::vector<raw_frame> refused_frames() {
    const auto file = test::read_recorded("exccd/negative.jsonl");
    std::vector<raw_frame> frames;
    if (!file) return frames;
    std::istringstream text(std::string(file->begin(), file->end()));
    for (std::string line; std::getline(text, line);) {
        std::istringstream one(line);
        boost::property_tree::ptree tree;
        boost::property_tree::read_json(one, tree);
        frames.push_back(
            {tree.get<std::string>("name"),
             tree.get<int>("pver"),
             tree.get<std::string>("error"),
             from_hex(tree.get<std::string>("hex")).value()}
        );
    }
    return frames;
}

/// Where both see the same and call it otherwise: an empty command is none that can be printed, and
/// a message above its version is called that, whatever its size.
std::optional<disconnect_reason> named_otherwise(const raw_frame& frame) {
    if (frame.name == "empty_command") return disconnect_reason::bad_command;
    const bool gate = frame.name == "reject_at_pver_9" || frame.name == "getinitstate_pver_7";
    if (gate) return disconnect_reason::malformed_message;
    return std::nullopt;
}

TEST(exchangecoin_frames, are_refused_or_taken_as_exccd_does) {
    const auto frames = refused_frames();
    if (frames.empty()) GTEST_SKIP() << "no recorded data";
    EXPECT_EQ(frames.size(), 55U);
    for (const auto& frame : frames) {
        SCOPED_TRACE(frame.name + ": " + frame.error);
        auto script = frame.name.starts_with("version") ? fresh_at(frame.protocol_version)
                                                        : connected_at(frame.protocol_version);
        script.receives_bytes(frame.framed).never_mind();
        const auto& ended = script.engine().why_ended();
        if (frame.error.starts_with("ok:")) {
            // Some recorded versions say that they speak none at all.
            const bool obsolete =
                ended && ended->reason == disconnect_reason::obsolete_protocol_version;
            EXPECT_TRUE(!ended || obsolete) << ended->message();
            continue;
        }
        ASSERT_TRUE(ended);
        const auto place = frame_errors().find(frame.error);
        const auto reason = named_otherwise(frame).value_or(
            place != frame_errors().end() ? place->second : disconnect_reason::malformed_message
        );
        EXPECT_EQ(ended->reason, reason) << ended->message();
    }
}

TEST(exchangecoin_frames, are_taken_by_a_connection_of_their_version) {
    const auto frames = test::read_exchangecoin_frames("messages.jsonl");
    if (frames.empty()) GTEST_SKIP() << "no recorded data";
    std::size_t seen = 0;
    for (const auto& frame : frames) {
        if (frame.command == wire::command_name("version")) continue;
        if (frame.command == wire::command_name("verack")) continue;
        SCOPED_TRACE(frame.name);
        auto script = connected_at(frame.protocol_version);
        script.receives({*frame.command, shared_bytes::copy(frame.payload)});
        script.template emits<message_arrived>([](const message_arrived& told) {
            return told.message.known() != nullptr;
        });
        EXPECT_FALSE(script.engine().why_ended());
        script.never_mind();
        ++seen;
    }
    EXPECT_GT(seen, 35U);
}

}  // namespace
}  // namespace bitpeer
