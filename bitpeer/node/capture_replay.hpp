#pragma once
/// A recorded connection lived through again: the remote says what it said then, when it said it,
/// to a new engine. No socket, no waiting: a bug report becomes a test.
///
///     const auto recorded = capture::read(file).value();
///     const auto outcome = capture::replay(recorded, capture::config_of(recorded, network));
///     EXPECT_TRUE(outcome.same()) << outcome.text();

#include <bitpeer/engine/engine.hpp>
#include <bitpeer/node/capture.hpp>
#include <bitpeer/transport/v1.hpp>

#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace bitpeer::capture {

/// The configuration with which the recording side would say what it said then, as far as that can
/// be seen: from its `version`, from what it offered behind it, from the connection's kind. What
/// nobody can see (deadlines, budgets, a profile, callbacks) is the default's.
[[nodiscard]] peer_config config_of(const recording& of, const network& net);

/// What became of it.
struct replay_outcome {
    std::size_t heard = 0;       ///< messages that the engine was given
    std::size_t arrived = 0;     ///< of these, those that it told to its owner
    std::size_t said = 0;        ///< messages that the engine wrote
    std::size_t resent = 0;      ///< of these, those that its owner had sent then
    std::size_t unsaid = 0;      ///< recorded as written by us, and not by this engine
    std::size_t unheard_of = 0;  ///< written by this engine, and not recorded
    /// Records that v1 frames cannot say: what only an encrypted stream has.
    std::size_t unsayable = 0;
    bool up = false;                ///< the handshake was done
    bool to_the_end = false;        ///< all that was recorded was played
    std::vector<verdict> dropped;   ///< messages that were let go, in order
    std::optional<disconnect> why;  ///< why it ended
    /// Whether the recording says how it ended, and a replay can tell.
    bool end_is_judged = false;

    /// What came out otherwise than it was recorded, each in a line for people; empty when
    /// everything did that was recorded.
    std::vector<std::string> differences;

    [[nodiscard]] bool same() const { return differences.empty(); }
    /// The differences in one text.
    [[nodiscard]] std::string text() const;
};

/// Plays a recording step by step. Time is the recording's: whoever wants to see it at the speed of
/// that day waits between the steps. Played twice, everything is the same, bit for bit.
///
/// What the remote said is framed in v1, whatever the connection was. Our own nonces are new: a
/// recorded `pong` is given that of the `ping` which takes the place of the one it answered. What
/// our side wrote then and the engine does not write by itself was its owner's doing, and is sent
/// again at its time, so that its questions are asked again.
class replayer {
public:
    using observer = std::function<void(const event&, instant)>;

    /// `what` must outlive it. `told` is called with each event.
    replayer(const recording& what, peer_config config, observer told = {});

    /// When the next step is due, by the recording's clock; nothing when it is over.
    [[nodiscard]] std::optional<instant> next() const;
    /// Takes that step.
    void step();

    /// Complete when it is over.
    [[nodiscard]] const replay_outcome& outcome() const { return outcome_; }
    [[nodiscard]] const bitpeer::engine& engine() const { return engine_; }

private:
    void play(const message& what);
    void play(const damaged& what);
    void play(const broken& what);
    void play(const verdict& what);
    void play(const handshake& what);
    void play(const end& what);

    void hear(const message& what);
    void say(const message& what);
    [[nodiscard]] instant recorded_time() const;
    [[nodiscard]] bool timer_is_first() const;
    bool find(const message& recorded);
    void match(const message& recorded, const shared_bytes& ours);
    [[nodiscard]] shared_bytes answered(const message& what) const;
    void feed(byte_view in);
    void feed_frame(wire::command_name command, const shared_bytes& payload);
    void feed_damaged(byte_view command, std::size_t payload_size);
    void settle();
    void tell(const event& what);
    [[nodiscard]] static bool judges(const end& recorded);
    void conclude();
    void compare_drops();

    const recording& what_;
    const peer_config config_;
    observer told_;
    bitpeer::engine engine_;
    transport::v1 mouth_;  // of the remote
    std::size_t position_ = 0;
    instant now_;
    std::optional<instant> patience_ends_;  // for an end that has to come by itself
    bool over_ = false;

    std::map<wire::command_name, std::deque<shared_bytes>> said_;  // and not found recorded yet
    std::map<wire::command_name, std::size_t> owed_;  // recorded, of the engine's own, not said yet
    std::map<std::uint64_t, std::uint64_t> nonces_;   // of pings: recorded, ours
    std::vector<verdict> expected_drops_;
    std::vector<verdict> unsayable_drops_;
    std::optional<end> expected_end_;
    bool expected_up_ = false;
    replay_outcome outcome_;
};

/// Plays a recording to its end at once.
[[nodiscard]] replay_outcome replay(
    const recording& what, const peer_config& config, replayer::observer told = {}
);

}  // namespace bitpeer::capture
