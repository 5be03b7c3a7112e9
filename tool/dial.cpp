#include "dial.hpp"

#include <fmt/format.h>

#include <string_view>
#include <utility>

namespace bitpeer::tool {

namespace {

constexpr std::pair<std::string_view, transport_policy> policies[] = {
    {"auto", transport_policy::prefer_v2},
    {"v1", transport_policy::v1_only},
    {"v2", transport_policy::require_v2},
};

}  // namespace

std::optional<transport_policy> policy_of(std::string_view text) {
    for (const auto& [name, policy] : policies) {
        if (name == text) return policy;
    }
    return std::nullopt;
}

void dialling::declare(options& taken) {
    taken.value(
        "--transport",
        transport_,
        "v1, v2 (encrypted, or nothing) or auto: v2, and v1 if the node closes on it (auto)"
    );
    taken.value(
        "--proxy",
        proxy_,
        "[user:password@]host:port of a SOCKS5 proxy, which also looks names up; Tor needs a long "
        "--timeout"
    );
}

std::optional<outcome> dialling::refuse(report& out) {
    const auto policy = policy_of(transport_);
    if (!policy) {
        out.error("bad_transport", "--transport: '" + transport_ + "' is not v1, v2 or auto");
        return outcome::wrong_usage;
    }
    policy_ = *policy;
    if (proxy_.empty()) return std::nullopt;
    auto proxy = parse_proxy(proxy_);
    if (!proxy) {
        out.error("bad_proxy", "--proxy: " + proxy.error().message());
        return outcome::wrong_usage;
    }
    chosen_.proxy = std::move(*proxy);
    return std::nullopt;
}

void dialling::tell_connected(report& out, const peer& to) {
    const auto taken = to.statistics();
    wire::json_object fields;
    fields.field("peer", to.remote_address())
        .field("transport", taken.transport)
        .field("transport_choice", to_string(taken.chosen));
    out.event("connected", fields, "");
    out.progress(fmt::format(
        "connected to {} by {} ({})",
        to.remote_address(),
        taken.transport,
        explanation_of(taken.chosen)
    ));
}

client dialling::make_client(boost::asio::io_context& io, peer_config config) const {
    config.transports = policy_;
    return {io.get_executor(), std::move(config), chosen_};
}

}  // namespace bitpeer::tool
