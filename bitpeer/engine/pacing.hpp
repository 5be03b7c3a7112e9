#pragma once
/// What a connection's `traffic_limits` let it do at a moment.

#include <bitpeer/base/byte_rate.hpp>
#include <bitpeer/base/time.hpp>
#include <bitpeer/engine/traffic_limits.hpp>

#include <cstddef>
#include <limits>
#include <memory>
#include <optional>

namespace bitpeer {

/// One direction: the connection's own rate and the one that it shares.
class paced_direction {
public:
    static constexpr std::size_t unlimited = std::numeric_limits<std::size_t>::max();

    paced_direction(rate_limit own, std::shared_ptr<byte_rate> in_total);

    [[nodiscard]] bool limited() const { return own_ || in_total_; }
    /// Takes as many bytes as both rates have, `wanted` at most. Fewer: it is short of them from
    /// then on.
    [[nodiscard]] std::size_t grant(std::size_t wanted, instant now);
    void give_back(std::size_t unused);
    /// When it is worth while to ask again; only while it is short.
    [[nodiscard]] std::optional<instant> short_until() const { return short_until_; }
    /// It is not short any more if that moment has come.
    void look_again(instant now);

private:
    std::unique_ptr<byte_rate> own_;
    std::shared_ptr<byte_rate> in_total_;
    std::optional<instant> short_until_;
};

/// Both directions. Output is granted before it is shown to whoever writes, since it is told only
/// later how much was written: what is granted and not written stays in the pocket.
class pacing {
public:
    explicit pacing(const traffic_limits& limits)
        : input(limits.receive, limits.receive_in_total),
          output(limits.send, limits.send_in_total) {}

    /// Has some of `queued` bytes granted.
    void plan_output(std::size_t queued, instant now);
    void wrote(std::size_t count);
    /// So many bytes may be written now.
    [[nodiscard]] std::size_t writable() const { return pocket_; }

    paced_direction input;
    paced_direction output;

private:
    std::size_t pocket_ = 0;
};

}  // namespace bitpeer
