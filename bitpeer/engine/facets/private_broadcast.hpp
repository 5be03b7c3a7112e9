#pragma once
/// A transaction for the network, and no word about who we are.

#include <bitpeer/engine/context.hpp>
#include <bitpeer/wire/messages/getdata.hpp>
#include <bitpeer/wire/messages/pong.hpp>
#include <bitpeer/wire/type_list.hpp>

#include <cstdint>
#include <memory>

namespace bitpeer::facets {

/// The conversation of a `private_broadcast`, which is Bitcoin Core's of version 31 to the letter,
/// so that nobody can tell ours apart:
///
///     version (nothing about us) ------->
///                                <-------  version (wants transactions), verack
///     verack                     ------->
///     inv (the txid)             ------->
///                                <-------  getdata (just that)
///     tx (with witness), ping    ------->
///                                <-------  pong
///
/// Then it is over: `purpose_fulfilled`. Everything else that comes is let go. A remote that wants
/// no transactions, is too old for a `pong` (BIP31), or asks for another thing or too early, ends
/// it as `broadcast_failed`.
class private_broadcast {
public:
    using consumes = wire::type_list<wire::getdata, wire::pong>;

    [[nodiscard]] static bool applies(const context& c) {
        return c.kind.ends == ending::acknowledgement;
    }

    /// Looks at the transaction that the configuration gives.
    void start(context& c);
    /// Whether a message of this name is listened to.
    [[nodiscard]] static bool hears(wire::command_name command, context& c);
    /// The remote's `version` came.
    static void introduced(context& c);
    /// The remote's `verack` came.
    void running(context& c) const;
    void handle(const wire::getdata& theirs, context& c);
    void handle(const wire::pong& theirs, context& c) const;

private:
    struct conversation {
        hash256 txid;
        shared_bytes transaction;
        std::uint64_t ping_nonce = 0;  // zero: nothing was asked for yet
    };
    std::unique_ptr<conversation> held_;  // null: this is none, or it cannot begin
};

}  // namespace bitpeer::facets
