#pragma once
/// A masternode as the simplified list knows it (DIP4).

#include <bitpeer/base/hash256.hpp>
#include <bitpeer/wire/archive.hpp>
#include <bitpeer/wire/dash/protocol_version.hpp>
#include <bitpeer/wire/dash/signatures.hpp>
#include <bitpeer/wire/field_types.hpp>
#include <bitpeer/wire/net_address.hpp>
#include <bitpeer/wire/reader.hpp>
#include <bitpeer/wire/strict_types.hpp>

#include <array>
#include <cstdint>
#include <string>

namespace bitpeer::wire::dash {

/// What a masternode does.
struct masternode_type {
    std::uint16_t number = 0;

    static const masternode_type regular;
    static const masternode_type evo;  ///< serves Dash Platform too

    friend constexpr bool operator==(masternode_type, masternode_type) = default;
};

inline constexpr masternode_type masternode_type::regular{0};
inline constexpr masternode_type masternode_type::evo{1};

/// The name as it stands above, or the number.
[[nodiscard]] inline std::string to_string(masternode_type type) {
    switch (type.number) {
        case masternode_type::regular.number: return "regular";
        case masternode_type::evo.number: return "evo";
        default: return std::to_string(type.number);
    }
}

/// One masternode. The version is written since protocol 70228 and is 1 before; the type only from
/// version 2 and protocol 70227 on; the platform's port and node only with the type `evo`. What is
/// not written keeps the value that stands here.
struct masternode_entry {
    /// The newest version whose layout is known here. Of a newer one nothing but the version is
    /// read, and none can be written.
    static constexpr std::uint16_t known_version = 2;

    std::uint16_t version = 1;  ///< 1: its key is of the old BLS scheme; 2: of the basic one
    hash256 pro_tx;             ///< the transaction that registered it
    hash256 confirmed;          ///< the block that confirmed that; zero while young
    legacy_address address;
    bls_public_key operator_key{};
    key_id voting_key{};
    strict_bool valid;  ///< false: banned for failing its duties
    masternode_type type;
    std::uint16_t platform_http_port = 0;
    std::array<std::uint8_t, 20> platform_node{};  ///< its name in the platform's network

    [[nodiscard]] bool known() const { return version <= known_version; }

    static constexpr void fields(auto& self, auto& ar) {
        ar("version", self.version);
        ar("pro_tx", self.pro_tx);
        ar("confirmed", self.confirmed);
        ar("address", self.address);
        ar("operator_key", self.operator_key);
        ar("voting_key", self.voting_key);
        ar("valid", self.valid);
        ar("type", self.type);
        ar("platform_http_port", self.platform_http_port);
        ar("platform_node", self.platform_node);
    }

    static constexpr size_bounds bounds{
        32 + 32 + 18 + 48 + 20 + 1, 2 + 32 + 32 + 18 + 48 + 20 + 1 + 2 + 2 + 20};
    static void decode(masternode_entry& self, reader& in) { walk(self, in); }
    static void encode(const masternode_entry& self, auto& out) {
        if (!self.known()) return out.fail(errc::bad_value, self.version, known_version);
        walk(self, out);
    }

    friend bool operator==(const masternode_entry&, const masternode_entry&) = default;

private:
    static void walk(auto& self, auto& ar) {
        const auto protocol = ar.protocol_version();
        if (protocol >= versioned_masternodes) ar("version", self.version);
        if (!self.known()) return;
        ar("pro_tx", self.pro_tx);
        ar("confirmed", self.confirmed);
        ar("address", self.address);
        ar("operator_key", self.operator_key);
        ar("voting_key", self.voting_key);
        ar("valid", self.valid);
        if (protocol < typed_masternodes || self.version < 2) return;
        ar("type", self.type);
        if (self.type != masternode_type::evo) return;
        ar("platform_http_port", self.platform_http_port);
        ar("platform_node", self.platform_node);
    }
};

}  // namespace bitpeer::wire::dash
