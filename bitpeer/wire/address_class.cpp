#include <bitpeer/crypto/sha256.hpp>
#include <bitpeer/wire/address_class.hpp>

#include <algorithm>
#include <span>

namespace bitpeer::wire {

namespace {

/// The addresses whose first `bits` are those of `start`; a shorter start goes on with zeros.
struct address_range {
    std::array<std::uint8_t, 12> start{};
    std::size_t bits = 0;

    [[nodiscard]] bool contains(byte_view where) const {
        const auto whole = bits / 8;
        if (!std::ranges::equal(where.first(whole), byte_view(start).first(whole))) return false;
        if (bits % 8 == 0) return true;
        return (where[whole] ^ start[whole]) >> (8 - bits % 8) == 0;
    }
};

bool in_any(std::span<const address_range> ranges, const address& where) {
    return std::ranges::any_of(ranges, [&](const auto& range) {
        return range.contains(where.bytes());
    });
}

constexpr std::array<address_range, 2> local_ipv4{{
    {{127}, 8},
    {{0}, 8},
}};

constexpr std::array<address_range, 9> unroutable_ipv4{{
    {{10}, 8},             // RFC 1918: private
    {{172, 16}, 12},       //
    {{192, 168}, 16},      //
    {{198, 18}, 15},       // RFC 2544: benchmarks
    {{169, 254}, 16},      // RFC 3927: link-local
    {{100, 64}, 10},       // RFC 6598: a provider's own
    {{192, 0, 2}, 24},     // RFC 5737: documentation
    {{198, 51, 100}, 24},  //
    {{203, 0, 113}, 24},   //
}};

constexpr std::array<address_range, 4> unroutable_ipv6{{
    {{0xfc}, 7},                     // RFC 4193: private
    {{0xfe, 0x80}, 64},              // RFC 4862: link-local
    {{0x20, 0x01, 0x00, 0x10}, 28},  // RFC 4843: identifiers
    {{0x20, 0x01, 0x00, 0x20}, 28},  // RFC 7343: identifiers
}};

constexpr std::array<std::uint8_t, 16> ipv6_loopback{
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1};

constexpr address_range six_to_four{{0x20, 0x02}, 16};
constexpr address_range teredo{{0x20, 0x01}, 32};
constexpr address_range nat64{{0x00, 0x64, 0xff, 0x9b}, 96};
constexpr address_range siit{{0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff}, 96};
constexpr address_range he_net{{0x20, 0x01, 0x04, 0x70}, 32};

constexpr address_range cjdns{{0xfc}, 8};
constexpr address_range stand_ins{{0xfd, 0x6b, 0x88, 0xc0, 0x87, 0x24}, 48};

bool is_stand_in(const address& where) {
    return where.is_ipv6() && stand_ins.contains(where.bytes());
}

}  // namespace

bool is_local(const address& where) {
    if (where.is_ipv4()) return in_any(local_ipv4, where);
    return where.is_ipv6() && std::ranges::equal(where.bytes(), ipv6_loopback);
}

bool is_routable(const address& where) {
    if (!where.usable() || is_local(where)) return false;
    if (where.is_ipv4()) return !in_any(unroutable_ipv4, where);
    if (where.is_ipv6()) return !in_any(unroutable_ipv6, where);
    return true;
}

ipv6_transition transition_of(const address& where) {
    if (!where.is_ipv6()) return ipv6_transition::none;
    const auto bytes = where.bytes();
    if (six_to_four.contains(bytes)) return ipv6_transition::six_to_four;
    if (teredo.contains(bytes)) return ipv6_transition::teredo;
    if (nat64.contains(bytes)) return ipv6_transition::nat64;
    if (siit.contains(bytes)) return ipv6_transition::siit;
    return ipv6_transition::none;
}

std::optional<std::array<std::uint8_t, 4>> linked_ipv4(const address& where) {
    const auto how = transition_of(where);
    if (how == ipv6_transition::none && !where.is_ipv4()) return std::nullopt;
    const auto bytes = where.bytes();
    const auto run = how == ipv6_transition::six_to_four ? bytes.subspan(2, 4) : bytes.last(4);
    std::array<std::uint8_t, 4> linked{};
    std::ranges::copy(run, linked.begin());
    if (how == ipv6_transition::teredo) {
        for (auto& byte : linked) byte = static_cast<std::uint8_t>(~byte);
    }
    return linked;
}

network_class class_of(const address& where) {
    if (is_stand_in(where)) return network_class::internal;
    if (!is_routable(where)) return network_class::unroutable;
    if (linked_ipv4(where)) return network_class::ipv4;
    if (where.is_torv3()) return network_class::tor;
    if (where.is_i2p()) return network_class::i2p;
    if (where.is_cjdns()) return network_class::cjdns;
    return network_class::ipv6;
}

void address_group::add(byte_view run, std::size_t bits) {
    for (; bits >= 8; bits -= 8, run = run.subspan(1)) bytes_[size_++] = run[0];
    if (bits > 0) bytes_[size_++] = static_cast<std::uint8_t>(run[0] | 0xff >> bits);
}

address_group group_of(const address& where) {
    const auto which = class_of(where);
    const auto bytes = where.bytes();
    address_group group;
    group.bytes_[group.size_++] = static_cast<std::uint8_t>(which);
    switch (which) {
        case network_class::unroutable: break;
        case network_class::ipv4: group.add(*linked_ipv4(where), 16); break;
        case network_class::ipv6: group.add(bytes, he_net.contains(bytes) ? 36 : 32); break;
        case network_class::tor: group.add(bytes, 4); break;
        case network_class::i2p: group.add(bytes, 4); break;
        case network_class::cjdns: group.add(bytes, 12); break;  // the first eight are all alike
        case network_class::internal: group.add(bytes.subspan(stand_ins.bits / 8), 80); break;
    }
    return group;
}

address stand_in_for(std::string_view name) {
    const bytes text(name.begin(), name.end());
    const auto hash = crypto::sha256(text);
    std::array<std::uint8_t, 16> made{};
    const auto prefix = stand_ins.bits / 8;
    std::copy_n(stand_ins.start.begin(), prefix, made.begin());
    std::copy_n(hash.bytes.begin(), made.size() - prefix, made.begin() + prefix);
    return address::ipv6(made, 0);
}

bool same_host(const address& one, const address& other) {
    return one.network() == other.network() && std::ranges::equal(one.bytes(), other.bytes());
}

address as_cjdns(const address& where) {
    if (!where.is_ipv6() || !cjdns.contains(where.bytes())) return where;
    return *address::make(address_network::cjdns, where.bytes(), where.port());
}

}  // namespace bitpeer::wire
