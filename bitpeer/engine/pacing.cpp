#include <bitpeer/engine/pacing.hpp>

#include <algorithm>
#include <utility>

namespace bitpeer {

namespace {

/// So much is granted for a write at a time, so that those who share a rate take turns.
constexpr std::size_t turn = 64 * 1024;

std::unique_ptr<byte_rate> rate_of(rate_limit limit) {
    return limit.per_second > 0 ? std::make_unique<byte_rate>(limit) : nullptr;
}

}  // namespace

paced_direction::paced_direction(rate_limit own, std::shared_ptr<byte_rate> in_total)
    : own_(rate_of(own)), in_total_(std::move(in_total)) {}

void paced_direction::fall_short(bool some, instant now) {
    short_until_ = own_ ? own_->ready_at(now) : now;
    if (in_total_) short_until_ = std::max(*short_until_, in_total_->ready_at(now));
    if (*short_until_ <= now) {  // it is there meanwhile, or less than a byte is missing
        short_until_ = now + std::chrono::milliseconds(some ? 0 : 1);
        look_again(now);
    }
}

void paced_direction::look_again(instant now) {
    if (short_until_ && *short_until_ <= now) short_until_.reset();
}

std::size_t paced_input::grant(std::size_t wanted, instant now) {
    if (short_until()) return 0;
    const auto of_own = own_ ? own_->grant(wanted, now) : wanted;
    const auto granted = in_total_ ? in_total_->grant(of_own, now) : of_own;
    if (own_) own_->give_back(of_own - granted);
    if (granted < wanted) fall_short(granted > 0, now);
    return granted;
}

void paced_input::give_back(std::size_t unused) {
    if (own_) own_->give_back(unused);
    if (in_total_) in_total_->give_back(unused);
}

void paced_output::plan(std::size_t queued, instant now) {
    if (!limited()) {
        writable_ = unlimited;
        return;
    }
    const auto wanted = std::min(queued, turn);
    if (short_until() || writable_ >= wanted) return;
    if (pocket_ < wanted) {
        pocket_ += in_total_ ? in_total_->grant(wanted - pocket_, now) : wanted - pocket_;
    }
    writable_ = own_ ? std::min(pocket_, own_->there(now)) : pocket_;
    if (writable_ < wanted) fall_short(writable_ > 0, now);
}

void paced_output::wrote(std::size_t count, instant now) {
    if (!limited()) return;
    pocket_ -= std::min(pocket_, count);
    writable_ -= std::min(writable_, count);
    if (own_) own_->take(count, now);
}

}  // namespace bitpeer
