#include <bitpeer/base/assert.hpp>
#include <bitpeer/sim/faults.hpp>
#include <bitpeer/sim/peer.hpp>
#include <bitpeer/sim/world.hpp>

#include <algorithm>
#include <numeric>
#include <utility>

namespace bitpeer::sim {

namespace {

using namespace std::chrono_literals;

constexpr std::array<std::string_view, fault_kinds> names{
    "reset",
    "half_close",
    "black_hole",
    "partition",
    "slow_line",
    "long_line",
    "crumbs",
    "bit_flip",
    "deaf_owner",
    "deaf_reader",
    "needless_timeouts",
    "abuser",
};

/// Ends of connections are rarer than what one outlives: a connection wants time to do something.
constexpr std::array<unsigned, fault_kinds> usual_weights{4, 3, 8, 1, 12, 12, 12, 3, 12, 12, 15, 6};

constexpr double often = 16;

duration up_to(duration most, random_source& random) {
    return duration(random.below(static_cast<std::uint64_t>(most.count()) + 1));
}

/// Mostly short, sometimes longer than any deadline.
duration darkness(random_source& random) {
    return random.below(20) == 0 ? up_to(30min, random) : up_to(40s, random);
}

/// Does `what` later, unless the connection is gone by then.
void later(link& about, duration span, std::function<void()> what) {
    auto& home = about.home();
    home.schedule(home.now() + span, agenda::kind::deed, std::move(what), &about);
}

void change_for_a_while(link& into, const link_options& how, duration span) {
    into.change(how);
    later(into, span, [&into] { into.restore(); });
}

/// One of the ends that has an engine.
peer* any_peer(const link& of, random_source& random) {
    const auto first = random.below(2);
    for (const auto number : {first, 1 - first}) {
        if (auto* found = dynamic_cast<peer*>(&of.end(number)); found != nullptr) return found;
    }
    return nullptr;
}

bool make_deaf(fault_kind kind, link& into, random_source& random) {
    auto* who = any_peer(into, random);
    if (who == nullptr) return false;
    const auto span = up_to(60s, random);
    if (kind == fault_kind::deaf_reader) {
        who->hold(true);
        later(into, span, [who] { who->hold(false); });
        return true;
    }
    const bool slowly = random.below(2) == 0;
    who->take_events(slowly ? pace{.every = 200ms, .events = 1 + random.below(3)} : pace::never());
    later(into, span, [who] { who->take_events({}); });
    return true;
}

bool time_out_needlessly(link& into, random_source& random) {
    auto* who = any_peer(into, random);
    if (who == nullptr) return false;
    for (auto left = 1 + random.below(20); left > 0; --left) {
        later(into, up_to(5s, random), [who] { who->time_out_without_need(); });
    }
    return true;
}

}  // namespace

std::string_view to_string(fault_kind kind) { return names[static_cast<std::size_t>(kind)]; }

std::optional<fault_kind> fault_named(std::string_view name) {
    const auto place = std::ranges::find(names, name);
    if (place == names.end()) return std::nullopt;
    return static_cast<fault_kind>(place - names.begin());
}

fault_kind fault_plan::draw(random_source& random) const {
    const auto all = std::accumulate(weights.begin(), weights.end(), std::uint64_t{0});
    ensure(all > 0);
    auto draw = random.below(all);
    std::size_t kind = 0;
    for (; draw >= weights[kind]; ++kind) draw -= weights[kind];
    return static_cast<fault_kind>(kind);
}

fault_plan fault_plan::some() { return {.per_connection_hour = 2, .weights = usual_weights}; }

fault_plan fault_plan::many() { return {.per_connection_hour = often, .weights = usual_weights}; }

std::optional<fault_plan> fault_plan::parse(std::string_view text) {
    if (text == "none") return none();
    if (text == "some") return some();
    if (text == "many") return many();
    fault_plan chosen{.per_connection_hour = often, .weights = {}};
    while (!text.empty()) {
        const auto comma = std::min(text.find(','), text.size());
        const auto kind = fault_named(text.substr(0, comma));
        if (!kind) return std::nullopt;
        const auto number = static_cast<std::size_t>(*kind);
        chosen.weights[number] = usual_weights[number];
        text.remove_prefix(std::min(comma + 1, text.size()));
    }
    if (chosen.weights == fault_plan{}.weights) return std::nullopt;
    return chosen;
}

bool inject(fault_kind kind, link& into, random_source& random) {
    auto changed = into.options();
    switch (kind) {
        case fault_kind::reset: into.reset(); return true;
        case fault_kind::half_close: into.half_close(random.below(2)); return true;
        case fault_kind::black_hole:
            into.black_hole();
            later(into, darkness(random), [&into] { into.heal(); });
            return true;
        case fault_kind::slow_line:
            changed.bytes_per_second = 200 + random.below(4'000);
            change_for_a_while(into, changed, up_to(30s, random));
            return true;
        case fault_kind::long_line:
            changed.latency = 1s + up_to(10s, random);
            change_for_a_while(into, changed, up_to(30s, random));
            return true;
        case fault_kind::crumbs:
            changed.piece_max = 1 + random.below(3);
            change_for_a_while(into, changed, up_to(20s, random));
            return true;
        case fault_kind::bit_flip: {
            const auto first = random.below(2);
            return into.corrupt(first) || into.corrupt(1 - first);
        }
        case fault_kind::deaf_owner:
        case fault_kind::deaf_reader: return make_deaf(kind, into, random);
        case fault_kind::needless_timeouts: return time_out_needlessly(into, random);
        case fault_kind::partition:
        case fault_kind::abuser: break;
    }
    return false;
}

}  // namespace bitpeer::sim
