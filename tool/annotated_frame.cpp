#include "annotated_frame.hpp"

#include <bitpeer/base/hex.hpp>
#include <bitpeer/transport/v1.hpp>

#include <fmt/format.h>

#include <algorithm>

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
    const auto* known = net.dialect->find(command);
    if (known != nullptr) {
        for (auto note : known->annotate(payload, net.dialect->format())) {
            note.offset += transport::v1::header_size;
            frame.notes.push_back(std::move(note));
        }
    } else if (!payload.empty()) {
        frame.notes.push_back({transport::v1::header_size, payload.size(), {}, "unknown command"});
    }
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
