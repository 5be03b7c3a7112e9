#include <bitpeer/base/poisson.hpp>
#include <bitpeer/engine/facets/wishes.hpp>
#include <bitpeer/engine/fee_rate_rounding.hpp>

#include <algorithm>

namespace bitpeer::facets {

namespace {

/// A fee rate that somebody could mean: BIP133 leaves it open, Bitcoin Core ignores what is above
/// the coin's supply.
constexpr std::int64_t fee_rate_max = 2'100'000'000'000'000;

/// Only who gets transactions has a use for a fee filter.
bool may_tell_fee_filter(const context& c) {
    return c.stage == stage::running && c.kind.negotiates && c.asks_for_transactions() &&
           c.speaks(wire::feefilter::command);
}

duration part_of(duration whole, double share) {
    return std::chrono::duration_cast<duration>(whole * share);
}

}  // namespace

void wishes::came_up(context& c) { (void)ask_compact_blocks(c.config.compact_blocks, c); }

void wishes::settled(context& c) {
    if (c.config.prefers_headers && c.kind.negotiates && c.speaks(wire::sendheaders::command)) {
        c.write(wire::sendheaders{});
    }
    if (!wanted_) wanted_ = c.config.fee_filter;
    tell_fee_filter(c);
}

void wishes::handle(const wire::sendheaders& /*theirs*/, context& c) {
    c.negotiated.remote_wants_headers = true;
}

void wishes::handle(const wire::sendcmpct& theirs, context& c) {
    c.negotiated.remote_compact_blocks = theirs;
    if (theirs.version != c.rules.compact_blocks_version) return;
    c.negotiated.remote_compact_role =
        theirs.announce ? compact_block_role::high_bandwidth : compact_block_role::low_bandwidth;
}

void wishes::handle(const wire::feefilter& theirs, context& c) {
    if (theirs.fee_rate >= 0 && theirs.fee_rate <= fee_rate_max) {
        c.negotiated.remote_fee_filter = theirs.fee_rate;
    }
}

bool wishes::ask_compact_blocks(compact_block_role wanted, context& c) {
    auto& told = c.negotiated.our_compact_role;
    if (told == wanted || !c.kind.negotiates || !c.speaks(wire::sendcmpct::command)) return false;
    const bool unasked = wanted == compact_block_role::high_bandwidth;
    c.write(wire::sendcmpct{unasked, c.rules.compact_blocks_version});
    told = wanted;
    return true;
}

void wishes::set_fee_filter(std::int64_t rate, context& c) {
    wanted_ = std::clamp<std::int64_t>(rate, 0, fee_rate_max);
    if (!may_tell_fee_filter(c)) return;
    // Who said that nothing is wanted wants to hear of everything as soon as that is over.
    const bool wanted_nothing = told_ == fee_rate_rounding::highest;
    if (!told_ || (wanted_nothing && *wanted_ < *told_)) return tell_fee_filter(c);
    const bool much = *wanted_ < 3 * *told_ / 4 || *wanted_ > 4 * *told_ / 3;
    const auto next = c.timers.deadline(timer::fee_filter);
    if (!much || (next && *next <= c.now + fee_filter_delay)) return;
    c.timers.set(timer::fee_filter, c.now + part_of(fee_filter_delay, c.random.unit()));
}

/// Also when there is nothing new to tell, the moment of the next look is drawn again: that one was
/// not told then says nothing about when it changed.
void wishes::tell_fee_filter(context& c) {
    if (!wanted_ || !may_tell_fee_filter(c)) return;
    const auto rounded =
        std::max(fee_rate_rounding::rounded(*wanted_, c.random), c.config.fee_filter_floor);
    if (told_ != rounded) c.write(wire::feefilter{rounded});
    told_ = rounded;
    c.timers.set(timer::fee_filter, c.now + poisson_wait(fee_filter_interval, c.random));
}

void wishes::expired(timer which, context& c) {
    if (which == timer::fee_filter) tell_fee_filter(c);
}

}  // namespace bitpeer::facets
