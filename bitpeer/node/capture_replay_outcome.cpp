#include <bitpeer/node/capture_replay.hpp>

#include <algorithm>
#include <iterator>
#include <string_view>
#include <utility>

namespace bitpeer::capture {

namespace {

using namespace std::string_view_literals;

/// Ends of a transport that is not there in a replay.
constexpr std::string_view transport_ends[] = {
    "v1_refused",
    "own_key",
    "speaks_v1",
    "no_terminator",
    "packet_too_large",
    "bad_tag",
    "not_admitted",
};

std::string quoted(const verdict& what) { return what.command + " (" + what.reason + ")"; }

}  // namespace

std::string replay_outcome::text() const {
    std::string all;
    for (const auto& one : differences) all += (all.empty() ? "" : "; ") + one;
    return all;
}

bool replayer::judges(const end& recorded) {
    return std::ranges::find(transport_ends, recorded.reason) == std::end(transport_ends);
}

void replayer::compare_drops() {
    const auto& came = outcome_.dropped;
    const auto& then = expected_drops_;
    const auto [other, same] = std::ranges::mismatch(came, then);
    const auto position = std::to_string(other - came.begin() + 1);
    if (same != then.end() && other != came.end()) {
        outcome_.differences.push_back(
            "dropped message " + position + " is " + quoted(*other) + ", recorded is " +
            quoted(*same)
        );
    } else if (same != then.end()) {
        outcome_.differences.push_back("not dropped, as recorded: " + quoted(*same));
    } else if (other != came.end() && expected_end_) {
        outcome_.differences.push_back("dropped, not as recorded: " + quoted(*other));
    }
}

void replayer::conclude() {
    if (std::exchange(over_, true)) return;
    outcome_.to_the_end = position_ == what_.records.size();
    const bool ended_by_itself = engine_.ended();
    if (!ended_by_itself) {
        engine_.disconnect(now_, "the recording is over");
        settle();
    }
    // What lies behind an early end was recorded all the same.
    for (auto i = position_; i < what_.records.size(); ++i) {
        const auto& rest = what_.records[i].what;
        const auto* said = std::get_if<message>(&rest);
        if (said != nullptr && said->way == way::written && !find(*said)) ++owed_[said->command];
        if (const auto* over = std::get_if<end>(&rest)) {
            expected_end_ = *over;
            outcome_.end_is_judged = judges(*over);
            outcome_.to_the_end = i + 1 == what_.records.size();
        } else if (const auto* lost = std::get_if<verdict>(&rest)) {
            play(*lost);
        } else if (std::holds_alternative<handshake>(rest)) {
            expected_up_ = true;
        }
    }
    for (const auto& [command, count] : owed_) outcome_.unsaid += count;
    for (const auto& [command, ours] : said_) outcome_.unheard_of += ours.size();
    const auto because = outcome_.why ? outcome_.why->message() : std::string();
    if (expected_end_ && outcome_.end_is_judged) {
        const auto reason = outcome_.why ? to_string(outcome_.why->reason) : ""sv;
        if (patience_ends_ && !ended_by_itself) {
            outcome_.differences.push_back("did not end, recorded is " + expected_end_->reason);
        } else if (reason != expected_end_->reason) {
            outcome_.differences.push_back(
                "ended as " + because + ", recorded is " + expected_end_->reason
            );
        }
    } else if (!expected_end_ && ended_by_itself) {
        outcome_.differences.push_back("ended before the recording: " + because);
    }
    if (!what_.has_verdicts) return;
    if (outcome_.up != expected_up_) {
        outcome_.differences.emplace_back(
            outcome_.up ? "the handshake was done, which is not recorded"
                        : "the handshake was not done, recorded it was"
        );
    }
    compare_drops();
}

}  // namespace bitpeer::capture
