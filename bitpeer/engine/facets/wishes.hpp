#pragma once
/// How would you like to be told?

#include <bitpeer/engine/context.hpp>
#include <bitpeer/wire/messages/feefilter.hpp>
#include <bitpeer/wire/messages/sendcmpct.hpp>
#include <bitpeer/wire/messages/sendheaders.hpp>
#include <bitpeer/wire/type_list.hpp>

#include <cstdint>
#include <optional>

namespace bitpeer::facets {

/// The lasting wishes of both sides, which may come from the handshake on and change later: blocks
/// by `headers` (BIP130), compact blocks (BIP152), no cheap transactions (BIP133). The remote's are
/// noted; ours go out in the order of Bitcoin Core, each only to who is new enough for it.
class wishes {
public:
    using consumes = wire::type_list<wire::sendheaders, wire::sendcmpct, wire::feefilter>;

    /// How often our fee filter is looked at on average, and how soon after it changed much.
    static constexpr duration fee_filter_interval = std::chrono::minutes(10);
    static constexpr duration fee_filter_delay = std::chrono::minutes(5);

    /// The handshake is done: the wish that goes out before anything else, `sendcmpct`.
    static void came_up(context& c);
    /// The first ping is out: the others.
    void settled(context& c);

    static void handle(const wire::sendheaders& theirs, context& c);
    static void handle(const wire::sendcmpct& theirs, context& c);
    static void handle(const wire::feefilter& theirs, context& c);
    void expired(timer which, context& c);

    /// Asks for compact blocks one way or the other; false when that stays unsaid: it was said
    /// already, or the remote is too old.
    static bool ask_compact_blocks(compact_block_role wanted, context& c);

    /// From now on this is the lowest rate that is wanted.
    void set_fee_filter(std::int64_t rate, context& c);

private:
    void tell_fee_filter(context& c);

    std::optional<std::int64_t> wanted_;  // the owner's last word, as it is
    std::optional<std::int64_t> told_;    // ours, rounded
};

}  // namespace bitpeer::facets
