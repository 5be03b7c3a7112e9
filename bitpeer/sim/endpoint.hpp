#pragma once
/// What stands at the end of a link.

#include <bitpeer/base/time.hpp>
#include <bitpeer/engine/config.hpp>
#include <bitpeer/sim/agenda.hpp>
#include <bitpeer/sim/link.hpp>
#include <bitpeer/transport/transport.hpp>

#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>

namespace bitpeer::sim {

class peer;
class world;

/// An endpoint's place in its world: what `world::add` gives to a constructor.
struct seat {
    world& home;
    std::size_t id = 0;  ///< in the order of addition
    std::string name;
};

/// The base of everything that can be connected: the world calls the functions below, each of them
/// in a step of its own. Derive from it to bring your own kind of remote.
class endpoint {
public:
    explicit endpoint(seat place) : place_(std::move(place)) {}
    endpoint(const endpoint&) = delete;
    endpoint& operator=(const endpoint&) = delete;
    virtual ~endpoint() = default;

    /// It is connected to `remote`. `world::connect` calls this once, at both ends.
    void connect(line mine, link& between, direction who_dialled, const endpoint& remote);
    /// It may begin. Called behind that.
    void open() { opened(); }
    /// The connection broke, or the other end is gone for good.
    void lost(const std::string& detail);

    /// Bytes came, or the end of them.
    virtual void readable() = 0;
    /// A write that was cut short can go on.
    virtual void writable() = 0;
    /// The connection broke; the line is dead already.
    virtual void broken(const std::string& detail) = 0;
    /// The moment of `wake_at` has come.
    virtual void alarm() {}
    /// The run is over: come to an end, so that the last promises can be checked.
    virtual void wind_up() { mine().close(); }
    /// Everything has come to its end.
    virtual void finished() {}

    /// This endpoint, if it is a peer.
    [[nodiscard]] virtual const peer* as_peer() const { return nullptr; }

    [[nodiscard]] world& home() const { return place_.home; }
    [[nodiscard]] std::size_t id() const { return place_.id; }
    [[nodiscard]] const std::string& name() const { return place_.name; }
    [[nodiscard]] bool connected() const { return connected_; }
    [[nodiscard]] direction who_dialled() const { return who_dialled_; }
    /// Who is at the other end, once it is connected.
    [[nodiscard]] const endpoint* remote() const { return remote_; }
    /// What connects them, also when that is over; null before.
    [[nodiscard]] link* between() const { return between_; }
    /// For observers: a transport that reads the bytes this endpoint reads as it does, down to the
    /// keys. Null: it reads plain v1, or nobody knows how.
    [[nodiscard]] virtual std::unique_ptr<transport::transport> reading_twin() const {
        return nullptr;
    }
    [[nodiscard]] instant now() const;

protected:
    virtual void opened() = 0;

    [[nodiscard]] line& mine() { return line_; }
    [[nodiscard]] const line& mine() const { return line_; }

    /// Does `what` at that moment; this endpoint stays as long.
    void plan(instant when, agenda::kind sort, std::function<void()> what);
    /// Asks for `alarm` at that moment instead of at any that was asked for before. Who is woken a
    /// thousand times at one moment and asks for the next is not woken again, and that is a
    /// violation: else the world's time would stand still.
    void wake_at(std::optional<instant> when);

private:
    void set_alarm(instant when);
    void alarm_rings();

    seat place_;
    line line_;
    direction who_dialled_{};
    const endpoint* remote_ = nullptr;
    link* between_ = nullptr;
    bool connected_ = false;
    std::optional<instant> wanted_;  // when to wake
    std::optional<instant> set_;     // the entry in the agenda that counts
    instant rang_;                   // when it was woken last
    std::size_t rings_ = 0;          // how often, at that moment
};

}  // namespace bitpeer::sim
