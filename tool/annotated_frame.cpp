#include "annotated_frame.hpp"

#include <bitpeer/base/endian.hpp>
#include <bitpeer/base/hex.hpp>
#include <bitpeer/transport/v1.hpp>
#include <bitpeer/transport/v2_command.hpp>
#include <bitpeer/transport/v2_packet.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <string>
#include <utility>

namespace bitpeer::tool {

namespace {

constexpr std::size_t bytes_per_line = 8;

std::string spaced_hex(byte_view run) {
    std::string text;
    for (const auto byte : run) {
        if (!text.empty()) text += ' ';
        text += to_hex({&byte, 1});
    }
    return text;
}

std::vector<wire::annotation> header_notes(
    const network& net, wire::command_name command, byte_view frame, std::size_t payload_size
) {
    return {
        {0, 4, "magic", std::string(net.name)},
        {4, 12, "command", wire::to_json(command)},
        {16, 4, "length", std::to_string(payload_size)},
        {20, 4, "checksum", to_hex(frame.subspan(20, 4))},
    };
}

/// Explains the payload, which stands at the end of the frame.
void add_payload_notes(
    annotated_frame& frame, const network& net, wire::command_name command,
    const shared_bytes& payload
) {
    const auto before = frame.data.size() - payload.size();
    const auto* known = net.dialect->find(command);
    if (known != nullptr) {
        for (auto note : known->annotate(payload, net.dialect->format())) {
            note.offset += before;
            frame.notes.push_back(std::move(note));
        }
    } else if (!payload.empty()) {
        frame.notes.push_back({before, payload.size(), {}, "unknown command"});
    }
}

void append(annotated_frame& frame, byte_view run, std::string field, std::string value) {
    frame.notes.push_back({frame.data.size(), run.size(), std::move(field), std::move(value)});
    frame.data.insert(frame.data.end(), run.begin(), run.end());
}

}  // namespace

annotated_frame annotate_frame(
    const network& net, wire::command_name command, const shared_bytes& payload
) {
    // The header of a v1 frame follows from the payload, so sealing it again gives what was on the
    // wire.
    const auto sealed = transport::v1(net).seal(command, payload);
    annotated_frame frame;
    for (const auto part : {sealed.head.view(), sealed.body.view()}) {
        frame.data.insert(frame.data.end(), part.begin(), part.end());
    }
    frame.notes = header_notes(net, command, frame.data, payload.size());
    add_payload_notes(frame, net, command, payload);
    return frame;
}

annotated_frame annotate_packet(
    const network& net, wire::command_name command, const shared_bytes& payload
) {
    const transport::v2_command name(*net.dialect, command);
    const auto contents = name.size() + payload.size();
    std::array<std::uint8_t, 4> length{};
    store_le(length.data(), static_cast<std::uint32_t>(contents));
    const std::uint8_t header = 0;
    annotated_frame frame;
    append(
        frame,
        byte_view(length).first(transport::packet_length_size),
        "length",
        std::to_string(contents)
    );
    append(frame, {&header, 1}, "header", "a message");
    append(frame, name.view(), name.size() == 1 ? "short id" : "command", wire::to_json(command));
    frame.data.insert(frame.data.end(), payload.view().begin(), payload.view().end());
    add_payload_notes(frame, net, command, payload);
    return frame;
}

annotated_frame annotate_opening(const transport::opening& begins) {
    annotated_frame frame;
    append(frame, begins.public_key, "public key", "ElligatorSwift, looks random");
    append(
        frame,
        begins.terminator,
        "terminator",
        fmt::format("behind {} bytes of random garbage", begins.garbage)
    );
    return frame;
}

std::vector<std::string> dump_lines(const annotated_frame& frame) {
    std::vector<std::string> lines;
    for (const auto& note : frame.notes) {
        auto meaning = note.field.empty() ? note.value : note.field + " = " + note.value;
        for (std::size_t done = 0; done < note.size;) {
            const auto count = std::min(bytes_per_line, note.size - done);
            const auto run = byte_view(frame.data).subspan(note.offset + done, count);
            lines.push_back(
                fmt::format("  {:04x}  {:<23}  | {}", note.offset + done, spaced_hex(run), meaning)
            );
            done += count;
            meaning = "…";
        }
    }
    return lines;
}

}  // namespace bitpeer::tool
