#include <bitpeer/base/assert.hpp>
#include <bitpeer/base/endian.hpp>
#include <bitpeer/sim/checkers.hpp>
#include <bitpeer/sim/trace.hpp>
#include <bitpeer/sim/world.hpp>

#include <algorithm>
#include <utility>

namespace bitpeer::sim {

world::world(std::uint64_t seed) : seed_(seed), random_(stream("world", 0)) {
    auto recorder = std::make_unique<sim::trace>();
    trace_ = recorder.get();
    observe(std::move(recorder));
    for (auto& checker : standard_checkers()) observe(std::move(checker));
}

world::~world() = default;

link& world::connect(endpoint& dialler, endpoint& listener, const link_options& options) {
    links_.push_back(std::make_unique<link>(
        *this, links_.size(), dialler, listener, options, stream("link", links_.size())
    ));
    auto& made = *links_.back();
    made.open();
    return made;
}

void world::observe(std::unique_ptr<observer> looking_on) {
    observers_.push_back(std::move(looking_on));
}

void world::schedule(instant when, agenda::kind sort, std::function<void()> what, link* whose) {
    if (whose != nullptr) ++whose->planned_;
    // Nothing can be done in the past; what is overdue is done next.
    agenda_.add(std::max(when, now_), sort, std::move(what), whose);
}

bool world::step() {
    if (agenda_.empty()) return false;
    if (agenda_.next() < now_) violation("time went back");
    now_ = agenda_.next();
    trace_->step(now_);
    auto* whose = agenda_.whose();
    agenda_.take()();
    if (whose != nullptr && --whose->planned_ == 0 && whose->released_) to_let_go_.push_back(whose);
    if (!to_let_go_.empty()) let_go();
    return true;
}

void world::release(link& over) {
    ensure(!over.released_);
    for (auto* end : over.ends_) end->wind_up();
    for (auto* end : over.ends_) end->finished();
    over.released_ = true;
    if (over.planned_ == 0) to_let_go_.push_back(&over);
}

void world::let_go() {
    for (const auto* over : std::exchange(to_let_go_, {})) {
        const auto ends = over->ends_;
        links_[over->id()].reset();
        for (const auto* end : ends) endpoints_[end->id()].reset();
    }
}

void world::run_until_idle() {
    while (agenda_.deeds() > 0) step();
}

void world::run_until(instant when) {
    while (!agenda_.empty() && agenda_.next() <= when) step();
    now_ = std::max(now_, when);
}

void world::finish() {
    const auto is_left = [](const std::unique_ptr<endpoint>& each) {
        return each && each->connected() && !each->between()->released_;
    };
    // Whatever is said meanwhile, nobody comes who was not there.
    for (std::size_t i = 0; i < endpoints_.size(); ++i) {
        if (is_left(endpoints_[i])) endpoints_[i]->wind_up();
    }
    run_until_idle();
    for (std::size_t i = 0; i < endpoints_.size(); ++i) {
        if (is_left(endpoints_[i])) endpoints_[i]->finished();
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
    constexpr std::size_t kept_max = 1000;
    auto line = text_of(now_) + ' ' + std::move(text);
    trace_->note(line);
    if (violations_.size() < kept_max) violations_.push_back(std::move(line));
}

void world::narrate(std::function<void(std::string_view)> sink) {
    trace_->narrate(std::move(sink));
}

}  // namespace bitpeer::sim
