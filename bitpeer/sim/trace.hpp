#pragma once
/// What happened in a world, as a number that tells two runs apart and as lines for people.

#include <bitpeer/base/bytes.hpp>
#include <bitpeer/base/time.hpp>
#include <bitpeer/sim/observer.hpp>

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace bitpeer::sim {

/// "12.345678s": a moment, in seconds since the world's beginning.
[[nodiscard]] std::string text_of(instant when);

/// "message_arrived ping, 32 bytes": an event, on one line. Payloads are left out.
[[nodiscard]] std::string text_of(const event& what);

/// Hashes every byte and every event, with its time and its endpoint. Two runs of one seed must
/// agree in it.
class trace final : public observer {
public:
    /// The hash of everything so far: quick, and good enough to tell runs apart.
    [[nodiscard]] std::uint64_t hash() const { return hash_; }
    /// Steps so far.
    [[nodiscard]] std::size_t steps() const { return steps_; }
    /// The first step before which the two runs were no longer the same; in runs of more than a
    /// million steps, the first of those that were kept.
    [[nodiscard]] std::optional<std::size_t> first_difference(const trace& other) const;

    /// Calls `sink` with one line for everything that happens from now on.
    void narrate(std::function<void(std::string_view)> sink) { narrator_ = std::move(sink); }

    void step(instant now);
    void note(std::string_view line);

    void connected(const peer& who) override;
    void read(const endpoint& who, byte_view data) override;
    void wrote(const endpoint& who, byte_view data) override;
    void cut_off(const endpoint& who, std::string_view detail) override;
    void accepted(const peer& who, ticket id) override;
    void happened(const peer& who, const event& what) override;
    void timed_out(const peer& who) override;

private:
    void add(byte_view data);
    void add(std::uint64_t number);
    void add(std::string_view text);
    void line(const endpoint& who, std::string_view text);
    void moved(const endpoint& who, std::string_view verb, byte_view data);
    void noted(const endpoint& who, std::string_view text);
    void add(const event& what);

    static constexpr std::size_t kept_max = 1'000'000;

    std::uint64_t hash_ = 0;
    std::size_t steps_ = 0;
    std::size_t stride_ = 1;              // a power of two: every so many steps are kept
    std::vector<std::uint64_t> at_step_;  // the hash before each of them
    std::function<void(std::string_view)> narrator_;
};

}  // namespace bitpeer::sim
