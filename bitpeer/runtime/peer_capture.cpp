#include <bitpeer/runtime/clock.hpp>
#include <bitpeer/runtime/peer_capture.hpp>

#include <mutex>
#include <utility>
#include <variant>

namespace bitpeer {

namespace {

std::uint32_t counted(std::uint64_t size) { return static_cast<std::uint32_t>(size); }

capture::message recorded(const transport::frame& frame) {
    return {capture::way::received, frame.command, frame.payload, counted(frame.wire_size)};
}

capture::damaged recorded(const transport::dropped_frame& frame) {
    return {
        std::string(to_string(frame.code)),
        frame.command,
        counted(frame.payload_size),
        counted(frame.wire_size),
    };
}

capture::broken recorded(const transport::broken_stream& stream) {
    return {std::string(to_string(stream.code)), stream.command, stream.actual, stream.allowed};
}

}  // namespace

/// What the callbacks share. They come one at a time; who asks how far it is may come at any time.
class peer_capture::state {
public:
    state(std::unique_ptr<capture::writer> into, failure_callback on_failure)
        : into_(std::move(into)), on_failure_(std::move(on_failure)) {}

    void begin(const capture::opening& first) {
        const std::lock_guard lock(mutex_);
        (void)kept(into_->begin(first));
    }

    void add(const capture::record& next) {
        std::optional<std::string> failure;
        {
            const std::lock_guard lock(mutex_);
            if (over_) return;
            count(next);
            failure = kept(into_->add(next));
            if (progress_.ended && !failure) failure = close();
        }
        if (failure && on_failure_) on_failure_(*failure);
    }

    void flush() {
        const std::lock_guard lock(mutex_);
        if (!over_) (void)kept(into_->flush());
    }

    void stop() {
        const std::lock_guard lock(mutex_);
        if (!over_) (void)close();
    }

    capture_progress progress() {
        const std::lock_guard lock(mutex_);
        auto now = progress_;
        if (into_) now.bytes = into_->written();
        return now;
    }

private:
    /// Takes note of a failure; gives it when it is to be told.
    std::optional<std::string> kept(result<void, std::string> outcome) {
        if (outcome || progress_.failure) return std::nullopt;
        over_ = true;
        progress_.failure = std::move(outcome.error());
        return progress_.failure;
    }

    /// Nothing comes after this: the file is closed.
    std::optional<std::string> close() {
        auto failure = kept(into_->flush());
        over_ = true;
        progress_.bytes = into_->written();
        into_.reset();
        return failure;
    }

    void count(const capture::record& next) {
        if (const auto* said = std::get_if<capture::message>(&next.what)) {
            ++(said->way == capture::way::received ? progress_.received : progress_.written);
        } else if (std::holds_alternative<capture::damaged>(next.what)) {
            ++progress_.received;
        } else if (std::holds_alternative<capture::end>(next.what)) {
            progress_.ended = true;
        }
    }

    std::mutex mutex_;
    std::unique_ptr<capture::writer> into_;
    const failure_callback on_failure_;
    capture_progress progress_;
    bool over_ = false;
};

peer_capture::peer_capture(
    const peer& of, const network& net, std::unique_ptr<capture::writer> into,
    failure_callback on_failure
)
    : state_(std::make_shared<state>(std::move(into), std::move(on_failure))) {
    capture::opening first;
    first.started = of.statistics().started;
    first.network = net.name;
    first.magic = net.magic;
    first.who_dialled = of.who_dialled();
    first.kind = of.kind().name;
    first.remote_address = of.remote_address();
    first.local_address = of.local_address();
    first.software = "bitpeer";
    state_->begin(first);

    heard_ = of.on_heard([to = state_](const heard_frame& frame) {
        if (const auto* whole = std::get_if<transport::frame>(&frame.what)) {
            to->add({frame.when, recorded(*whole)});
        } else if (const auto* lost = std::get_if<transport::dropped_frame>(&frame.what)) {
            to->add({frame.when, recorded(*lost)});
        } else if (const auto* cut = std::get_if<transport::broken_stream>(&frame.what)) {
            to->add({frame.when, recorded(*cut)});
        }
    });
    written_ = of.tap([to = state_](const tapped_message& said) {
        if (said.flow != flow::written || said.command.empty()) return;
        capture::message what{capture::way::written, said.command, said.payload, {}};
        what.wire_size = counted(said.wire_size);
        to->add({said.when, std::move(what)});
    });
    // Not the peer itself: what it holds must not hold it.
    events_ = of.on_event([to = state_, weak = std::weak_ptr(of.handle_)](const event& told) {
        if (const auto* lost = std::get_if<message_dropped>(&told)) {
            to->add(
                {system_now(),
                 capture::verdict{std::string(to_string(lost->reason)), lost->command}}
            );
        } else if (const auto* up = std::get_if<handshake_completed>(&told)) {
            capture::handshake what{.protocol_version = up->negotiated->protocol_version};
            if (auto handle = weak.lock()) {
                const peer alive(std::move(handle));
                what.transport = alive.transport();
                what.session = alive.session();
            }
            to->add({system_now(), std::move(what)});
        } else if (const auto* over = std::get_if<disconnected>(&told)) {
            const auto& why = over->why;
            to->add({system_now(), capture::end{std::string(to_string(why.reason)), why.detail}});
        }
    });
}

peer_capture& peer_capture::operator=(peer_capture&& other) noexcept {
    if (this != &other) {
        stop();
        state_ = std::move(other.state_);
        heard_ = std::move(other.heard_);
        written_ = std::move(other.written_);
        events_ = std::move(other.events_);
    }
    return *this;
}

peer_capture::~peer_capture() { stop(); }

void peer_capture::flush() const {
    if (state_) state_->flush();
}

void peer_capture::stop() {
    heard_.reset();
    written_.reset();
    events_.reset();
    if (state_) state_->stop();
}

capture_progress peer_capture::progress() const {
    return state_ ? state_->progress() : capture_progress{};
}

}  // namespace bitpeer
