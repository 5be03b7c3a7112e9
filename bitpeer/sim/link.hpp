#pragma once
/// A connection between two endpoints, with what may go wrong with it.

#include <bitpeer/base/random.hpp>
#include <bitpeer/sim/chance.hpp>
#include <bitpeer/sim/link_options.hpp>
#include <bitpeer/sim/pipe.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>

namespace bitpeer::sim {

class endpoint;
class link;
class world;

/// One end of a link, as its endpoint has it in hand. An empty one takes everything and does
/// nothing.
class line {
public:
    line() = default;

    /// Takes bytes from the front of `from`; `endpoint::writable` follows when not all.
    std::size_t write(byte_view from);
    /// Whether what is written goes anywhere.
    [[nodiscard]] bool carries() const;
    /// No more bytes from this end; those of the other one are still read.
    void end();
    /// As `end`, and nothing is read any more: whatever still comes is answered by a reset.
    void close();
    /// Ends both directions at once; the other end learns of it after the link's latency.
    void reset();

    /// What has arrived; stays until it is consumed.
    [[nodiscard]] byte_view unread() const;
    void consume(std::size_t count);
    /// The other end sends no more, and nothing is unread.
    [[nodiscard]] bool exhausted() const;
    /// Neither closed nor reset.
    [[nodiscard]] bool open() const { return link_ != nullptr; }

private:
    friend class link;
    line(link& of, std::size_t side) : link_(&of), side_(side) {}

    link* link_ = nullptr;
    std::size_t side_ = 0;
};

/// Two pipes, one each way. A world makes and keeps them.
class link {
public:
    link(
        world& home, std::size_t id, endpoint& dialler, endpoint& listener,
        const link_options& options, const entropy& seed
    );
    link(const link&) = delete;
    link& operator=(const link&) = delete;
    ~link() = default;

    /// Tells both endpoints that they are connected.
    void open();

    /// The network breaks the connection: both ends are told, and what was under way is lost.
    void reset();
    /// From now on nothing gets through, either way, and nobody is told.
    void black_hole();
    /// Ends a black hole: what was held up arrives.
    void heal();
    /// The network ends the direction in which the end of this number (0: who dialled) writes: the
    /// other one hears the end, and what is written from now on is lost.
    void half_close(std::size_t writer);
    /// From now on it carries bytes like this; those that are under way come as planned.
    void change(const link_options& options);
    /// Ends that: it is again as it was made.
    void restore() { change(made_with_); }
    /// Flips one bit of what is under way in this direction; false when nothing is.
    bool corrupt(std::size_t writer);

    /// What it carries bytes like.
    [[nodiscard]] const link_options& options() const { return options_; }
    /// Whether that has ever happened to it.
    [[nodiscard]] bool suffered(disturbance what) const {
        return (suffered_ & 1U << static_cast<unsigned>(what)) != 0;
    }
    /// Whether anything has.
    [[nodiscard]] bool suffered_anything() const { return suffered_ != 0; }
    /// Notes it. For the ends: what is done to the link itself is noted by itself.
    void note(disturbance what) { suffered_ |= 1U << static_cast<unsigned>(what); }

    /// The end of this number: 0 dialled.
    [[nodiscard]] endpoint& end(std::size_t number) const { return *ends_[number]; }
    /// Its number in its world, in the order of connection.
    [[nodiscard]] std::size_t id() const { return id_; }
    [[nodiscard]] world& home() const { return home_; }

private:
    friend class line;
    friend class world;

    [[nodiscard]] pipe_surroundings around(std::size_t writer);
    void break_off(std::size_t unaware);
    void tell(std::size_t unaware);

    world& home_;
    std::size_t id_;
    const link_options made_with_;
    link_options options_;
    std::array<endpoint*, 2> ends_;
    chance random_;
    std::array<pipe, 2> pipes_;  // what the end of the same number writes
    bool over_ = false;
    bool dark_ = false;
    std::optional<std::size_t> unaware_;  // is to be told once the black hole lets it through
    unsigned suffered_ = 0;               // a bit for each disturbance
    std::size_t planned_ = 0;             // entries of the agenda that are about it
    bool released_ = false;
};

}  // namespace bitpeer::sim
