/// How what is queued gets into a stream: at once where that goes, else when the stream takes it.

#include <tests/unit/runtime/wrapped_stream.hpp>

#include <memory>
#include <stdexcept>
#include <string>

namespace bitpeer::test {
namespace {

/// What a stream does with a write that does not wait.
enum class at_once { everything, ten_bytes, never, fails, throws };

class choosy_stream final : public wrapped_stream {
public:
    choosy_stream(std::unique_ptr<stream> inner, at_once manner, int& waits)
        : wrapped_stream(std::move(inner)), manner_(manner), waits_(waits) {}

    asio::awaitable<io_outcome> write_some(std::span<const asio::const_buffer> parts) override {
        ++waits_;
        return wrapped_stream::write_some(parts);
    }
    io_outcome try_write(std::span<const asio::const_buffer> parts) override {
        switch (manner_) {
            case at_once::everything: return wrapped_stream::try_write(parts);
            case at_once::ten_bytes: {
                const asio::const_buffer some = asio::buffer(parts.front(), 10);
                return wrapped_stream::try_write(std::span(&some, 1));
            }
            case at_once::never: return stream::try_write(parts);
            case at_once::fails: return {.error = asio::error::broken_pipe};
            case at_once::throws: break;
        }
        throw std::runtime_error("no such stream");
    }

private:
    at_once manner_;
    int& waits_;
};

wrapping in(at_once manner, int& waits) {
    return [=, &waits](std::unique_ptr<stream> inner) {
        return std::make_unique<choosy_stream>(std::move(inner), manner, waits);
    };
}

/// Sends two hundred pings through a stream of this manner. Returns how often it was waited for.
int waits_for(at_once manner) {
    int waits = 0;
    exchange_pings(in(manner, waits), pings::sent, 200);
    return waits;
}

std::string end_with(at_once manner) {
    int waits = 0;
    return end_over(in(manner, waits), direction::outbound);
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
