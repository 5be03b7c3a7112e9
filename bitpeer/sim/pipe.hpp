#pragma once
/// One direction of a link.

#include <bitpeer/base/bytes.hpp>
#include <bitpeer/base/random.hpp>
#include <bitpeer/base/time.hpp>
#include <bitpeer/sim/link_options.hpp>

#include <cstddef>
#include <deque>
#include <functional>

namespace bitpeer::sim {

/// What a pipe is told by and tells to the world around it.
struct pipe_surroundings {
    std::function<instant()> now;
    std::function<void(instant, std::function<void()>)> schedule;
    std::function<void()> readable;  ///< bytes came, or the end of them
    std::function<void()> writable;  ///< there is room again after a write was cut short
    std::function<void()> refused;   ///< bytes came that nobody will ever read
};

/// Carries bytes in order, in pieces of random size, late, at a limited rate, and never more of
/// them than its window holds: a reader that does not read makes the writer wait, as TCP does.
class pipe {
public:
    pipe(const link_options& options, random_source& random, pipe_surroundings around);
    pipe(const pipe&) = delete;
    pipe& operator=(const pipe&) = delete;
    ~pipe() = default;

    // The writing end.

    /// Takes bytes from the front of `from`, as many as there is room for; returns how many. When
    /// not all, `writable` follows.
    std::size_t write(byte_view from);
    /// Nothing more will be written; what was is still carried.
    void end();
    /// Whether what is written goes anywhere: an ended pipe takes everything and loses it.
    [[nodiscard]] bool carries() const { return !cut_ && !write_ended_; }

    // The reading end.

    [[nodiscard]] byte_view unread() const { return {bytes_.data() + head_, arrived_}; }
    void consume(std::size_t count);
    /// The end has come: nothing is behind `unread()`.
    [[nodiscard]] bool ended() const { return end_arrived_; }
    /// Nobody reads any more.
    void shut();

    // Faults.

    /// All that is under way is lost, and all that is yet to be written.
    void cut();
    /// Nothing arrives until `heal`.
    void hold() { held_ = true; }
    void heal();
    /// What is written from now on is carried like this.
    void change(const link_options& options) { options_ = options; }
    /// Flips one bit of what is under way; false when nothing is.
    bool corrupt();

private:
    struct piece {
        instant when;           // it arrives
        std::size_t count = 0;  // bytes; none: the end
    };

    [[nodiscard]] std::size_t carried() const { return bytes_.size() - head_; }
    [[nodiscard]] std::size_t draw_size(std::size_t left);
    void send_off(std::size_t count);
    void plan();
    void arrive();

    link_options options_;
    random_source& random_;
    pipe_surroundings around_;

    bytes bytes_;  // [head_, head_ + arrived_): unread; behind it: under way
    std::size_t head_ = 0;
    std::size_t arrived_ = 0;
    std::deque<piece> under_way_;  // only the first is in the agenda, so that it stays short
    bool planned_ = false;         // it is
    instant departed_;             // when the last byte so far leaves the writer
    instant last_arrival_;         // nothing overtakes
    bool writer_waits_ = false;
    bool write_ended_ = false;
    bool end_arrived_ = false;
    bool shut_ = false;
    bool cut_ = false;
    bool held_ = false;
};

}  // namespace bitpeer::sim
