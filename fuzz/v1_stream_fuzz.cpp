// aims: bitpeer/transport/v1.cpp bitpeer/transport/printable.cpp
// bitpeer/transport/arriving_bytes.hpp
/// A stream of v1 frames: whatever the bytes and wherever they are split, the result is the same,
/// nothing is held beyond what has arrived, and what was read is written to the same bytes.

#include <bitpeer/base/assert.hpp>
#include <bitpeer/params/networks.hpp>
#include <bitpeer/transport/v1.hpp>

#include "in_place.hpp"

#include <algorithm>
#include <array>
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

/// The frame that this one was read from, of which the stream's last bytes are what is left.
void judge_frame(const network& net, const transport::frame& read, byte_view up_to_its_end) {
    transport::v1 writer(net);
    const auto again = writer.seal(read.command, read.payload, &*read.digest);
    ensure(again.size() == read.wire_size && read.wire_size <= up_to_its_end.size());
    const auto there = up_to_its_end.last(read.wire_size);
    ensure(std::ranges::equal(again.head.view(), there.first(again.head.size())));
    ensure(std::ranges::equal(again.body.view(), there.subspan(again.head.size())));
}

std::vector<std::string> run(const network& net, byte_view stream, std::size_t step) {
    const auto whole = stream;
    transport::v1 end(net);
    std::vector<std::string> seen;
    while (!stream.empty()) {
        auto chunk = stream.first(std::min(step, stream.size()));
        stream = stream.subspan(chunk.size());
        while (!chunk.empty()) {
            const auto before = chunk.size();
            const auto item = fuzz::received_in_place(end, chunk);
            ensure(chunk.size() < before);
            if (!std::holds_alternative<transport::incomplete>(item))
                seen.push_back(describe(item));
            if (const auto* read = std::get_if<transport::frame>(&item)) {
                judge_frame(net, *read, whole.first(whole.size() - stream.size() - chunk.size()));
            }
            if (std::holds_alternative<transport::broken_stream>(item)) {
                // It stays broken, and takes what comes.
                ensure(describe(end.receive(stream)) == describe(item) && stream.empty());
                return seen;
            }
        }
        ensure(end.buffered() <= wire::max_message_payload + transport::v1::header_size);
    }
    end.release();
    ensure(end.buffered() == 0);
    return seen;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size < 2) return 0;
    static constexpr std::array all{
        &networks::bitcoin_regtest,
        &networks::litecoin_regtest,
        &networks::dash_regtest,
        &networks::exchangecoin_simnet};
    const auto& net = *all.at(data[0] >> 6U);
    bytes stream(data + 1, data + size);
    // Behind what a fuzzer writes, for a frame that claims as much.
    if ((data[0] & 0x20) != 0) stream.resize(stream.size() + 50'000);
    ensure(run(net, stream, stream.size()) == run(net, stream, 1U + data[0] % 32 * 9));
    return 0;
}
