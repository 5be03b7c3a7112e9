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
    }
    return "unknown";
}

std::string_view to_string(break_code code) {
    switch (code) {
        case break_code::wrong_magic: return "wrong_magic";
        case break_code::payload_too_large: return "payload_too_large";
    }
    return "unknown";
}

std::string broken_stream::message() const {
    if (code == break_code::wrong_magic) {
        return "the stream's magic is " + named_magic(actual) + ", ours is " + named_magic(allowed);
    }
    return "payload of '" + command + "' is " + std::to_string(actual) + " bytes, the limit is " +
           std::to_string(allowed);
}

}  // namespace bitpeer::transport
