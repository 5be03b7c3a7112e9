#pragma once
/// What a node offers.

#include <cstdint>
#include <string>

namespace bitpeer::wire {

/// Service flags of `version` and of addresses. Bits that we do not know are kept and passed on.
struct services {
    std::uint64_t number = 0;

    static const services none;
    static const services network;              ///< the whole chain
    static const services bloom;                ///< BIP37 filters (BIP111)
    static const services witness;              ///< blocks and transactions with witness (BIP144)
    static const services compact_filters;      ///< BIP157
    static const services network_limited;      ///< the last 288 blocks (BIP159)
    static const services encrypted_transport;  ///< BIP324

    /// All bits of `wanted` are set.
    [[nodiscard]] constexpr bool has(services wanted) const {
        return (number & wanted.number) == wanted.number;
    }

    friend constexpr services operator|(services left, services right) {
        return {left.number | right.number};
    }
    friend constexpr bool operator==(services, services) = default;
};

inline constexpr services services::none{0};
inline constexpr services services::network{1U << 0};
inline constexpr services services::bloom{1U << 2};
inline constexpr services services::witness{1U << 3};
inline constexpr services services::compact_filters{1U << 6};
inline constexpr services services::network_limited{1U << 10};
inline constexpr services services::encrypted_transport{1U << 11};

/// The known flags' names joined by `|`, then the rest in hexadecimal: `network|witness|0x1000000`;
/// `none` when there is none.
[[nodiscard]] std::string to_string(services flags);

}  // namespace bitpeer::wire
