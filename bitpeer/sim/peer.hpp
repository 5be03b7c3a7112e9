#pragma once
/// An engine on one end of a link, with its owner.

#include <bitpeer/base/assert.hpp>
#include <bitpeer/base/time.hpp>
#include <bitpeer/engine/engine.hpp>
#include <bitpeer/sim/chance.hpp>
#include <bitpeer/sim/endpoint.hpp>

#include <cstddef>
#include <cstdint>
#include <functional>
#include <limits>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace bitpeer::sim {

/// How eagerly an owner takes its events.
struct pace {
    duration every{};                                              ///< zero: at once
    std::size_t events = std::numeric_limits<std::size_t>::max();  ///< at most so many at a time

    /// Lets all events lie.
    [[nodiscard]] static constexpr pace never() { return {.every = {}, .events = 0}; }
};

/// What the runtime's peer is on a socket: it obeys the one rule of engine.hpp and adds nothing. As
/// real shells may, it writes less than it could and calls `timeout` without need now and then.
class peer final : public endpoint {
public:
    /// Called for each event; may call the peer.
    using owner = std::function<void(peer&, const event&)>;

    peer(seat place, peer_config config, owner on_event = {});

    /// Looks at the engine; empty before `world::connect`.
    [[nodiscard]] const bitpeer::engine& engine() const {
        ensure(engine_.has_value());
        return *engine_;
    }
    [[nodiscard]] const peer_config& config() const { return config_; }

    // What an owner does: each is the engine's function of that name, with the rule obeyed.

    result<ticket, send_error> send(const wire::message& message);
    result<ticket, send_error> ping();
    result<ticket, send_error> request_headers(const wire::locator& from, duration within);
    result<ticket, send_error> request_block(const hash256& hash, duration within);
    result<announcement, send_error> announce(const wire::inventory& entry);
    result<std::vector<ticket>, send_error> request_data(
        std::span<const wire::inventory> wanted, duration within
    );
    /// By the name that the remote goes by.
    result<announcement, send_error> announce_transaction(const transaction_news& news);
    result<void, send_error> announce_now(std::span<const wire::inventory> entries);
    result<std::vector<node_address>, send_error> send_addresses(std::span<const node_address> known
    );
    result<bool, send_error> ask_headers(const wire::locator& from);
    void set_fee_filter(std::int64_t rate);
    bool send_decoy(std::size_t contents);
    void disconnect();

    /// Does several of these at once, as an owner does who acts and lets his shell write then.
    template <class Deeds>
    void together(const Deeds& deeds) {
        const bool outermost = !std::exchange(pumping_, true);
        deeds();
        if (!outermost) return;
        pumping_ = false;
        pump();
    }

    // What a shell may do.

    /// Stops reading its line and tells the engine so, or goes on.
    void hold(bool held);
    /// Calls `timeout` without need.
    void time_out_without_need();

    /// From now on events are taken like this.
    void take_events(pace how);
    /// From now on `on_event` gets them.
    void on_event(owner told) { owner_ = std::move(told); }

    /// Everything that the engine had to say has been put on the line.
    [[nodiscard]] bool nothing_queued() const { return nothing_queued_; }

    [[nodiscard]] std::unique_ptr<transport::transport> reading_twin() const override;

    [[nodiscard]] const peer* as_peer() const override { return this; }
    void readable() override { pump(); }
    void writable() override { pump(); }
    void broken(const std::string& detail) override;
    void alarm() override;
    void wind_up() override;
    void finished() override;

private:
    void opened() override;

    bool pump();
    bool hand_out(std::size_t most);
    bool hand_out_at_pace();
    void hand_out_later();
    bool write();
    bool read();
    template <class Outcome>
    Outcome asked(Outcome outcome);

    peer_config config_;
    owner owner_;
    pace pace_;
    bool planned_ = false;  // to hand out events
    bool pumping_ = false;
    bool told_of_end_ = false;
    bool nothing_queued_ = true;
    bool held_ = false;
    std::optional<bitpeer::engine> engine_;
    std::optional<chance> whims_;
    bytes gathered_;  // what one write takes
};

}  // namespace bitpeer::sim
