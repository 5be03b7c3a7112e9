// aims: bitpeer/transport/v2.cpp bitpeer/transport/v2_packet.cpp bitpeer/transport/v2_command.cpp
/// What an encrypted transport makes of a remote that knows the keys and does as it likes: the same
/// wherever the stream is split, and nothing is held beyond what has arrived.

#include <bitpeer/base/assert.hpp>
#include <bitpeer/params/networks.hpp>
#include <bitpeer/transport/v2.hpp>
#include <tests/support/v2_streams.hpp>

#include "in_place.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace {

using namespace bitpeer;

transport::v2 made() {
    return {networks::bitcoin_regtest, crypto::party::responder, entropy::from_number(1), {}};
}

byte_view take(byte_view& data, std::size_t count) {
    const auto front = data.first(std::min(count, data.size()));
    data = data.subspan(front.size());
    return front;
}

std::uint8_t take_byte(byte_view& data) {
    const auto front = take(data, 1);
    return front.empty() ? std::uint8_t{0} : front[0];
}

/// What a `version` begins with that is not encrypted.
bytes v1_opening(const network& net) {
    bytes said(net.magic.begin(), net.magic.end());
    for (const char letter : {'v', 'e', 'r', 's', 'i', 'o', 'n'}) {
        said.push_back(static_cast<std::uint8_t>(letter));
    }
    said.resize(64);
    return said;
}

/// A stream as `script` says: garbage, then packets, decoys, bytes of no packet, flipped bits.
bytes stream_of(byte_view script) {
    if (script[0] == 254) return v1_opening(networks::bitcoin_regtest);
    if (script[0] == 253) return v1_opening(networks::bitcoin);
    if (script[0] == 252) {  // our own key
        const auto key = made().take_output();
        return {key.view().begin(), key.view().end()};
    }
    auto other = made();
    test::hand_made_v2 remote(crypto::party::initiator);
    (void)remote.meet(other.take_output());
    const auto garbage = take(script, take_byte(script));
    auto stream = remote.opening({garbage.begin(), garbage.end()});
    while (!script.empty()) {
        const auto act = take_byte(script);
        const auto content = take(script, take_byte(script));
        switch (act & 3) {
            case 0: test::append(stream, remote.packet(content)); break;
            case 1: test::append(stream, remote.decoy(content.size() << (act >> 4))); break;
            case 2: test::append(stream, content); break;
            default:
                stream[stream.size() - 1 - act % stream.size()] ^=
                    static_cast<std::uint8_t>(content.size());
        }
    }
    return stream;
}

/// It writes what it was told, and a decoy.
void answer(transport::v2& end, const transport::frame& told) {
    ensure(end.ready() && end.name() == "v2" && end.session() && end.opened());
    ensure(end.add_decoy(told.payload.size()));
    const auto decoy = told.payload.size() + transport::packet_overhead;
    ensure(end.take_output().size() >= decoy);
    const auto sealed = end.seal(told.command, told.payload);
    const auto bare = told.payload.size() + transport::packet_overhead;
    ensure(sealed.size() > bare && sealed.size() <= bare + 13);
}

std::vector<std::string> run(byte_view stream, std::size_t step) {
    auto end = made();
    ensure(end.name() == "detecting" && !end.session() && !end.opened());
    std::vector<std::string> seen;
    std::size_t given = 0;
    while (!stream.empty()) {
        auto chunk = take(stream, step);
        given += chunk.size();
        while (!chunk.empty()) {
            const auto before = chunk.size();
            const auto item = fuzz::received_in_place(end, chunk);
            ensure(chunk.size() < before);
            if (!std::holds_alternative<transport::incomplete>(item)) {
                seen.push_back(test::text_of(item));
            }
            if (std::holds_alternative<transport::broken_stream>(item)) {
                // It stays broken, and takes what comes.
                ensure(test::text_of(end.receive(stream)) == seen.back() && stream.empty());
                return seen;
            }
            if (const auto* read = std::get_if<transport::frame>(&item)) answer(end, *read);
        }
        ensure(end.buffered() <= 2 * given + 256 * 1024);
    }
    return seen;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size < 2 || size > 4096) return 0;
    const auto stream = stream_of({data + 1, size - 1});
    ensure(run(stream, stream.size()) == run(stream, 1U + data[0]));
    return 0;
}
