#include <bitpeer/base/endian.hpp>
#include <bitpeer/sim/checkers.hpp>
#include <bitpeer/sim/trace.hpp>
#include <bitpeer/sim/world.hpp>

#include <algorithm>

namespace bitpeer::sim {

world::world(std::uint64_t seed) : seed_(seed), random_(stream("world", 0)) {
    auto recorder = std::make_unique<sim::trace>();
    trace_ = recorder.get();
    observe(std::move(recorder));
    for (auto& checker : standard_checkers()) observe(std::move(checker));
}

world::~world() = default;

link& world::connect(endpoint& dialler, endpoint& listener, const link_options& options) {
    links_.push_back(
        std::make_unique<link>(*this, dialler, listener, options, stream("link", links_.size()))
    );
    auto& made = *links_.back();
    made.open();
    return made;
}

void world::observe(std::unique_ptr<observer> looking_on) {
    observers_.push_back(std::move(looking_on));
}

void world::schedule(instant when, agenda::kind sort, std::function<void()> what) {
    // Nothing can be done in the past; what is overdue is done next.
    agenda_.add(std::max(when, now_), sort, std::move(what));
}

bool world::step() {
    if (agenda_.empty()) return false;
    if (agenda_.next() < now_) violation("time went back");
    now_ = agenda_.next();
    trace_->step(now_);
    agenda_.take()();
    return true;
}

void world::run_until_idle() {
    while (agenda_.deeds() > 0) step();
}

void world::run_until(instant when) {
    while (!agenda_.empty() && agenda_.next() <= when) step();
    now_ = std::max(now_, when);
}

void world::finish() {
    for (const auto& each : endpoints_) {
        if (each->connected()) each->wind_up();
    }
    run_until_idle();
    for (const auto& each : endpoints_) {
        if (each->connected()) each->finished();
    }
}

duration world::random_duration(duration most) {
    return duration(random_.below(static_cast<std::uint64_t>(most.count()) + 1));
}

entropy world::stream(std::string_view purpose, std::uint64_t index) const {
    entropy made;
    store_le(made.bytes.data(), seed_);
    store_le(made.bytes.data() + 8, index);
    std::copy_n(
        purpose.begin(), std::min<std::size_t>(purpose.size(), 16), made.bytes.begin() + 16
    );
    return made;
}

void world::violation(std::string text) {
    violations_.push_back(text_of(now_) + ' ' + std::move(text));
    trace_->note(violations_.back());
}

void world::narrate(std::function<void(std::string_view)> sink) {
    trace_->narrate(std::move(sink));
}

}  // namespace bitpeer::sim
