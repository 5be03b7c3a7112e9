#include <bitpeer/base/assert.hpp>
#include <bitpeer/sim/pipe.hpp>

#include <algorithm>
#include <bit>
#include <utility>

namespace bitpeer::sim {

pipe::pipe(const link_options& options, random_source& random, pipe_surroundings around)
    : options_(options),
      random_(random),
      around_(std::move(around)),
      departed_(around_.now()),
      last_arrival_(departed_) {}

/// Small pieces are as likely as large ones: first a power of two is drawn, then a size up to it.
std::size_t pipe::draw_size(std::size_t left) {
    const auto most = std::max<std::size_t>(1, options_.piece_max);
    const auto scale = random_.below(static_cast<std::uint64_t>(std::bit_width(most)));
    const auto size = std::min<std::size_t>(most, 1 + random_.below(std::uint64_t{2} << scale));
    return std::min(size, left);
}

void pipe::send_off(std::size_t count) {
    departed_ = std::max(departed_, around_.now());
    if (options_.bytes_per_second > 0) {
        departed_ = departed_ + duration(1'000'000'000 * count / options_.bytes_per_second);
    }
    const auto jitter = static_cast<std::uint64_t>(options_.jitter.count());
    const auto late = duration(jitter > 0 ? random_.below(jitter + 1) : 0);
    last_arrival_ = std::max(last_arrival_, departed_ + options_.latency + late);
    under_way_.push_back({last_arrival_, count});
    plan();
}

std::size_t pipe::write(byte_view from) {
    if (cut_ || write_ended_) return from.size();
    const auto room = options_.window - std::min(options_.window, carried());
    const auto taken = std::min(from.size(), room);
    writer_waits_ = taken < from.size();
    bytes_.insert(bytes_.end(), from.begin(), from.begin() + static_cast<std::ptrdiff_t>(taken));
    for (auto left = taken; left > 0;) {
        const auto count = draw_size(left);
        left -= count;
        send_off(count);
    }
    return taken;
}

void pipe::end() {
    if (cut_ || write_ended_) return;
    write_ended_ = true;
    send_off(0);
}

void pipe::plan() {
    if (planned_ || under_way_.empty()) return;
    planned_ = true;
    around_.schedule(under_way_.front().when, [this] {
        planned_ = false;
        if (!cut_ && !held_) arrive();
    });
}

void pipe::arrive() {
    const auto first = under_way_.front();
    under_way_.pop_front();
    plan();
    arrived_ += first.count;
    if (first.count == 0) end_arrived_ = true;
    if (!shut_) return around_.readable();
    if (first.count == 0) return;
    consume(first.count);
    around_.refused();
}

void pipe::consume(std::size_t count) {
    ensure(count <= arrived_);
    head_ += count;
    arrived_ -= count;
    if (carried() == 0) {
        bytes().swap(bytes_);  // thousands of idle links must not hold buffers
        head_ = 0;
    } else if (head_ > bytes_.size() / 2) {
        bytes_.erase(bytes_.begin(), bytes_.begin() + static_cast<std::ptrdiff_t>(head_));
        head_ = 0;
    }
    if (!writer_waits_ || count == 0) return;
    writer_waits_ = false;
    // The writer learns of the room when the news has travelled back.
    around_.schedule(around_.now() + options_.latency, [this] {
        if (!cut_) around_.writable();
    });
}

void pipe::shut() {
    shut_ = true;
    const auto lost = arrived_;
    consume(lost);
    if (lost > 0) around_.refused();
}

void pipe::cut() {
    cut_ = true;
    bytes().swap(bytes_);
    under_way_.clear();
    head_ = arrived_ = 0;
}

bool pipe::corrupt() {
    const auto first = head_ + arrived_;
    if (bytes_.size() == first) return false;
    const auto where = first + random_.below(bytes_.size() - first);
    bytes_[where] = static_cast<std::uint8_t>(bytes_[where] ^ 1U << random_.below(8));
    return true;
}

void pipe::heal() {
    held_ = false;
    if (under_way_.empty()) return;
    // What should have arrived long ago is sent again.
    auto& first = under_way_.front();
    first.when = std::max(first.when, around_.now() + options_.latency);
    plan();
}

}  // namespace bitpeer::sim
