#pragma once
/// The messages of Exchangecoin, found by their commands, and recorded frames of them.

#include <bitpeer/base/bytes.hpp>
#include <bitpeer/base/endian.hpp>
#include <bitpeer/base/hex.hpp>
#include <bitpeer/crypto/sha256.hpp>
#include <bitpeer/wire/command.hpp>
#include <bitpeer/wire/dialects/bitcoin.hpp>
#include <bitpeer/wire/dialects/exchangecoin.hpp>
#include <bitpeer/wire/type_list.hpp>
#include <tests/support/recorded_data.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <sstream>
#include <string>
#include <vector>

namespace bitpeer::test {

namespace detail {

template <class... M>
bool with_type_of(wire::type_list<M...> /*among*/, wire::command_name command, const auto& use) {
    return ((M::command == command && (use.template operator()<M>(), true)) || ...);
}

}  // namespace detail

/// Calls `use.operator()<M>()` with the message of that command; false: there is none.
bool with_exchangecoin_message(wire::command_name command, const auto& use) {
    return detail::with_type_of(wire::messages_of<wire::exchangecoin_messages>{}, command, use);
}

/// The options for a recorded payload.
[[nodiscard]] inline wire::format_options exchangecoin_options(int protocol_version) {
    return wire::dialects::exchangecoin.format(protocol_version);
}

/// The first protocol version of Exchangecoin that has a command.
[[nodiscard]] inline int exchangecoin_gate(std::string_view command) {
    if (command == "sendheaders") return 3;
    if (command == "feefilter") return 5;
    if (command == "getcfilterv2" || command == "cfilterv2") return 7;
    if (command == "getinitstate" || command == "initstate") return 8;
    return command.starts_with("getcf") || command.starts_with("cf") ? 6 : 0;
}

/// A frame cut into its parts, without the transport.
struct recorded_frame {
    std::string name;
    int protocol_version = 0;
    std::optional<wire::command_name> command;
    std::size_t max_payload = 0;    ///< in `messages.jsonl`
    std::string error;              ///< in `negative.jsonl`
    std::size_t bytes_counted = 0;  ///< there too
    bool checksum_holds = false;
    bytes payload;
};

[[nodiscard]] inline recorded_frame cut_frame(byte_view framed) {
    recorded_frame frame;
    frame.command = wire::command_name::from_wire(framed.subspan<4, 12>());
    frame.payload.assign(framed.begin() + 24, framed.end());
    const auto checksum = crypto::sha256(frame.payload);
    frame.checksum_holds =
        std::ranges::equal(framed.subspan(20, 4), byte_view(checksum.bytes).first(4));
    return frame;
}

/// The lines of `messages.jsonl` or `negative.jsonl`; empty, and a loud message, when it is
/// missing.
[[nodiscard]] inline std::vector<recorded_frame> read_exchangecoin_frames(const std::string& name) {
    const auto file = read_recorded("exccd/" + name);
    std::vector<recorded_frame> frames;
    if (!file) return frames;
    std::istringstream text(std::string(file->begin(), file->end()));
    for (std::string line; std::getline(text, line);) {
        std::istringstream one(line);
        boost::property_tree::ptree tree;
        boost::property_tree::read_json(one, tree);
        const auto hex = tree.get<std::string>("framed", tree.get<std::string>("hex", ""));
        auto frame = cut_frame(from_hex(hex).value());
        frame.name = tree.get<std::string>("name");
        frame.protocol_version = tree.get<int>("pver");
        frame.max_payload = tree.get<std::size_t>("max_payload", 0);
        frame.error = tree.get<std::string>("error", "");
        frame.bytes_counted = tree.get<std::size_t>("bytes_counted", 0);
        frames.push_back(std::move(frame));
    }
    return frames;
}

}  // namespace bitpeer::test
