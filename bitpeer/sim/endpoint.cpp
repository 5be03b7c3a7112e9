#include <bitpeer/base/assert.hpp>
#include <bitpeer/sim/endpoint.hpp>
#include <bitpeer/sim/world.hpp>

#include <algorithm>
#include <utility>

namespace bitpeer::sim {

namespace {

constexpr std::size_t rings_max = 1000;

}  // namespace

instant endpoint::now() const { return home().now(); }

void endpoint::connect(line mine, link& between, direction who_dialled, const endpoint& remote) {
    ensure(!connected_);
    between_ = &between;
    connected_ = true;
    line_ = mine;
    who_dialled_ = who_dialled;
    remote_ = &remote;
}

void endpoint::lost(const std::string& detail) {
    line_ = {};
    broken(detail);
}

void endpoint::wake_at(std::optional<instant> when) {
    wanted_ = when;
    // An entry that comes too early is left where it is and renewed when it comes: deadlines move
    // with every byte, and mostly further away.
    if (when && (!set_ || *when < *set_)) set_alarm(*when);
}

void endpoint::plan(instant when, agenda::kind sort, std::function<void()> what) {
    home().schedule(when, sort, std::move(what), between_);
}

void endpoint::set_alarm(instant when) {
    set_ = std::max(when, now());
    plan(*set_, agenda::kind::alarm, [this] { alarm_rings(); });
}

void endpoint::alarm_rings() {
    if (!set_ || *set_ != now()) return;  // an earlier one took its place
    set_.reset();
    if (!wanted_) return;
    if (now() < *wanted_) return set_alarm(*wanted_);
    wanted_.reset();
    if (rings_ == rings_max) return;
    if (std::exchange(rang_, now()) != now()) rings_ = 0;
    if (++rings_ < rings_max) return alarm();
    home().violation(name() + ": asks to be woken again and again at one moment");
}

}  // namespace bitpeer::sim
