#include <bitpeer/sim/endpoint.hpp>
#include <bitpeer/sim/link.hpp>
#include <bitpeer/sim/world.hpp>

#include <utility>

namespace bitpeer::sim {

namespace {

constexpr auto reset_text = "connection reset";

}  // namespace

link::link(
    world& home, std::size_t id, endpoint& dialler, endpoint& listener, const link_options& options,
    const entropy& seed
)
    : home_(home),
      id_(id),
      made_with_(options),
      options_(options),
      ends_{&dialler, &listener},
      random_(seed),
      pipes_{pipe(options, random_, around(0)), pipe(options, random_, around(1))} {}

pipe_surroundings link::around(std::size_t writer) {
    return {
        .now = [this] { return home_.now(); },
        .schedule = [this](
                        instant when, std::function<void()> what
                    ) { home_.schedule(when, agenda::kind::deed, std::move(what), this); },
        .readable = [this, writer] { ends_[1 - writer]->readable(); },
        .writable = [this, writer] { ends_[writer]->writable(); },
        .refused = [this, writer] { break_off(writer); },
    };
}

void link::open() {
    ends_[1]->connect(line(*this, 1), *this, direction::inbound, *ends_[0]);
    ends_[0]->connect(line(*this, 0), *this, direction::outbound, *ends_[1]);
    ends_[1]->open();
    ends_[0]->open();
}

void link::reset() {
    if (std::exchange(over_, true)) return;
    note(disturbance::reset);
    for (auto& way : pipes_) way.cut();
    for (auto* end : ends_) end->lost(reset_text);
}

void link::half_close(std::size_t writer) {
    note(disturbance::half_closed);
    pipes_[writer].end();
}

void link::change(const link_options& options) {
    note(disturbance::changed);
    options_ = options;
    for (auto& way : pipes_) way.change(options);
}

bool link::corrupt(std::size_t writer) {
    if (!pipes_[writer].corrupt()) return false;
    note(disturbance::corrupted);
    return true;
}

/// The end `unaware` learns that the other one is gone, as soon as the news gets through.
void link::break_off(std::size_t unaware) {
    if (!std::exchange(over_, true)) tell(unaware);
}

void link::tell(std::size_t unaware) {
    const auto when = home_.now() + options_.latency;
    const auto news = [this, unaware] {
        if (dark_) {
            unaware_ = unaware;
            return;
        }
        for (auto& way : pipes_) way.cut();
        ends_[unaware]->lost(reset_text);
    };
    home_.schedule(when, agenda::kind::deed, news, this);
}

void link::black_hole() {
    note(disturbance::black_hole);
    dark_ = true;
    for (auto& way : pipes_) way.hold();
}

void link::heal() {
    dark_ = false;
    for (auto& way : pipes_) way.heal();
    if (unaware_) tell(*std::exchange(unaware_, std::nullopt));
}

std::size_t line::write(byte_view from) {
    return link_ != nullptr ? link_->pipes_[side_].write(from) : from.size();
}

bool line::carries() const { return link_ != nullptr && link_->pipes_[side_].carries(); }

void line::end() {
    if (link_ != nullptr) link_->pipes_[side_].end();
}

void line::close() {
    if (link_ == nullptr) return;
    auto& carrier = *std::exchange(link_, nullptr);
    carrier.pipes_[side_].end();
    carrier.pipes_[1 - side_].shut();
}

void line::reset() {
    if (link_ == nullptr) return;
    auto& carrier = *std::exchange(link_, nullptr);
    carrier.pipes_[side_].cut();
    carrier.pipes_[1 - side_].cut();
    carrier.break_off(1 - side_);
}

byte_view line::unread() const {
    return link_ != nullptr ? link_->pipes_[1 - side_].unread() : byte_view{};
}

void line::consume(std::size_t count) {
    if (link_ != nullptr) link_->pipes_[1 - side_].consume(count);
}

bool line::exhausted() const {
    return link_ != nullptr && link_->pipes_[1 - side_].ended() && unread().empty();
}

}  // namespace bitpeer::sim
