#pragma once
/// What a connection's `traffic_limits` let it do at a moment.

#include <bitpeer/base/byte_rate.hpp>
#include <bitpeer/base/time.hpp>
#include <bitpeer/engine/traffic_limits.hpp>

#include <cstddef>
#include <limits>
#include <memory>
#include <optional>
#include <utility>

namespace bitpeer {

/// One direction: the connection's own rate and the one that it shares.
class paced_direction {
public:
    [[nodiscard]] bool limited() const { return own_ || in_total_; }
    /// It is short of bytes: when it is worth while to ask again.
    [[nodiscard]] std::optional<instant> short_until() const { return short_until_; }
    /// It is not short any more if that moment has come.
    void look_again(instant now);

protected:
    paced_direction(rate_limit own, std::shared_ptr<byte_rate> in_total);

    /// It is short from now on; `some` were there.
    void fall_short(bool some, instant now);

    std::unique_ptr<byte_rate> own_;
    std::shared_ptr<byte_rate> in_total_;

private:
    std::optional<instant> short_until_;
};

/// Input is read at the moment that it is granted.
class paced_input : public paced_direction {
public:
    paced_input(rate_limit own, std::shared_ptr<byte_rate> in_total)
        : paced_direction(own, std::move(in_total)) {}

    /// Takes as many bytes as both rates have, `wanted` at most. Fewer: it is short of them.
    [[nodiscard]] std::size_t grant(std::size_t wanted, instant now);
    void give_back(std::size_t unused);
};

/// Output is shown to whoever writes, who tells only later how much was written. Meanwhile the own
/// rate goes on to fill up, so that nothing is taken from it before. From the shared one it has to
/// be taken at once, or it would be shown to many: that stays in the pocket until it is written.
class paced_output : public paced_direction {
public:
    static constexpr std::size_t unlimited = std::numeric_limits<std::size_t>::max();

    paced_output(rate_limit own, std::shared_ptr<byte_rate> in_total)
        : paced_direction(own, std::move(in_total)) {}

    /// Lets some of `queued` bytes be written.
    void plan(std::size_t queued, instant now);
    void wrote(std::size_t count, instant now);
    /// So many bytes may be written now.
    [[nodiscard]] std::size_t writable() const { return writable_; }

private:
    std::size_t pocket_ = 0;
    std::size_t writable_ = 0;
};

struct pacing {
    explicit pacing(const traffic_limits& limits)
        : input(limits.receive, limits.receive_in_total),
          output(limits.send, limits.send_in_total) {}

    paced_input input;
    paced_output output;
};

}  // namespace bitpeer
