#pragma once
/// What every verb that dials has in common.

#include <bitpeer/engine/config.hpp>
#include <bitpeer/runtime/client.hpp>
#include <bitpeer/runtime/dial_options.hpp>

#include "options.hpp"
#include "report.hpp"
#include "verb.hpp"
#include <boost/asio/io_context.hpp>

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace bitpeer::tool {

/// The configuration of a peer that only asks: it offers nothing and wants no transactions
/// announced.
[[nodiscard]] inline peer_config dial_config(const bitpeer::network& network) {
    peer_config config;
    config.network = network;
    config.relay_transactions = false;
    return config;
}

/// What somebody offers who has a whole chain.
[[nodiscard]] inline wire::services services_to_offer(const wire::dialect& dialect) {
    const auto witness = dialect.witness ? wire::services::witness : wire::services{};
    return wire::services::network | witness;
}

/// Seconds as the command line has them.
[[nodiscard]] inline duration seconds(double count) {
    return std::chrono::duration_cast<duration>(std::chrono::duration<double>(count));
}

/// What `--transport` may say; nothing for anything else.
[[nodiscard]] std::optional<transport_policy> policy_of(std::string_view text);

/// How the user wants nodes to be reached.
class dialling {
public:
    void declare(options& taken);

    /// Reads what was declared, before anything is done: how the verb ends when it is wrong, which
    /// was told then.
    [[nodiscard]] std::optional<outcome> refuse(report& out);

    /// Makes peers with `config` this way.
    [[nodiscard]] client make_client(boost::asio::io_context& io, peer_config config) const;

    /// Tells programs whom we are connected to, and how; people see it while it lasts.
    static void tell_connected(report& out, const peer& to);

private:
    std::string transport_ = "auto";
    transport_policy policy_ = transport_policy::prefer_v2;
    std::string proxy_;
    dial_options chosen_;
};

}  // namespace bitpeer::tool
