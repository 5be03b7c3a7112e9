#include <bitpeer/base/endian.hpp>
#include <bitpeer/base/hex.hpp>
#include <bitpeer/params/networks.hpp>
#include <bitpeer/transport/frame.hpp>

#include <array>

namespace bitpeer::transport {

namespace {

network_magic magic_of(std::uint64_t number) {
    network_magic magic;
    store_be(magic.data(), static_cast<std::uint32_t>(number));
    return magic;
}

/// "fabfb5da (bitcoin-regtest or litecoin-regtest)".
std::string named_magic(std::uint64_t number) {
    const auto magic = magic_of(number);
    auto text = to_hex(magic);
    std::string_view between = " (";
    for (const auto* known : networks::with_magic(magic)) {
        text += between;
        text += known->name;
        between = " or ";
    }
    if (between == " or ") text += ')';
    return text;
}

}  // namespace

std::string_view to_string(drop_code code) {
    switch (code) {
        case drop_code::bad_checksum: return "bad_checksum";
        case drop_code::bad_command: return "bad_command";
        case drop_code::unknown_id: return "unknown_id";
        case drop_code::short_contents: return "short_contents";
        case drop_code::decoy: return "decoy";
    }
    return "unknown";
}

std::string_view to_string(break_code code) {
    switch (code) {
        case break_code::wrong_magic: return "wrong_magic";
        case break_code::payload_too_large: return "payload_too_large";
        case break_code::own_key: return "own_key";
        case break_code::speaks_v1: return "speaks_v1";
        case break_code::no_terminator: return "no_terminator";
        case break_code::packet_too_large: return "packet_too_large";
        case break_code::not_admitted: return "not_admitted";
        case break_code::bad_tag: return "bad_tag";
    }
    return "unknown";
}

std::string broken_stream::message() const {
    const auto limit = std::to_string(allowed);
    switch (code) {
        case break_code::wrong_magic:
            return "the stream's magic is " + named_magic(actual) + ", ours is " +
                   named_magic(allowed);
        case break_code::payload_too_large:
            return "payload of '" + command + "' is " + std::to_string(actual) +
                   " bytes, the limit is " + limit;
        case break_code::own_key: return "the remote sent back our own public key";
        case break_code::speaks_v1: return "the remote speaks v1, we began v2";
        case break_code::no_terminator:
            return "no garbage terminator in " + std::to_string(actual) +
                   " bytes: another network, or no peer";
        case break_code::packet_too_large:
            return "packet of " + std::to_string(actual) + " bytes, the limit is " + limit;
        case break_code::not_admitted: return "no encrypted handshake was admitted";
        case break_code::bad_tag: return "packet " + std::to_string(actual + 1) + " is not genuine";
    }
    return "unknown";
}

}  // namespace bitpeer::transport
