#include "speech.hpp"

#include <bitpeer/wire/codec.hpp>
#include <bitpeer/wire/messages/version.hpp>
#include <tests/support/frames.hpp>

#include <algorithm>
#include <chrono>

namespace bitpeer::abuse {

bytes frame(std::string_view command, const bytes& payload) {
    return test::raw_frame(command, payload).bytes();
}

bytes header_that_claims(std::string_view command, std::uint32_t payload_size) {
    test::raw_frame made(command, {});
    made.length = payload_size;
    return made.bytes();
}

bytes version_payload(random_source& random) {
    wire::version told;
    told.protocol_version = 70016;
    told.services = wire::services::network | wire::services::witness;
    const auto now = std::chrono::system_clock::now().time_since_epoch();
    told.timestamp = std::chrono::duration_cast<std::chrono::seconds>(now).count();
    told.nonce = random.next();
    told.user_agent.text = "/abuser:1/";
    return wire::encode(told).value();
}

bytes version_frame(random_source& random) { return frame("version", version_payload(random)); }

bytes random_bytes(random_source& random, std::size_t size) {
    bytes made(size);
    std::ranges::generate(made, [&] { return static_cast<std::uint8_t>(random.next()); });
    return made;
}

bytes repeated(byte_view unit) {
    constexpr std::size_t enough = 64 * 1024;
    bytes all;
    do append(all, unit);
    while (all.size() + unit.size() <= enough);
    return all;
}

void append(bytes& to, byte_view from) { to.insert(to.end(), from.begin(), from.end()); }

}  // namespace bitpeer::abuse
