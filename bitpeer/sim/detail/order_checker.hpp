#pragma once
/// Reads along what engines send, as their remotes will.

#include <bitpeer/sim/observer.hpp>
#include <bitpeer/transport/transport.hpp>
#include <bitpeer/wire/phase.hpp>

#include <cstddef>
#include <map>
#include <memory>

namespace bitpeer::sim::detail {

/// `version` first and once, `verack` once, and between them and the remote's `verack` nothing but
/// negotiation. The stream is read with a transport of the checker's own, the remote's twin, so
/// that what counts is what is on the wire.
class order_checker final : public observer {
public:
    void wrote(const endpoint& who, byte_view data) override;

private:
    struct reading {
        const peer* who = nullptr;
        std::unique_ptr<transport::transport> stream;
        bool version_sent = false;
        bool verack_sent = false;
    };

    static void check(reading& of, const transport::received& item);
    static void check(reading& of, const transport::frame& sent);

    static reading begin(const peer& who);

    std::map<std::size_t, reading> readings_;
};

}  // namespace bitpeer::sim::detail
