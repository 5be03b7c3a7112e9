/// The connection may end behind any byte and at any step; nothing about it is special.

#include <bitpeer/wire/messages/getaddr.hpp>
#include <bitpeer/wire/messages/getheaders.hpp>
#include <bitpeer/wire/messages/headers.hpp>
#include <bitpeer/wire/messages/sendaddrv2.hpp>
#include <bitpeer/wire/messages/sendheaders.hpp>
#include <bitpeer/wire/messages/wtxidrelay.hpp>
#include <tests/support/transcript.hpp>

#include <gtest/gtest.h>

#include <map>
#include <string>
#include <vector>

namespace bitpeer {
namespace {

using test::beginning;
using test::regtest_config;
using test::remote_version;
using namespace std::chrono_literals;

/// What a remote says in a whole handshake and a little after it.
bytes recorded_handshake() {
    transport::v1 sealing(networks::bitcoin_regtest);
    bytes stream;
    const wire::message said[] = {
        remote_version(),
        wire::wtxidrelay{},
        wire::sendaddrv2{},
        wire::verack{},
        wire::sendheaders{},
        wire::ping{5},
        wire::headers{},
    };
    for (const auto& message : said) {
        const auto frame = sealing.seal(message.command(), message.payload_for({}).value());
        stream.insert(stream.end(), frame.head.view().begin(), frame.head.view().end());
    }
    return stream;
}

enum class way { in_order, failed, wanted };

/// One engine that is told the first `count` bytes, then of the end.
class short_life {
public:
    short_life(direction role, std::size_t count, way how, std::size_t piece) {
        engine_.emplace(regtest_config(), role, now_, entropy::from_number(count));
        submit(engine_->send(wire::getaddr{}, now_));
        const auto stream = recorded_handshake();
        for (std::size_t at = 0; at < count; at += piece) {
            engine_->receive(byte_view(stream).subspan(at, std::min(piece, count - at)), now_);
            drain();
            now_ = now_ + 1ms;
            if (engine_->state() == stage::running && open_requests_ == 0) {
                submit(engine_->request_headers({}, 1h, now_));
                ++open_requests_;
            }
        }
        // The owner said something more that is not written yet.
        submit(engine_->send(wire::getaddr{}, now_));
        if (how == way::wanted) {
            engine_->disconnect(now_);
        } else {
            engine_->closed({.failed = how == way::failed, .detail = "the end"}, now_);
        }
    }

    /// All promises of the end.
    void check(disconnect_reason reason) {
        std::vector<event> rest;
        while (auto next = engine_->poll_event()) {
            settle(*next);
            rest.push_back(std::move(*next));
        }
        ASSERT_FALSE(rest.empty());
        ASSERT_TRUE(std::holds_alternative<disconnected>(rest.back()))
            << "the last event is the end";
        EXPECT_EQ(std::get<disconnected>(rest.back()).why.reason, reason);
        for (std::size_t i = 0; i + 1 < rest.size(); ++i) {
            EXPECT_FALSE(std::holds_alternative<disconnected>(rest[i]));
        }
        for (const auto& [id, completions] : completions_) {
            EXPECT_EQ(completions, 1) << "ticket " << static_cast<std::uint64_t>(id);
        }
        EXPECT_TRUE(engine_->ended());
        EXPECT_EQ(engine_->why_ended()->reason, reason);
        EXPECT_TRUE(engine_->transmit().empty());
        EXPECT_FALSE(engine_->next_timeout());
        EXPECT_FALSE(engine_->wants_input());
        EXPECT_EQ(engine_->bytes_held(), 0U);
        engine_->timeout(now_ + 1h);
        EXPECT_FALSE(engine_->poll_event());
    }

    [[nodiscard]] bool was_running() const { return was_running_; }

private:
    void submit(const result<ticket, send_error>& accepted) {
        ASSERT_TRUE(accepted);
        EXPECT_TRUE(completions_.emplace(*accepted, 0).second);
    }
    void settle(const event& told) {
        if (const auto* sent = std::get_if<send_completed>(&told)) ++completions_.at(sent->id);
        if (const auto* asked = std::get_if<request_completed>(&told)) ++completions_.at(asked->id);
        was_running_ |= std::holds_alternative<handshake_completed>(told);
    }
    void drain() {
        while (const auto next = engine_->poll_event()) settle(*next);
        engine_->transmitted(engine_->transmit().bytes(), now_);
        while (const auto next = engine_->poll_event()) settle(*next);
    }

    instant now_ = beginning;
    std::optional<engine> engine_;
    std::map<ticket, int> completions_;
    int open_requests_ = 0;
    bool was_running_ = false;
};

void check_every_byte(way how, disconnect_reason reason) {
    const auto size = recorded_handshake().size();
    ASSERT_GT(size, 200U);
    for (const auto role : {direction::inbound, direction::outbound}) {
        for (const std::size_t piece : {std::size_t{1}, std::size_t{7}, size}) {
            for (std::size_t count = 0; count <= size; ++count) {
                SCOPED_TRACE(
                    std::string(role == direction::inbound ? "inbound" : "outbound") + ", " +
                    std::to_string(count) + " bytes, " + std::to_string(piece) + " at a time"
                );
                short_life life(role, count, how, piece);
                life.check(reason);
                EXPECT_EQ(life.was_running(), count >= size - 24 - 32 - 25);
                if (testing::Test::HasFailure()) return;
            }
        }
    }
}

TEST(end_at_any_byte, by_the_remote_in_order) {
    check_every_byte(way::in_order, disconnect_reason::closed_by_remote);
}

TEST(end_at_any_byte, by_an_error) {
    check_every_byte(way::failed, disconnect_reason::connection_failed);
}

TEST(end_at_any_byte, by_ourselves) { check_every_byte(way::wanted, disconnect_reason::requested); }

/// The handshake's deadline behind any byte.
TEST(timeout_at_any_byte, is_a_handshake_timeout_until_verack_is_whole) {
    const auto stream = recorded_handshake();
    const auto handshake = stream.size() - 24 - 32 - 25;
    for (const auto role : {direction::inbound, direction::outbound}) {
        for (std::size_t count = 0; count <= handshake; ++count) {
            engine e(regtest_config(), role, beginning, entropy::from_number(1));
            e.receive(byte_view(stream).first(count), beginning + 1s);
            e.timeout(beginning + 60s);
            EXPECT_EQ(e.ended(), count < handshake) << count;
            if (!e.ended()) continue;
            EXPECT_EQ(e.why_ended()->reason, disconnect_reason::handshake_timeout);
        }
    }
}

}  // namespace
}  // namespace bitpeer
