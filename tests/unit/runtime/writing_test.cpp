/// How what is queued gets into a stream: at once where that goes, else when the stream takes it.

#include <bitpeer/wire/messages/ping.hpp>
#include <tests/unit/runtime/loop.hpp>

#include <algorithm>
#include <memory>
#include <stdexcept>

namespace bitpeer::test {
namespace {

/// What a stream does with a write that does not wait.
enum class at_once { everything, ten_bytes, never, fails, throws };

class choosy_stream final : public stream {
public:
    choosy_stream(std::unique_ptr<stream> inner, at_once manner, int& waits)
        : inner_(std::move(inner)), manner_(manner), waits_(waits) {}

    asio::any_io_executor get_executor() override { return inner_->get_executor(); }
    asio::awaitable<io_outcome> read_some(read_space& space) override {
        return inner_->read_some(space);
    }
    asio::awaitable<io_outcome> write_some(std::span<const asio::const_buffer> parts) override {
        ++waits_;
        return inner_->write_some(parts);
    }
    io_outcome try_write(std::span<const asio::const_buffer> parts) override {
        switch (manner_) {
            case at_once::everything: return inner_->try_write(parts);
            case at_once::ten_bytes: {
                const asio::const_buffer some = asio::buffer(parts.front(), 10);
                return inner_->try_write(std::span(&some, 1));
            }
            case at_once::never: return stream::try_write(parts);
            case at_once::fails: return {.error = asio::error::broken_pipe};
            case at_once::throws: break;
        }
        throw std::runtime_error("no such stream");
    }
    void close() override { inner_->close(); }
    [[nodiscard]] std::string remote_address() const override { return "choosy"; }

private:
    std::unique_ptr<stream> inner_;
    at_once manner_;
    int& waits_;
};

/// Sends two hundred pings through a stream of this manner. Returns how often it was waited for.
int waits_for(at_once manner) {
    int waits = 0;
    run([&](asio::io_context& io) -> asio::awaitable<void> {
        auto ends = socket_pair(io);
        const client maker(io.get_executor(), regtest());
        const auto ours = maker.adopt(
            std::make_unique<choosy_stream>(make_stream(std::move(ends.first)), manner, waits),
            direction::outbound
        );
        const client other(io.get_executor(), regtest());  // one client's peers know each other
        const auto theirs = other.adopt(make_stream(std::move(ends.second)), direction::inbound);
        EXPECT_TRUE(co_await ours.ready());
        EXPECT_TRUE(co_await theirs.ready());
        auto heard = theirs.inbox<wire::ping>();
        for (std::uint64_t nonce = 1; nonce <= 200; ++nonce) {
            EXPECT_TRUE(ours.send(wire::ping{nonce}));
        }
        for (std::uint64_t nonce = 1; nonce <= 200; ++nonce) {
            const auto arrived = (co_await heard.next()).value();
            EXPECT_EQ(arrived.nonce, nonce);
        }
        ours.disconnect();
        theirs.disconnect();
        co_await ours.closed();
        co_await theirs.closed();
    });
    return waits;
}

std::string end_with(at_once manner) {
    std::string why;
    run([&](asio::io_context& io) -> asio::awaitable<void> {
        int waits = 0;
        auto ends = socket_pair(io);
        const client maker(io.get_executor(), regtest());
        const auto ours = maker.adopt(
            std::make_unique<choosy_stream>(make_stream(std::move(ends.first)), manner, waits),
            direction::outbound
        );
        why = (co_await ours.closed()).value().message();
    });
    return why;
}

TEST(runtime_writing, waits_for_no_stream_that_takes_everything_at_once) {
    EXPECT_EQ(waits_for(at_once::everything), 0);
}

TEST(runtime_writing, goes_on_where_a_stream_took_a_part) { waits_for(at_once::ten_bytes); }

TEST(runtime_writing, waits_for_a_stream_that_takes_nothing_at_once) {
    EXPECT_GT(waits_for(at_once::never), 0);
}

TEST(runtime_writing, that_fails_ends_the_connection_and_says_why) {
    EXPECT_EQ(end_with(at_once::fails), "connection_failed: Broken pipe");
}

TEST(runtime_writing, into_a_stream_that_throws_ends_the_connection_and_says_why) {
    EXPECT_EQ(end_with(at_once::throws), "connection_failed: the stream threw: no such stream");
}

}  // namespace
}  // namespace bitpeer::test
