#include <bitpeer/base/poisson.hpp>
#include <bitpeer/params/networks.hpp>
#include <bitpeer/sim/abuses.hpp>
#include <bitpeer/sim/detail/conversation.hpp>
#include <bitpeer/sim/detail/manners.hpp>
#include <bitpeer/sim/detail/node.hpp>
#include <bitpeer/sim/peer.hpp>
#include <bitpeer/sim/population.hpp>
#include <bitpeer/sim/script.hpp>
#include <bitpeer/sim/trace.hpp>
#include <bitpeer/transport/v2.hpp>

#include <algorithm>
#include <array>
#include <deque>
#include <optional>
#include <string>
#include <utility>
#include <variant>

namespace bitpeer::sim {

namespace {

using namespace std::chrono_literals;
using detail::conversation;
using detail::node;

}  // namespace

class population::crowd {
public:
    crowd(world& home, population_options options);

    void stop() { stopped_ = true; }
    [[nodiscard]] tally counts() const;
    [[nodiscard]] world& home() { return home_; }

private:
    using talks = std::vector<std::unique_ptr<conversation>>;

    random_source& random() { return home_.random(); }
    conversation* find(std::size_t place, std::uint64_t number);
    conversation& add_conversation();

    void dial(node& dialler, std::optional<transport_policy> policy = std::nullopt);
    void dial_later(node& dialler, std::optional<transport_policy> policy = std::nullopt);
    void invite_abuser();
    peer& add_peer(conversation& in, std::size_t side, const peer_config& config);

    void happened(conversation& in, peer& self, const event& what);
    void came_up(conversation& in, peer& self);
    void arrived(conversation& in, peer& self, const message_arrived& what);
    void ended(conversation& in, peer& self, const disconnect& why);
    void settle(conversation& in);

    std::size_t by_lot(const conversation& in);
    void plan_eagerness(const conversation& in);
    void plan_burst(const conversation& in);
    void plan_fault();
    void inject_fault();
    bool partition();

    world& home_;
    const population_options options_;
    std::deque<node> nodes_;
    talks talks_;                      // in no order; null places are none
    std::vector<std::size_t> free_;    // places
    std::vector<conversation*> live_;  // by place, for lots
    std::uint64_t talks_so_far_ = 0;
    tally counts_;
    bool stopped_ = false;
};

population::crowd::crowd(world& home, population_options options)
    : home_(home), options_(std::move(options)) {
    auto networks = options_.networks;
    if (networks.empty()) {
        networks = {
            &networks::bitcoin_regtest,
            &networks::litecoin_regtest,
            &networks::dash_regtest,
            &networks::exchangecoin_regnet,
        };
    }
    const auto count = std::max(options_.peers, 2 * networks.size());
    for (std::size_t i = 0; i < count; ++i) {
        nodes_.push_back(detail::random_node(*networks[i % networks.size()], i, random()));
    }
    for (const auto* net : networks) counts_.dialects[std::string(net->dialect->name)];
    for (auto& each : nodes_) {
        for (std::size_t i = 0; i < options_.dials; ++i) dial(each);
    }
    plan_fault();
}

conversation* population::crowd::find(std::size_t place, std::uint64_t number) {
    auto* found = talks_[place].get();
    return found != nullptr && found->number == number ? found : nullptr;
}

conversation& population::crowd::add_conversation() {
    if (free_.empty()) {
        free_.push_back(talks_.size());
        talks_.emplace_back();
    }
    const auto place = free_.back();
    free_.pop_back();
    talks_[place] = std::make_unique<conversation>();
    talks_[place]->place = place;
    talks_[place]->number = ++talks_so_far_;
    live_.push_back(talks_[place].get());
    return *talks_[place];
}

peer& population::crowd::add_peer(conversation& in, std::size_t side, const peer_config& config) {
    const auto& mine = *in.nodes[side];
    const auto name =
        "peer" + std::to_string(mine.number) + (side == 0 ? ">" : "<") + std::to_string(in.number);
    auto& made = home_.add<peer>(name, config, [this, &in](peer& self, const event& what) {
        happened(in, self, what);
    });
    in.ends[side] = &made;
    return made;
}

void population::crowd::dial(node& dialler, std::optional<transport_policy> policy) {
    std::vector<node*> others;
    for (auto& each : nodes_) {
        if (each.net == dialler.net && &each != &dialler) others.push_back(&each);
    }
    auto& in = add_conversation();
    in.nodes = {&dialler, others[random().below(others.size())]};
    auto config = detail::dialling_config(dialler, random());
    if (policy) config.transports = *policy;
    if (!in.nodes[1]->understands(config) && random().below(8) != 0) {
        // Mostly it knows whom it dials.
        config.transports = config.transports == transport_policy::require_v2
                                ? transport_policy::v1_only
                                : transport_policy::prefer_v2;
    }
    in.mismatched = !in.nodes[1]->understands(config);
    auto& from = add_peer(in, 0, config);
    auto& to = add_peer(in, 1, in.nodes[1]->config);
    in.between = &home_.connect(from, to, detail::random_link(random()));
    plan_eagerness(in);
}

void population::crowd::dial_later(node& dialler, std::optional<transport_policy> policy) {
    const auto pause = policy ? duration(100ms) : home_.random_duration(10s);
    home_.after(pause, [this, &dialler, policy] {
        if (!stopped_) dial(dialler, policy);
    });
}

void population::crowd::invite_abuser() {
    auto& chance = random();
    auto& victim = nodes_[chance.below(nodes_.size())];
    const auto all = behaviours::abuses();
    const auto& chosen = all[chance.below(all.size())];
    auto speaks = chance.below(3) == 0 ? spoken::detecting : spoken::v1;
    if (chance.below(3) == 0 && transport::v2::fits(*victim.net)) speaks = spoken::v2;
    auto& in = add_conversation();
    const bool dials = chance.below(3) != 0;
    const std::size_t side = dials ? 1 : 0;
    in.nodes[side] = &victim;
    in.abuser = &home_.add<script>(
        std::string(chosen.name) + std::to_string(in.number),
        *victim.net,
        chosen.make(*victim.net, chance),
        speaks,
        victim.config.padding
    );
    auto& abused = add_peer(in, side, victim.config);
    auto options = detail::random_link(chance);
    options.bytes_per_second = 4'000 + chance.below(40'000);
    options.piece_max = std::max<std::size_t>(options.piece_max, 64);
    if (dials) {
        in.between = &home_.connect(*in.abuser, abused, options);
    } else {
        in.between = &home_.connect(abused, *in.abuser, options);
    }
    const auto leaves = home_.now() + home_.random_duration(40s);
    auto* abuser = in.abuser;
    const auto leave = [abuser, breaks = chance.below(2) == 0] {
        breaks ? abuser->reset() : abuser->close();
    };
    home_.schedule(leaves, agenda::kind::deed, leave, in.between);
    plan_eagerness(in);
    ++counts_.abuses[std::string(chosen.name)];
    ++counts_.abused_connections;
}

void population::crowd::happened(conversation& in, peer& self, const event& what) {
    if (const auto* told = std::get_if<message_arrived>(&what)) return arrived(in, self, *told);
    if (std::holds_alternative<ping_answered>(what)) {
        ++counts_.pings_answered;
    } else if (std::holds_alternative<handshake_completed>(what)) {
        came_up(in, self);
    } else if (const auto* over = std::get_if<disconnected>(&what)) {
        ended(in, self, over->why);
    } else if (const auto* asked = std::get_if<request_completed>(&what)) {
        if (asked->answer) {
            ++counts_.requests_answered;
        } else if (asked->answer.error() == request_error::not_found) {
            ++counts_.requests_refused;
        } else {
            ++counts_.requests_failed;
        }
    }
}

void population::crowd::came_up(conversation& in, peer& self) {
    const auto side = in.side_of(self);
    in.up[side] = true;
    detail::greet(self, *in.nodes[side], random());
    if (!in.goes_on()) return;
    if (in.honest() && !(in.up[0] && in.up[1])) return;
    in.since = self.now();
    plan_burst(in);
}

void population::crowd::arrived(conversation& in, peer& self, const message_arrived& what) {
    const auto side = in.side_of(self);
    if (in.honest()) {
        ++counts_.dialects.find(in.nodes[side]->net->dialect->name)->second.messages;
        if (in.since) ++in.messages;
    } else {
        ++counts_.abusive_messages;
    }
    detail::answer(self, *in.nodes[side], what.message, random());
}

void population::crowd::ended(conversation& in, peer& self, const disconnect& why) {
    const auto side = in.side_of(self);
    auto& mine = *in.nodes[side];
    std::erase(mine.up, &self);
    if (in.goes_on()) in.count(self.now(), counts_);
    in.over[side] = true;
    ++counts_.ends[std::string(to_string(why.reason))];
    if (in.honest() && !in.explains(why.reason)) {
        home_.violation(
            self.name() + ": nobody did anything wrong, and it ended as " + why.message()
        );
    }
    if (in.honest() && !(in.over[0] && in.over[1])) return;
    home_.after({}, [this, place = in.place, number = in.number] {
        if (auto* over = find(place, number)) settle(*over);
    });
}

void population::crowd::settle(conversation& in) {
    const bool fell_back = in.honest() && in.ends[0]->engine().falls_back_to_v1();
    if (in.honest() && !stopped_) {
        dial_later(
            *in.nodes[0], fell_back ? std::optional(transport_policy::v1_after_v2) : std::nullopt
        );
    }
    home_.release(*in.between);
    std::erase(live_, &in);
    free_.push_back(in.place);
    talks_[in.place].reset();
}

/// The side of one of its peers.
std::size_t population::crowd::by_lot(const conversation& in) {
    return in.honest() ? random().below(2) : (in.ends[0] != nullptr ? 0 : 1);
}

/// Some owners do not wait for the handshake to say something.
void population::crowd::plan_eagerness(const conversation& in) {
    if (random().below(4) != 0) return;
    const auto when = home_.now() + home_.random_duration(500ms);
    const auto say = [this, place = in.place, number = in.number] {
        const auto* found = find(place, number);
        if (found == nullptr || stopped_ || !found->goes_on()) return;
        const auto side = by_lot(*found);
        if (!found->up[side]) detail::anticipate(*found->ends[side], random());
    };
    home_.schedule(when, agenda::kind::deed, say, in.between);
}

void population::crowd::plan_burst(const conversation& in) {
    const auto when = home_.now() + poisson_wait(options_.quiet, random());
    const auto burst = [this, place = in.place, number = in.number] {
        auto* found = find(place, number);
        if (found == nullptr || stopped_ || !found->goes_on()) return;
        const auto side = by_lot(*found);
        detail::speak(
            *found->ends[side],
            *found->nodes[side],
            found->nodes[1 - side],
            options_.burst,
            random()
        );
        plan_burst(*found);
    };
    home_.schedule(when, agenda::kind::deed, burst, in.between);
}

void population::crowd::plan_fault() {
    if (options_.faults.per_connection_hour <= 0) return;
    const auto connections = static_cast<double>(std::max<std::size_t>(1, live_.size()));
    const auto a_second = options_.faults.per_connection_hour * connections / 3600;
    const auto mean =
        std::chrono::duration_cast<duration>(std::chrono::duration<double>(1 / a_second));
    home_.after(poisson_wait(mean, random()), [this] {
        if (stopped_) return;
        inject_fault();
        plan_fault();
    });
}

void population::crowd::inject_fault() {
    const auto kind = options_.faults.draw(random());
    bool injected = true;
    if (kind == fault_kind::abuser) {
        invite_abuser();
    } else if (live_.empty()) {
        injected = false;
    } else if (kind == fault_kind::partition) {
        injected = partition();
    } else {
        // A bit can be flipped only where some are under way.
        injected = false;
        const auto tries = kind == fault_kind::bit_flip ? 10 : 1;
        for (int i = 0; i < tries && !injected; ++i) {
            auto& into = *live_[random().below(live_.size())]->between;
            injected = inject(kind, into, random());
        }
    }
    if (injected) ++counts_.faults[static_cast<std::size_t>(kind)];
}

/// Nothing gets through between two halves of the world for a while.
bool population::crowd::partition() {
    const auto salt = random().next();
    const auto half = [&](const node* who) {
        return who != nullptr && (salt >> (who->number % 64) & 1) != 0;
    };
    const auto span = home_.random_duration(60s);
    bool any = false;
    for (const auto* each : live_) {
        if (half(each->nodes[0]) == half(each->nodes[1])) continue;
        auto* between = each->between;
        between->black_hole();
        home_.schedule(
            home_.now() + span, agenda::kind::deed, [between] { between->heal(); }, between
        );
        any = true;
    }
    return any;
}

tally population::crowd::counts() const {
    auto made = counts_;
    for (const auto* each : live_) {
        if (each->goes_on()) each->count(home_.now(), made);
    }
    made.steps = home_.trace().steps();
    return made;
}

population::population(world& home, population_options options)
    : crowd_(std::make_unique<crowd>(home, std::move(options))) {}

population::~population() = default;

void population::run_for(duration span) { crowd_->home().run_for(span); }

void population::stop() { crowd_->stop(); }

tally population::counts() const { return crowd_->counts(); }

}  // namespace bitpeer::sim
