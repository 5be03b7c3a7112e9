#pragma once
/// Peers without a network: time is a number, links are queues, and a seed decides the rest.
///
///     sim::world world(seed);
///     auto& alice = world.add<sim::peer>("alice", config);
///     auto& bob = world.add<sim::peer>("bob", config);
///     world.connect(alice, bob, {.latency = 80ms, .piece_max = 1});
///     world.run_for(1h);

#include <bitpeer/base/random.hpp>
#include <bitpeer/base/time.hpp>
#include <bitpeer/sim/agenda.hpp>
#include <bitpeer/sim/chance.hpp>
#include <bitpeer/sim/endpoint.hpp>
#include <bitpeer/sim/link.hpp>
#include <bitpeer/sim/observer.hpp>

#include <chrono>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace bitpeer::sim {

class trace;

/// A piece of universe. Everything that happens in it follows from its seed and from what is done
/// to it: the same seed and the same deeds give the same bytes and events at the same moments.
/// Knows no socket, clock or thread. Not thread-safe.
///
/// The checkers of checkers.hpp look on from the start; what they find is in `violations`.
class world {
public:
    /// When every world begins: 14 November 2023, so that Unix times look like ones.
    static constexpr instant beginning{
        .monotonic = {}, .unix_time = std::chrono::seconds(1'700'000'000)};

    explicit world(std::uint64_t seed);
    world(const world&) = delete;
    world& operator=(const world&) = delete;
    ~world();

    /// Puts an endpoint into the world, which keeps it; `arguments` go to its constructor behind
    /// its seat.
    template <std::derived_from<endpoint> Endpoint, class... Arguments>
    Endpoint& add(std::string name, Arguments&&... arguments) {
        auto made = std::make_unique<Endpoint>(
            seat{*this, endpoints_.size(), std::move(name)}, std::forward<Arguments>(arguments)...
        );
        auto& added = *made;
        endpoints_.push_back(std::move(made));
        return added;
    }

    /// Connects two endpoints that are not connected yet.
    link& connect(endpoint& dialler, endpoint& listener, const link_options& options = {});

    /// From now on `looking_on` is told what happens.
    void observe(std::unique_ptr<observer> looking_on);

    // Time.

    [[nodiscard]] instant now() const { return now_; }
    /// Does the next thing that there is to do; false when there is none.
    bool step();
    /// Until nothing but deadlines is left: no byte is under way, no deed is planned.
    void run_until_idle();
    /// Everything up to and including that moment, which it is then.
    void run_until(instant when);
    void run_for(duration span) { run_until(now_ + span); }
    /// Brings every endpoint to its end and lets the checkers have their last word.
    void finish();
    /// The same for one connection that is over already, so that worlds in which connections come
    /// and go do not grow. The memory of the link and of its ends goes with the last entry of the
    /// agenda that is about them: from now on nobody else may refer to them.
    void release(link& over);

    /// Does `what` later. A deed keeps `run_until_idle` running, an alarm does not. What is about
    /// one connection, `whose`, keeps that from being let go of.
    void schedule(
        instant when, agenda::kind sort, std::function<void()> what, link* whose = nullptr
    );
    void at(instant when, std::function<void()> what) {
        schedule(when, agenda::kind::deed, std::move(what));
    }
    void after(duration span, std::function<void()> what) { at(now_ + span, std::move(what)); }

    // Chance.

    [[nodiscard]] std::uint64_t seed() const { return seed_; }
    /// For whoever tells this world's story. Links and engines have sources of their own, so that
    /// one more draw here changes nothing there.
    [[nodiscard]] random_source& random() { return random_; }
    /// A duration in `[0, most]`.
    [[nodiscard]] duration random_duration(duration most);
    /// The seed of a stream of its own.
    [[nodiscard]] entropy stream(std::string_view purpose, std::uint64_t index) const;

    // What came of it.

    /// A promise was broken; the text should say by whom.
    void violation(std::string text);
    /// The first thousand of them: one mistake tends to be noticed again and again.
    [[nodiscard]] const std::vector<std::string>& violations() const { return violations_; }
    [[nodiscard]] const sim::trace& trace() const { return *trace_; }
    /// Calls `sink` with one line for everything that happens from now on.
    void narrate(std::function<void(std::string_view)> sink);

    /// For endpoints: lets all observers know.
    template <class... Parameters, class... Arguments>
    void tell(void (observer::*what)(Parameters...), Arguments&&... arguments) {
        for (const auto& looking_on : observers_) (looking_on.get()->*what)(arguments...);
    }

private:
    void let_go();

    std::uint64_t seed_;
    instant now_ = beginning;
    agenda agenda_;
    chance random_;
    std::vector<std::unique_ptr<endpoint>> endpoints_;  // null: was let go of
    std::vector<std::unique_ptr<link>> links_;          // likewise
    std::vector<link*> to_let_go_;
    std::vector<std::unique_ptr<observer>> observers_;
    std::vector<std::string> violations_;
    sim::trace* trace_ = nullptr;
};

}  // namespace bitpeer::sim
