#pragma once
/// Where a node can be reached: any network that BIP155 can name, and those that nobody knows yet.

#include <bitpeer/base/bytes.hpp>
#include <bitpeer/base/result.hpp>
#include <bitpeer/wire/address_text.hpp>
#include <bitpeer/wire/archive.hpp>
#include <bitpeer/wire/field_types.hpp>

#include <algorithm>
#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace bitpeer::wire {

/// The network that an address belongs to (BIP155). Networks that we do not know are kept.
struct address_network {
    std::uint8_t number = 0;

    static const address_network ipv4;   ///< 4 bytes
    static const address_network ipv6;   ///< 16 bytes
    static const address_network torv2;  ///< 10 bytes; the network is gone, see `address::usable`
    static const address_network torv3;  ///< 32 bytes: the ed25519 key of an onion service
    static const address_network i2p;    ///< 32 bytes: SHA-256 of a destination
    static const address_network cjdns;  ///< 16 bytes, the first of them 0xfc
    static const address_network
        yggdrasil;  ///< 16 bytes; passed through only, as Bitcoin Core does

    friend constexpr bool operator==(address_network, address_network) = default;
    friend constexpr auto operator<=>(address_network, address_network) = default;
};

inline constexpr address_network address_network::ipv4{1};
inline constexpr address_network address_network::ipv6{2};
inline constexpr address_network address_network::torv2{3};
inline constexpr address_network address_network::torv3{4};
inline constexpr address_network address_network::i2p{5};
inline constexpr address_network address_network::cjdns{6};
inline constexpr address_network address_network::yggdrasil{7};

/// The name as it stands above, or `network170`.
[[nodiscard]] std::string to_string(address_network network);

/// The number of bytes that an address of this network must have, or nothing when every length is
/// passed through: of networks that are gone or unknown, BIP155 asks receivers to read and ignore.
[[nodiscard]] constexpr std::optional<std::size_t> address_length(address_network network) {
    switch (network.number) {
        case address_network::ipv4.number: return 4;
        case address_network::ipv6.number: return 16;
        case address_network::torv3.number: return 32;
        case address_network::i2p.number: return 32;
        case address_network::cjdns.number: return 16;
        default: return std::nullopt;
    }
}

/// An address and a port: the one type for both in this library. Its layout is that of `addrv2`
/// (BIP155). A value; of the networks that we know it never allocates.
class address {
public:
    /// The most bytes that an address may have, whatever its network.
    static constexpr std::size_t length_max = 512;

    /// `[::]:0`, which stands for "no address".
    address() = default;

    /// Four bytes in the order in which they are written: {1, 2, 3, 4} is 1.2.3.4.
    [[nodiscard]] static address ipv4(std::array<std::uint8_t, 4> bytes, std::uint16_t port);

    /// Sixteen bytes, kept as they are even when they embed an address of another network.
    [[nodiscard]] static address ipv6(
        const std::array<std::uint8_t, 16>& bytes, std::uint16_t port
    );

    /// Any network. Nothing when the network has another length, or above 512 bytes.
    [[nodiscard]] static std::optional<address> make(
        address_network network, byte_view bytes, std::uint16_t port
    );

    /// From the 16 bytes of `version` and `addr`: IPv4 in its form ::ffff:a.b.c.d, else IPv6.
    [[nodiscard]] static address from_legacy(
        const std::array<std::uint8_t, 16>& bytes, std::uint16_t port
    );

    /// Reads what `to_string` writes, letters in either case; without a port (and then with or
    /// without brackets) the port is `default_port`. No names are looked up. IPv6 text in fc00::/8
    /// gives IPv6: only its owner knows whether CJDNS is meant, see `as_cjdns`.
    [[nodiscard]] static result<address, address_text_error> parse(
        std::string_view text, std::uint16_t default_port = 0
    );

    [[nodiscard]] address_network network() const { return network_; }

    /// The address without its port, in the order of the wire.
    [[nodiscard]] byte_view bytes() const {
        return long_.empty() ? byte_view(short_).first(length_) : byte_view(long_);
    }

    [[nodiscard]] std::uint16_t port() const { return port_; }

    [[nodiscard]] bool is_ipv4() const { return network_ == address_network::ipv4; }
    [[nodiscard]] bool is_ipv6() const { return network_ == address_network::ipv6; }
    [[nodiscard]] bool is_torv3() const { return network_ == address_network::torv3; }
    [[nodiscard]] bool is_i2p() const { return network_ == address_network::i2p; }
    [[nodiscard]] bool is_cjdns() const { return network_ == address_network::cjdns; }

    /// Whether somebody could be there. False, so that it must not be stored, dialled or passed on:
    /// networks that we do not know, Tor v2, IPv6 that embeds IPv4, Tor v2 or Bitcoin Core's
    /// internal names, CJDNS that does not begin with 0xfc, the unspecified and broadcast addresses
    /// and those for documentation (2001:db8::/32). Says nothing about private ranges.
    [[nodiscard]] bool usable() const;

    /// The 16 bytes that `version` and `addr` have for an address, or nothing: Tor, I2P and CJDNS
    /// cannot be told to peers that do not speak `addrv2`.
    [[nodiscard]] std::optional<std::array<std::uint8_t, 16>> legacy() const;

    /// Text with the port:
    ///
    /// - IPv4: `1.2.3.4:8333`
    /// - IPv6 (RFC 5952) and CJDNS: `[2001:db8::1]:8333`
    /// - Tor v3: `<56 characters>.onion:8333`
    /// - I2P: `<52 characters>.b32.i2p:0`
    /// - others `network:bytes:port`, the bytes in hexadecimal: `network170:0102ff:8333`; also what
    ///   can be no address of its network: `ipv6:...` when IPv4 is embedded, `cjdns:...` outside of
    ///   fc00::/8
    ///
    /// `parse` gives the same address back, of CJDNS as IPv6.
    [[nodiscard]] std::string to_string() const;

    /// The same without the port and without brackets.
    [[nodiscard]] std::string host_text() const;

    friend bool operator==(const address&, const address&) = default;
    friend auto operator<=>(const address&, const address&) = default;

    [[nodiscard]] static std::string type_text() { return "address"; }
    static constexpr size_bounds bounds{1 + 1 + 2, 1 + 3 + length_max + 2};

    static void decode(address& self, reader& in);

    static void encode(const address& self, auto& out) {
        const auto bytes = self.bytes();
        out.write(self.network_);
        out.compact_size(bytes.size());
        out.put(bytes);
        out.write(port_number{self.port_});
    }

    static void fields(const auto& self, auto& ar) {
        ar("network", self.network_);
        ar("bytes", var_bytes<length_max>(self.bytes()));
        ar("port", port_number{self.port_});
    }

private:
    static constexpr std::size_t short_length = 32;

    address(address_network network, byte_view bytes, std::uint16_t port);

    address_network network_ = address_network::ipv6;
    std::uint16_t length_ = 16;
    std::uint16_t port_ = 0;
    std::array<std::uint8_t, short_length> short_{};  // zero behind `length_`
    bitpeer::bytes long_;                             // used above `short_length`
};

}  // namespace bitpeer::wire
