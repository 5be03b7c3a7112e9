#pragma once
/// The other end of an encrypted connection: by hand, so that it can do everything wrong, or as a
/// second transport.

#include <bitpeer/base/bytes.hpp>
#include <bitpeer/base/hex.hpp>
#include <bitpeer/crypto/elligator_swift.hpp>
#include <bitpeer/crypto/sha256.hpp>
#include <bitpeer/params/networks.hpp>
#include <bitpeer/transport/v2.hpp>
#include <bitpeer/transport/v2_command.hpp>
#include <bitpeer/transport/v2_keys.hpp>
#include <bitpeer/transport/v2_packet.hpp>

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace bitpeer::test {

inline void append(bytes& to, byte_view from) { to.insert(to.end(), from.begin(), from.end()); }

/// What came out of a transport, as text that can be compared.
inline std::string text_of(const transport::received& item) {
    if (const auto* whole = std::get_if<transport::frame>(&item)) {
        const auto payload = whole->payload.size() <= 64
                                 ? to_hex(whole->payload)
                                 : crypto::sha256(whole->payload).to_string();
        return std::string(whole->command.text()) + ' ' + payload + ' ' +
               std::to_string(whole->wire_size);
    }
    if (const auto* lost = std::get_if<transport::dropped_frame>(&item)) {
        return "dropped " + std::string(to_string(lost->code)) + ' ' + lost->command + ' ' +
               std::to_string(lost->payload_size) + ' ' + std::to_string(lost->wire_size);
    }
    if (const auto* end = std::get_if<transport::broken_stream>(&item)) {
        return "broken " + std::string(to_string(end->code));
    }
    return "incomplete";
}

/// Everything that comes out of `to` when it reads this. After a break it stops.
inline std::vector<std::string> read_all(transport::transport& to, byte_view stream) {
    std::vector<std::string> items;
    while (!stream.empty()) {
        const auto item = to.receive(stream);
        if (std::holds_alternative<transport::incomplete>(item)) continue;
        items.push_back(text_of(item));
        if (std::holds_alternative<transport::broken_stream>(item)) break;
    }
    return items;
}

inline std::string first_of(transport::transport& to, byte_view stream) {
    const auto items = read_all(to, stream);
    return items.empty() ? "incomplete" : items.front();
}

/// A whole frame as one run of bytes.
inline bytes joined(const transport::sealed_frame& frame) {
    bytes all;
    append(all, frame.head);
    append(all, frame.body);
    return all;
}

/// An end made of keys and packets only. Nothing is done unless a test says so.
class hand_made_v2 {
public:
    explicit hand_made_v2(
        crypto::party us, const network& net = networks::bitcoin_regtest, std::uint8_t seed = 77
    )
        : us_(us), magic_(net.magic), private_key_(bytes(32, seed)) {
        key = crypto::elligator_swift_create(private_key_, entropy::from_number(seed)).value();
    }

    /// Reads the other's key, which its output begins with; the rest of that output is returned.
    bytes meet(byte_view output) {
        crypto::elligator_swift theirs{};
        std::ranges::copy(output.first(theirs.size()), theirs.begin());
        const bool began = us_ == crypto::party::initiator;
        const auto shared = crypto::bip324_shared_secret(
            private_key_, began ? key : theirs, began ? theirs : key, us_
        );
        auto keys = transport::derive_v2_keys(shared, magic_);
        auto& ours = began ? keys.from_initiator : keys.from_responder;
        auto& others = began ? keys.from_responder : keys.from_initiator;
        terminator = ours.terminator;
        expected = others.terminator;
        session = keys.session;
        sealer.emplace(ours);
        opener.emplace(others);
        return {output.begin() + theirs.size(), output.end()};
    }

    [[nodiscard]] bytes packet(
        byte_view contents, byte_view additional = {},
        transport::packet_kind kind = transport::packet_kind::genuine
    ) {
        bytes made(contents.size() + transport::packet_overhead);
        sealer->seal(kind, additional, contents, {}, made);
        return made;
    }

    [[nodiscard]] bytes decoy(std::size_t contents, byte_view additional = {}) {
        return packet(bytes(contents), additional, transport::packet_kind::decoy);
    }

    /// Key, garbage, terminator and the packet that opens the stream.
    [[nodiscard]] bytes opening(const bytes& garbage = {}) {
        bytes all(key.begin(), key.end());
        append(all, garbage);
        append(all, terminator);
        append(all, packet({}, garbage));
        return all;
    }

    [[nodiscard]] bytes message(std::string_view command, byte_view payload) {
        const transport::v2_command name(
            *networks::bitcoin_regtest.dialect, wire::command_name::parse(command).value()
        );
        bytes contents(name.view().begin(), name.view().end());
        append(contents, payload);
        return packet(contents);
    }

    crypto::elligator_swift key{};
    transport::garbage_terminator terminator{};
    transport::garbage_terminator expected{};
    transport::session_id session{};
    std::optional<transport::packet_sealer> sealer;
    std::optional<transport::packet_opener> opener;

private:
    crypto::party us_;
    network_magic magic_;
    crypto::secret<32> private_key_;
};

}  // namespace bitpeer::test
