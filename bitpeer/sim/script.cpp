#include <bitpeer/sim/script.hpp>
#include <bitpeer/sim/world.hpp>
#include <bitpeer/transport/v1.hpp>
#include <bitpeer/transport/v1_or_v2.hpp>
#include <bitpeer/transport/v2.hpp>

#include <utility>

namespace bitpeer::sim {

script::script(
    seat place, const network& net, behaviour acts, spoken speaks, transport::v2_padding padding
)
    : endpoint(std::move(place)),
      acts_(std::move(acts)),
      net_(net),
      speaks_(speaks),
      padding_(std::move(padding)) {}

std::unique_ptr<transport::transport> script::reading_twin() const {
    const auto seed = home().stream("script", id());
    const bool dialled = who_dialled() == direction::outbound;
    if (speaks_ == spoken::v2) {
        const auto part = dialled ? crypto::party::initiator : crypto::party::responder;
        return std::make_unique<transport::v2>(net_, part, seed, padding_);
    }
    if (speaks_ == spoken::detecting && !dialled) {
        return std::make_unique<transport::v1_or_v2>(net_, seed, padding_);
    }
    return std::make_unique<transport::v1>(net_);
}

void script::opened() {
    transport_ = reading_twin();
    transport_moved();
    if (acts_.opened) acts_.opened(*this);
    push();
}

void script::say(byte_view raw) {
    queue_.insert(queue_.end(), raw.begin(), raw.end());
    push();
}

void script::say(const wire::message& message, wire::format_options options) {
    if (!transport_->ready()) {
        unsaid_.emplace_back(message, options);
        return;
    }
    say(seal(message, options));
}

bytes script::seal(const wire::message& message, wire::format_options options) {
    const auto frame = transport_->seal(message.command(), message.payload_for(options).value());
    bytes sealed;
    for (const auto part : {frame.head.view(), frame.body.view()}) {
        sealed.insert(sealed.end(), part.begin(), part.end());
    }
    return sealed;
}

/// Says what opens a stream, and what waited for that.
void script::transport_moved() {
    if (const auto raw = transport_->take_output(); !raw.empty()) say(raw.view());
    if (unsaid_.empty() || !transport_->ready()) return;
    for (const auto& [message, options] : std::exchange(unsaid_, {})) say(message, options);
}

void script::push() {
    if (std::exchange(pushing_, true)) return;
    for (;;) {
        const auto taken = mine().write(queue_);
        if (taken > 0) home().tell(&observer::wrote, *this, byte_view(queue_).first(taken));
        queue_.erase(queue_.begin(), queue_.begin() + static_cast<std::ptrdiff_t>(taken));
        if (!queue_.empty() || then_ != then::go_on || !acts_.drained || !mine().carries()) break;
        acts_.drained(*this);
        if (queue_.empty()) break;
    }
    pushing_ = false;
    if (!queue_.empty()) return;
    if (then_ == then::half_close) mine().end();
    if (then_ == then::close) mine().close();
}

void script::half_close() {
    then_ = then::half_close;
    push();
}

void script::close() {
    then_ = then::close;
    push();
}

void script::read_on() {
    reading_ = true;
    readable();
}

void script::after(duration span, std::function<void(script&)> what) {
    plan(now() + span, agenda::kind::deed, [this, what = std::move(what)] {
        if (still_open()) what(*this);
    });
}

void script::readable() {
    if (!reading_) return;
    const auto unread = mine().unread();
    const bytes data(unread.begin(), unread.end());  // a behaviour may close the line meanwhile
    if (!data.empty()) {
        home().tell(&observer::read, *this, byte_view(data));
        bytes_heard_ += data.size();
        mine().consume(data.size());
        if (acts_.read) acts_.read(*this, data);
    }
    for (byte_view left = data; !left.empty();) {
        const auto item = transport_->receive(left);
        transport_moved();
        hear(item);
    }
    if (mine().exhausted() && !remote_ended_) {
        remote_ended_ = true;
        home().tell(&observer::cut_off, *this, "the remote ended its side");
        end_is_seen();
    }
}

void script::hear(const transport::received& item) {
    const auto* frame = std::get_if<transport::frame>(&item);
    if (frame == nullptr) return;
    if (commands_heard_.size() < kept_max) commands_heard_.emplace_back(frame->command.text());
    if (acts_.heard) acts_.heard(*this, *frame);
}

void script::broken(const std::string& detail) {
    was_broken_ = true;
    home().tell(&observer::cut_off, *this, detail);
    end_is_seen();
}

void script::end_is_seen() {
    if (!over_since_) over_since_ = now();
    if (acts_.over) acts_.over(*this);
}

}  // namespace bitpeer::sim
