#pragma once
/// Many hostile connections at once, for a while.

#include "hostile.hpp"
#include "kind.hpp"
#include "options.hpp"
#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>

#include <array>
#include <chrono>
#include <cstdint>
#include <list>
#include <vector>

namespace bitpeer::abuse {

/// Keeps as many connections as were asked for, of all kinds in turn: who is sent away comes back.
/// Tells each end as a line of JSON, and the sums by kind at last.
class campaign {
public:
    campaign(boost::asio::io_context& io, options given, std::vector<kind> kinds);

    /// False when the address is none. It is over when the context has nothing more to do.
    [[nodiscard]] bool start();

private:
    struct tally {
        std::uint64_t connections = 0;
        std::uint64_t handshakes = 0;
        std::uint64_t bytes = 0;
        std::array<std::uint64_t, 5> endings{};
    };

    boost::asio::awaitable<void> place(std::uint32_t number);
    boost::asio::awaitable<void> clock();
    boost::asio::awaitable<void> attack(std::uint32_t number, std::uint64_t seed);
    [[nodiscard]] boost::asio::ip::address source_of(std::uint32_t number) const;
    void note(const kind& what, tally& into, const hostile& done, double seconds);
    void tell_sums() const;

    boost::asio::io_context& io_;
    const options given_;
    const std::vector<kind> kinds_;
    std::vector<tally> tallies_;
    boost::asio::ip::tcp::endpoint target_;
    std::list<hostile> living_;
    std::list<boost::asio::steady_timer> pausing_;
    std::uint32_t places_ = 0;
    bool over_ = false;
};

}  // namespace bitpeer::abuse
