#pragma once
/// Who are you, and what can we both do?

#include <bitpeer/engine/context.hpp>
#include <bitpeer/wire/messages/sendaddrv2.hpp>
#include <bitpeer/wire/messages/verack.hpp>
#include <bitpeer/wire/messages/version.hpp>
#include <bitpeer/wire/messages/wtxidrelay.hpp>
#include <bitpeer/wire/type_list.hpp>

#include <cstdint>

namespace bitpeer::facets {

/// The handshake, in the order of Bitcoin Core, which some old peers depend on:
///
///     outbound                       inbound
///     version            ------->
///                        <-------    version, wtxidrelay, sendaddrv2, verack
///     wtxidrelay, sendaddrv2, verack ------->
///
/// Each side is up when the other's `verack` comes. Nothing that the owner queued goes out before.
/// What other facets have to negotiate stands right before `verack`.
class handshake {
public:
    using consumes = wire::type_list<wire::verack, wire::wtxidrelay, wire::sendaddrv2>;

    void start(context& c);
    /// The transport took bytes: it may have become ready for our first words.
    void transport_moved(context& c);

    /// Whatever a dialect's `version` looks like, all mean the same.
    void handle(const wire::version& theirs, context& c);
    /// All offers are made: ends our half of the handshake.
    static void conclude(context& c);
    void handle(const wire::verack& theirs, context& c);
    void handle(const wire::wtxidrelay& theirs, context& c);
    void handle(const wire::sendaddrv2& theirs, context& c);

    void expired(timer which, context& c);

    /// The nonce in our `version`: never zero.
    [[nodiscard]] std::uint64_t nonce() const { return nonce_; }

private:
    void send_version(context& c);
    void make_offers(context& c);
    [[nodiscard]] wire::version introduction(context& c) const;
    [[nodiscard]] wire::version anonymous(const context& c) const;
    static void done(context& c);
    [[nodiscard]] bool acceptable(const wire::version& theirs, context& c) const;

    std::uint64_t nonce_ = 0;
    /// v2 is tried first, and nothing at all has come: an old peer may take our key for a header,
    /// and wait for its payload. It gets half of the time, and v1 the other half (BIP324).
    bool keeps_half_for_v1_ = false;
    bool said_version_ = false;
    bool we_offered_wtxid_relay_ = false;
};

}  // namespace bitpeer::facets
