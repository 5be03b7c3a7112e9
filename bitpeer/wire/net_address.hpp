#pragma once
/// Addresses as `version` and `addr` write them: 16 bytes, so IPv4 and IPv6 only.

#include <bitpeer/wire/address.hpp>
#include <bitpeer/wire/field_types.hpp>
#include <bitpeer/wire/services.hpp>

#include <array>
#include <cstdint>
#include <optional>
#include <string>

namespace bitpeer::wire {

/// How messages write an `address` where there is room for 16 bytes and a port: IPv4 stands in
/// ::ffff:a.b.c.d; all zero means "not told". Nothing but that: whoever works with addresses works
/// with `address`, which this turns into by itself.
struct legacy_address {
    std::array<std::uint8_t, 16> bytes{};
    port_number port;

    /// Nothing when the address is of a network that has no such form.
    [[nodiscard]] static std::optional<legacy_address> from(const address& where) {
        const auto form = where.legacy();
        if (!form) return std::nullopt;
        return legacy_address{*form, {where.port()}};
    }

    operator address() const { return address::from_legacy(bytes, port.value); }  // NOLINT

    [[nodiscard]] std::string to_string() const { return address(*this).to_string(); }

    static constexpr void fields(auto& self, auto& ar) {
        ar("bytes", self.bytes);
        ar("port", self.port);
    }
    friend bool operator==(const legacy_address&, const legacy_address&) = default;
};

/// A node as `version` names it: what it offers and where it is. In `addr` a time goes before it.
struct net_address {
    wire::services services;
    legacy_address address;

    static constexpr void fields(auto& self, auto& ar) {
        ar("services", self.services);
        ar("address", self.address);
    }
    friend bool operator==(const net_address&, const net_address&) = default;
};

}  // namespace bitpeer::wire
