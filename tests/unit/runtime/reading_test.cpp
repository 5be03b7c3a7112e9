/// How what arrives gets out of a stream: read when the stream says that something is there, or
/// waited for in it.

#include <bitpeer/runtime/read_notice.hpp>
#include <bitpeer/wire/messages/ping.hpp>
#include <tests/unit/runtime/wrapped_stream.hpp>

#include <array>
#include <memory>
#include <stdexcept>
#include <string>

namespace bitpeer::test {
namespace {

struct noting_waiter final : read_waiter {
    std::vector<boost::system::error_code> told;
    int lost = 0;

    void readable(const boost::system::error_code& error) override { told.push_back(error); }
    void forgotten() override { ++lost; }
};

/// Room for one read, on the spot.
struct small_space final : read_space {
    std::array<char, 64> room{};

    asio::mutable_buffer take() override { return asio::buffer(room); }
};

TEST(read_notice, tells_once_and_on_its_strand) {
    asio::io_context io;
    auto [ours, theirs] = socket_pair(io);
    const auto stream = make_stream(std::move(ours));
    const auto waiter = std::make_shared<noting_waiter>();
    ASSERT_TRUE(stream->tells_when_readable());
    stream->when_readable({waiter, detail::guarded_strand::on(io.get_executor())});
    io.poll();
    EXPECT_TRUE(waiter->told.empty()) << "nothing is there yet";
    small_space space;
    EXPECT_EQ(stream->try_read(space).error, asio::error::would_block);

    asio::write(theirs, asio::buffer("words", 5));
    io.restart();
    io.run();
    ASSERT_EQ(waiter->told.size(), 1U);
    EXPECT_FALSE(waiter->told.front());
    EXPECT_EQ(stream->try_read(space).count, 5U);
    EXPECT_EQ(stream->try_read(space).error, asio::error::would_block);
    theirs.close();
    EXPECT_EQ(stream->try_read(space).error, asio::error::eof);
    EXPECT_EQ(waiter->lost, 0);
}

TEST(read_notice, tells_of_a_stream_that_is_closed) {
    asio::io_context io;
    const auto stream = make_stream(socket_pair(io).first);
    const auto waiter = std::make_shared<noting_waiter>();
    stream->when_readable({waiter, detail::guarded_strand::on(io.get_executor())});
    io.poll();
    stream->close();
    io.restart();
    io.run();
    EXPECT_EQ(waiter->told.size() + static_cast<std::size_t>(waiter->lost), 1U);
}

TEST(read_notice, that_is_destroyed_says_so_once) {
    asio::io_context io;
    const auto waiter = std::make_shared<noting_waiter>();
    {
        read_notice first(waiter, detail::guarded_strand::on(io.get_executor()));
        const read_notice second(std::move(first));
    }
    EXPECT_EQ(waiter->lost, 1);
    EXPECT_TRUE(waiter->told.empty());
}

/// How a stream gives what it has.
enum class manner { tells, waits, throws, throws_when_asked_to_tell };

/// Counts how it is read.
class counting_stream final : public wrapped_stream {
public:
    struct counts {
        int waits = 0;
        int notices = 0;
    };

    counting_stream(std::unique_ptr<stream> inner, manner how, counts& of)
        : wrapped_stream(std::move(inner)), how_(how), counts_(of) {}

    asio::awaitable<io_outcome> read_some(read_space& space) override {
        ++counts_.waits;
        return wrapped_stream::read_some(space);
    }
    [[nodiscard]] bool tells_when_readable() const override { return how_ != manner::waits; }
    void when_readable(read_notice told) override {
        ++counts_.notices;
        if (how_ == manner::throws_when_asked_to_tell) throw std::runtime_error("cannot tell");
        wrapped_stream::when_readable(std::move(told));
    }
    io_outcome try_read(read_space& space) override {
        if (how_ == manner::throws) throw std::runtime_error("cannot read");
        return wrapped_stream::try_read(space);
    }

private:
    manner how_;
    counts& counts_;
};

wrapping in(manner how, counting_stream::counts& of) {
    return [=, &of](std::unique_ptr<stream> inner) {
        return std::make_unique<counting_stream>(std::move(inner), how, of);
    };
}

/// Hears a thousand pings, of which some come by each read and many by one.
counting_stream::counts read_with(manner how) {
    counting_stream::counts counts;
    exchange_pings(in(how, counts), pings::heard, 1000);
    return counts;
}

TEST(runtime_reading, waits_in_no_stream_that_tells_when_it_is_readable) {
    const auto counts = read_with(manner::tells);
    EXPECT_EQ(counts.waits, 0);
    EXPECT_GT(counts.notices, 0);
}

TEST(runtime_reading, waits_in_a_stream_that_cannot_tell) {
    const auto counts = read_with(manner::waits);
    EXPECT_GT(counts.waits, 0);
    EXPECT_EQ(counts.notices, 0);
}

std::string end_with(manner how) {
    counting_stream::counts counts;
    return end_over(in(how, counts), direction::inbound);
}

TEST(runtime_reading, of_a_stream_that_throws_ends_the_connection_and_says_why) {
    const std::string threw = "connection_failed: the stream threw: ";
    EXPECT_EQ(end_with(manner::throws), threw + "cannot read");
    EXPECT_EQ(end_with(manner::throws_when_asked_to_tell), threw + "cannot tell");
}

TEST(runtime_reading, of_what_a_callback_ends_in_the_middle_tells_nothing_behind_it) {
    run([](asio::io_context& io) -> asio::awaitable<void> {
        auto ends = socket_pair(io);
        const client maker(io.get_executor(), regtest(transport_policy::v1_only));
        const auto ours = maker.adopt(make_stream(std::move(ends.first)), direction::inbound);
        const client other(io.get_executor(), regtest(transport_policy::v1_only));
        const auto theirs = other.adopt(make_stream(std::move(ends.second)), direction::outbound);
        EXPECT_TRUE(co_await ours.ready());
        EXPECT_TRUE(co_await theirs.ready());
        // Far behind it, in the same read: a thousand pings are four pieces.
        std::uint64_t last = 0;
        const auto hearing = ours.on<wire::ping>([&](const wire::ping& told) {
            last = told.nonce;
            if (told.nonce == 10) ours.disconnect("enough");
        });
        for (std::uint64_t nonce = 1; nonce <= 1000; ++nonce) {
            EXPECT_TRUE(theirs.send(wire::ping{nonce}));
        }
        EXPECT_EQ((co_await ours.closed()).value().detail, "enough");
        EXPECT_LT(last, 1000U) << "what was read before may be told, but no more is read";
        theirs.disconnect();
        co_await theirs.closed();
    });
}

}  // namespace
}  // namespace bitpeer::test
