#pragma once
/// A connection between two endpoints, with what may go wrong with it.

#include <bitpeer/base/random.hpp>
#include <bitpeer/sim/chance.hpp>
#include <bitpeer/sim/link_options.hpp>
#include <bitpeer/sim/pipe.hpp>

#include <array>
#include <cstddef>
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
        world& home, endpoint& dialler, endpoint& listener, const link_options& options,
        const entropy& seed
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

private:
    friend class line;

    [[nodiscard]] pipe_surroundings around(std::size_t writer);
    void break_off(std::size_t unaware);
    void tell(std::size_t unaware);

    world& home_;
    duration latency_;
    std::array<endpoint*, 2> ends_;
    chance random_;
    std::array<pipe, 2> pipes_;  // what the end of the same number writes
    bool over_ = false;
    bool dark_ = false;
    std::optional<std::size_t> unaware_;  // is to be told once the black hole lets it through
};

}  // namespace bitpeer::sim
