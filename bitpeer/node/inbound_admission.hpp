#pragma once
/// Which strangers to let in.

#include <bitpeer/base/time.hpp>
#include <bitpeer/base/token_bucket.hpp>
#include <bitpeer/wire/address.hpp>
#include <bitpeer/wire/address_class.hpp>

#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string_view>
#include <utility>

namespace bitpeer {

/// What inbound connections may take of us. A limit of zero, and a rate without a burst, is none.
///
/// A *host* is one IPv4 address, or one /64 of IPv6, which is what a subscriber gets. A *group* is
/// what its address gets easily more of: `wire::group_of`, mostly a /16. Addresses that are not
/// routable are in no group.
struct inbound_limits {
    std::size_t connections = 125;  ///< at once, as Bitcoin Core has
    std::size_t per_host = 5;
    std::size_t per_group = 32;
    std::size_t handshakes = 64;  ///< that are not done yet
    std::size_t handshakes_per_host = 3;
    rate_limit arrivals_per_host{.burst = 10, .per_second = 1};
    /// Encrypted handshakes (BIP324) cost some hundred microseconds each, before the stranger has
    /// paid anything: ten percent of one core, with room for a rush.
    rate_limit encrypted{.burst = 200, .per_second = 150};
    rate_limit encrypted_per_host{.burst = 4, .per_second = 1};

    /// Nothing is limited: to begin with when only some of it is to be.
    [[nodiscard]] static constexpr inbound_limits none() {
        return {0, 0, 0, 0, 0, rate_limit{}, rate_limit{}, rate_limit{}};
    }
};

/// Why a connection was not let in.
enum class refusal : std::uint8_t {
    full,                 ///< as many are here as may be, and none of them has to make room
    host_full,            ///< as many from this host
    group_full,           ///< as many from this group
    too_many_handshakes,  ///< as many are in their handshake, in total or from this host
    too_often,            ///< this host comes too often
};

[[nodiscard]] std::string_view to_string(refusal why);

/// Decides about each inbound connection before anything is spent on it. Its memory is bounded:
/// beside the connections that are here, it remembers some thousand hosts that were.
///
/// When all handshakes are taken, the oldest of them makes room if it has had some seconds: peers
/// need few, and those who say nothing would hold all of them for a minute.
///
/// When all places are taken, a newcomer from a group with fewer connections takes the place of the
/// youngest one of the group that has most, so that nobody can take all places by coming first.
/// Connections that its owner trusts are never in its hands: do not ask about those.
///
/// No I/O, no clock, not thread-safe; `inbound_gate` in `runtime/` is the shell around it.
class inbound_admission {
public:
    /// A number that the owner knows the connection by.
    using id = std::uint64_t;

    /// The verdict about a newcomer.
    struct verdict {
        std::optional<refusal> refused;  ///< then it is not here
        std::optional<id> makes_room{};  ///< this one has to be ended; it counts as gone already
    };

    explicit inbound_admission(const inbound_limits& limits, instant now)
        : limits_(limits), encrypted_(limits.encrypted, now) {}

    /// A connection comes from there. Unless it is refused, `ended` must follow.
    [[nodiscard]] verdict arrived(id who, const wire::address& from, instant now);
    /// It wants an encrypted handshake: whether to do that work (`peer_config::admits_v2`).
    [[nodiscard]] bool admits_encrypted(id who, instant now);
    /// Its handshake is done.
    void came_up(id who);
    /// It is over, whether it came up or not.
    void ended(id who);

    [[nodiscard]] const inbound_limits& limits() const { return limits_; }
    [[nodiscard]] std::size_t connections() const { return here_.size(); }
    [[nodiscard]] std::size_t handshakes() const { return handshakes_; }

private:
    /// The class of an address and the bytes that count.
    using host_key = std::array<std::uint8_t, 33>;

    struct host {
        std::size_t connections = 0;
        std::size_t handshakes = 0;
        token_bucket arrivals;
        token_bucket encrypted;
        instant last_seen;
    };
    struct connection {
        host_key from{};
        std::optional<wire::address_group> group{};
        instant since{};
        bool up = false;
    };

    [[nodiscard]] static host_key key_of(const wire::address& from);
    host& remember(const host_key& key, instant now);
    void forget_oldest();
    [[nodiscard]] std::optional<refusal> objection(
        const host& from, const std::optional<wire::address_group>& group
    ) const;
    [[nodiscard]] std::optional<id> overdue(instant now) const;
    [[nodiscard]] std::optional<id> who_makes_room(const connection& newcomer) const;

    static constexpr std::size_t hosts_remembered = 4096;

    inbound_limits limits_;
    token_bucket encrypted_;
    std::map<id, connection> here_;
    std::map<host_key, host> hosts_;
    std::map<wire::address_group, std::size_t> groups_;  // connections of each
    std::size_t handshakes_ = 0;
};

}  // namespace bitpeer
