#pragma once
/// A configuration that many engines share.

#include <bitpeer/engine/config.hpp>

#include <functional>
#include <memory>
#include <optional>

namespace bitpeer {

/// A configuration and the rules that it comes to, made once. Engines share it: ten thousand peers
/// of one node do not hold it ten thousand times. Never changes; copying it copies a pointer.
/// Thread-safe as far as the functions in it are.
class prepared_config {
public:
    explicit prepared_config(peer_config config);

    [[nodiscard]] const peer_config& config() const { return parts_->config; }
    [[nodiscard]] const conduct& rules() const { return parts_->rules; }
    [[nodiscard]] const timing& times() const { return parts_->times; }
    [[nodiscard]] const stall_timing& stalls() const { return parts_->stalls; }
    [[nodiscard]] const trickle_timing& trickle() const { return parts_->trickle; }

private:
    struct parts {
        peer_config config;
        conduct rules;
        timing times;
        stall_timing stalls;
        trickle_timing trickle;
    };
    std::shared_ptr<const parts> parts_;
};

/// What one connection has of its own, instead of what its configuration says.
struct connection_details {
    std::optional<wire::net_address> remote_address{};
    /// Asked besides the configuration's: both must say yes.
    std::function<bool()> admits_v2{};
    /// The handshake has so much time and no more, nor more than the configuration gives it.
    std::optional<duration> handshake_within{};
};

}  // namespace bitpeer
