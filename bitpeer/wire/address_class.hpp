#pragma once
/// What an address says about where it is: whether strangers can reach it, over which network, and
/// which other addresses are likely in the same hands. The rules are those of Bitcoin Core, so that
/// nodes agree on what is worth passing on.

#include <bitpeer/base/bytes.hpp>
#include <bitpeer/wire/address.hpp>

#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace bitpeer::wire {

/// Whether it means the machine itself: 127.0.0.0/8, 0.0.0.0/8, ::1.
[[nodiscard]] bool is_local(const address& where);

/// Whether strangers can reach it from anywhere: `usable`, neither local nor in a range that is
/// private, link-local, shared by a provider, or set aside for documentation, benchmarks or
/// identifiers (RFC 1918, 2544, 3927, 4193, 4843, 4862, 5737, 6598, 7343).
[[nodiscard]] bool is_routable(const address& where);

/// How an IPv6 address leads to an IPv4 address. They are usable only where the translation is.
enum class ipv6_transition : std::uint8_t {
    none,
    six_to_four,  ///< 2002::/16, RFC 3964
    teredo,       ///< 2001::/32, RFC 4380
    nat64,        ///< 64:ff9b::/96, RFC 6052
    siit,         ///< ::ffff:0:0:0/96, RFC 6145
};

[[nodiscard]] ipv6_transition transition_of(const address& where);

/// The IPv4 address that this is, or leads to by `transition_of`.
[[nodiscard]] std::optional<std::array<std::uint8_t, 4>> linked_ipv4(const address& where);

/// Where an address counts as being. The numbers are the first byte of an `address_group`.
enum class network_class : std::uint8_t {
    unroutable = 0,  ///< local ones too
    ipv4 = 1,        ///< also IPv6 that leads to IPv4
    ipv6 = 2,
    tor = 3,
    i2p = 4,
    cjdns = 5,
    internal = 6,  ///< no address: see `stand_in_for`
};

[[nodiscard]] network_class class_of(const address& where);

/// Addresses that one owner gets easily have the same group, so that whoever picks peers from
/// different groups makes it expensive to be all of them.
class address_group {
public:
    /// The class, then the bits that count; the last byte is filled up with ones. At most 11 bytes.
    [[nodiscard]] byte_view bytes() const { return byte_view(bytes_).first(size_); }

    friend bool operator==(const address_group&, const address_group&) = default;
    friend auto operator<=>(const address_group&, const address_group&) = default;

private:
    friend address_group group_of(const address& where);

    void add(byte_view run, std::size_t bits);

    std::array<std::uint8_t, 11> bytes_{};  // zero behind `size_`
    std::size_t size_ = 0;
};

/// By the first 16 bits of IPv4 (or of the one that IPv6 leads to); 32 of IPv6, 36 in the range of
/// he.net, which gives /48s away; 4 of Tor and I2P, 12 of CJDNS. All that is not routable is one
/// group; each stand-in is its own.
[[nodiscard]] address_group group_of(const address& where);

/// Something in the place of an address where there is only a name, say the seed that told of
/// others: fd6b:88c0:8724::/48 and the start of the name's SHA-256. Never usable, so never dialled
/// or told.
[[nodiscard]] address stand_in_for(std::string_view name);

/// Whether they differ in nothing but the port.
[[nodiscard]] bool same_host(const address& one, const address& other);

/// The same bytes and port as CJDNS when this is IPv6 in fc00::/8, else what it was. For those who
/// are in CJDNS: for all others that range is private.
[[nodiscard]] address as_cjdns(const address& where);

}  // namespace bitpeer::wire
