// aims: bitpeer/transport/v1.cpp bitpeer/transport/printable.cpp bitpeer/wire/command.hpp
// bitpeer/transport/arriving_bytes.hpp
/// A stream of v1 frames: whatever the bytes and wherever they are split, the result is the same,
/// and nothing is held beyond what has arrived.

#include <bitpeer/base/assert.hpp>
#include <bitpeer/params/networks.hpp>
#include <bitpeer/transport/v1.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace {

using namespace bitpeer;

std::string describe(const transport::received& item) {
    if (const auto* frame = std::get_if<transport::frame>(&item)) {
        return std::string(frame->command.text()) + to_hex(frame->payload);
    }
    if (const auto* lost = std::get_if<transport::dropped_frame>(&item)) {
        return lost->command + std::string(to_string(lost->code));
    }
    if (const auto* end = std::get_if<transport::broken_stream>(&item)) return end->message();
    return {};
}

std::vector<std::string> run(byte_view stream, std::size_t step) {
    transport::v1 end(networks::bitcoin_regtest);
    std::vector<std::string> seen;
    while (!stream.empty()) {
        auto chunk = stream.first(std::min(step, stream.size()));
        stream = stream.subspan(chunk.size());
        while (!chunk.empty()) {
            const auto before = chunk.size();
            const auto item = end.receive(chunk);
            ensure(chunk.size() < before);
            if (!std::holds_alternative<transport::incomplete>(item))
                seen.push_back(describe(item));
            if (std::holds_alternative<transport::broken_stream>(item)) return seen;
        }
        ensure(end.buffered() <= wire::max_message_payload + transport::v1::header_size);
    }
    return seen;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size < 2) return 0;
    const byte_view stream(data + 1, size - 1);
    ensure(run(stream, stream.size()) == run(stream, 1U + data[0]));
    return 0;
}
