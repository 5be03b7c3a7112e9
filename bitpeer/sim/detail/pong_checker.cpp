#include <bitpeer/base/endian.hpp>
#include <bitpeer/sim/checkers.hpp>
#include <bitpeer/sim/detail/checkers.hpp>
#include <bitpeer/sim/detail/per_endpoint.hpp>
#include <bitpeer/sim/world.hpp>
#include <bitpeer/wire/messages/ping.hpp>
#include <bitpeer/wire/messages/pong.hpp>

#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <variant>

namespace bitpeer::sim::detail {

namespace {

/// Up to this version a `ping` gets no answer (BIP31).
constexpr int unanswered_until = 60000;

/// Every `ping` that an engine has read is answered, in order, by its own nonce, and at once: when
/// nothing is left to write, nothing is left to answer, and while something is, no more goes out
/// before the answer than the engine may have had queued.
class pong_checker final : public observer {
public:
    void happened(const peer& who, const event& what) override {
        const auto* arrived = std::get_if<message_arrived>(&what);
        if (arrived == nullptr || arrived->message.command() != wire::ping::command) return;
        if (who.engine().negotiated().format().bitcoin_version() <= unanswered_until) return;
        const auto nonce = nonce_in(arrived->message.raw());
        if (!nonce) return;
        auto& of = answers_.of(who);
        if (of.early.empty()) {
            of.asked.push_back({*nonce, of.written});
        } else {
            match(who, of.early.front(), *nonce);
            of.early.pop_front();
        }
    }
    void wrote(const endpoint& who, byte_view data) override {
        if (auto* of = answers_.find(who)) of->written += data.size();
    }
    void said(const peer& who, const transport::frame& sent) override {
        if (sent.command != wire::pong::command) return;
        const auto nonce = nonce_in(sent.payload);
        if (!nonce) return;
        auto& of = answers_.of(who);
        if (of.asked.empty()) {
            // Its owner has not been told of the question yet.
            of.early.push_back(*nonce);
            return;
        }
        const auto first = of.asked.front();
        of.asked.pop_front();
        match(who, *nonce, first.nonce);
        if (of.written - first.written_then > memory_bound(who)) {
            report(
                who,
                "let a ping wait for " + std::to_string(of.written - first.written_then) + " bytes"
            );
        }
    }
    void settled(const peer& who) override {
        const auto* of = answers_.find(who);
        if (of == nullptr || of->asked.empty() || !who.nothing_queued()) return;
        if (who.engine().ended()) return;
        report(who, "has nothing to write and a ping to answer");
        answers_.of(who).asked.clear();
    }
    void finished(const peer& who) override { answers_.forget(who); }

private:
    struct question {
        std::uint64_t nonce = 0;
        std::size_t written_then = 0;
    };
    struct state {
        std::deque<question> asked;       // without an answer on the line
        std::deque<std::uint64_t> early;  // answers whose question was not told yet
        std::size_t written = 0;
    };

    static std::optional<std::uint64_t> nonce_in(byte_view payload) {
        if (payload.size() < sizeof(std::uint64_t)) return std::nullopt;
        return load_le<std::uint64_t>(payload.data());
    }

    static void match(const peer& who, std::uint64_t answered, std::uint64_t asked) {
        if (answered != asked) report(who, "answered another ping than the one that was next");
    }

    per_endpoint<state> answers_;
};

}  // namespace

std::unique_ptr<observer> make_pong_checker() { return std::make_unique<pong_checker>(); }

}  // namespace bitpeer::sim::detail
