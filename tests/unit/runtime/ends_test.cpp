/// How connections end, and how long one may have to wait for it.

#include <bitpeer/wire/messages/mempool.hpp>
#include <tests/unit/runtime/loop.hpp>

#include <memory>

namespace bitpeer::test {
namespace {

TEST(runtime_end, is_told_to_all_who_wait_once_and_to_all_who_ask_later) {
    run([](asio::io_context& io) -> asio::awaitable<void> {
        auto [ours, theirs] = co_await connect(io);
        int told = 0;
        for (int i = 0; i < 3; ++i) {
            asio::co_spawn(
                io,
                ours.closed(),
                [&](const std::exception_ptr&, const result<disconnect, failure>& why) {
                    EXPECT_EQ(why.value().detail, "first");
                    ++told;
                }
            );
        }
        ours.disconnect("first");
        ours.disconnect("second");
        EXPECT_EQ((co_await ours.closed()).value().detail, "first");
        EXPECT_EQ((co_await ours.closed()).value().detail, "first");
        co_await eventually(io, [&] { return told == 3; });
        EXPECT_EQ(ours.state(), stage::ended);
        EXPECT_EQ(ours.why_ended()->detail, "first");
        const auto up = co_await ours.ready();
        EXPECT_EQ(up.error().code, failure_code::ended);
    });
}

TEST(runtime_end, closes_the_stream) {
    run([](asio::io_context& io) -> asio::awaitable<void> {
        auto [ours, theirs] = co_await connect(io);
        ours.disconnect();
        for (;;) {
            const auto told = co_await theirs.next();
            if (std::holds_alternative<disconnected>(told)) break;
        }
    });
}

TEST(runtime_end, can_be_waited_for_by_a_thread) {
    const watchdog guard;
    asio::io_context io;
    auto ends = socket_pair(io);
    const client maker(io.get_executor(), regtest());
    const auto ours = maker.adopt(make_stream(std::move(ends.first)), direction::outbound);
    std::thread runner([&] { io.run(); });
    std::thread ender([ours] { ours.disconnect("from afar"); });
    EXPECT_EQ(ours.wait().value().detail, "from afar");
    EXPECT_EQ(ours.wait().value().detail, "from afar");
    ender.join();
    runner.join();
}

TEST(runtime_end, comes_when_the_last_handle_goes) {
    run([](asio::io_context& io) -> asio::awaitable<void> {
        auto [ours, theirs] = co_await connect(io);
        auto copy = ours;
        ours = {};
        EXPECT_EQ(copy.state(), stage::running);
        copy = {};
        for (;;) {
            const auto told = co_await theirs.next();
            if (std::holds_alternative<disconnected>(told)) break;
        }
    });
}

TEST(runtime_end, may_come_at_once) {
    run([](asio::io_context& io) -> asio::awaitable<void> {
        auto ends = socket_pair(io);
        const client maker(io.get_executor(), regtest());
        const auto ours = maker.adopt(
            make_stream(std::move(ends.first)),
            direction::outbound,
            [](const peer& early) { early.disconnect("never mind"); }
        );
        EXPECT_EQ((co_await ours.closed()).value().detail, "never mind");
        // Not a byte was exchanged.
        std::array<char, 1> byte{};
        boost::system::error_code error;
        co_await ends.second.async_read_some(
            asio::buffer(byte), asio::redirect_error(asio::use_awaitable, error)
        );
        EXPECT_EQ(error, asio::error::eof);
    });
}

TEST(runtime_end, of_the_whole_context_leaks_nothing) {
    const auto token = std::make_shared<int>(1);
    {
        asio::io_context io;
        asio::co_spawn(
            io,
            [&io, token]() -> asio::awaitable<void> {
                auto [ours, theirs] = co_await connect(io);
                const auto circle = ours.on_any([token, ours = ours](const wire::message&) {});
                (void)ours.send(wire::mempool{}, [token, ours = ours](send_outcome) {});
                const auto inbox = ours.inbox<wire::mempool>();
                asio::co_spawn(
                    io,
                    [ours = ours]() -> asio::awaitable<void> { co_await ours.ping(long_enough); },
                    [](const std::exception_ptr&) {}
                );
                io.stop();
                co_await ours.closed();
                ADD_FAILURE() << "nothing runs any more";
            },
            [](const std::exception_ptr&) {}
        );
        io.run();
        EXPECT_GT(token.use_count(), 1);
    }
    EXPECT_EQ(token.use_count(), 1);
}

/// A stream of the owner's that does not behave.
class odd_stream final : public stream {
public:
    enum class fault { throws_at_reading, throws_at_writing, never_waits };

    odd_stream(asio::io_context& io, fault what) : io_(io), what_(what) {}

    asio::any_io_executor get_executor() override { return io_.get_executor(); }

    asio::awaitable<io_outcome> read_some(read_space& space) override {
        if (what_ == fault::throws_at_reading) throw std::runtime_error("cannot read");
        if (what_ == fault::throws_at_writing) co_await asio::post(io_, asio::use_awaitable);
        if (what_ == fault::never_waits && reads_++ < 100) {
            const auto room = space.take();
            *static_cast<std::uint8_t*>(room.data()) =
                networks::bitcoin_regtest.magic[0];  // one byte of a frame, and then nonsense
            co_return io_outcome{{}, 1};
        }
        co_return io_outcome{asio::error::eof, 0};
    }

    asio::awaitable<io_outcome> write_some(std::span<const asio::const_buffer> parts) override {
        if (what_ == fault::throws_at_writing) throw std::runtime_error("cannot write");
        co_return io_outcome{{}, asio::buffer_size(parts)};
    }

    void close() override { throw std::runtime_error("cannot even close"); }

    [[nodiscard]] std::string remote_address() const override { return "odd"; }

private:
    asio::io_context& io_;
    fault what_;
    int reads_ = 0;
};

TEST(runtime_end, comes_with_the_reason_when_a_stream_throws) {
    run([](asio::io_context& io) -> asio::awaitable<void> {
        const client maker(io.get_executor(), regtest());
        using enum odd_stream::fault;
        const auto deaf =
            maker.adopt(std::make_unique<odd_stream>(io, throws_at_reading), direction::inbound);
        EXPECT_EQ(
            (co_await deaf.closed()).value().message(),
            "connection_failed: the stream threw: cannot read"
        );
        const auto dumb =
            maker.adopt(std::make_unique<odd_stream>(io, throws_at_writing), direction::outbound);
        EXPECT_EQ(
            (co_await dumb.closed()).value().message(),
            "connection_failed: the stream threw: cannot write"
        );
        EXPECT_EQ(dumb.remote_address(), "odd");
    });
}

TEST(runtime_end, comes_when_a_stream_never_waits) {
    run([](asio::io_context& io) -> asio::awaitable<void> {
        const client maker(io.get_executor(), regtest(transport_policy::v1_only));
        const auto hasty = maker.adopt(
            std::make_unique<odd_stream>(io, odd_stream::fault::never_waits), direction::outbound
        );
        EXPECT_EQ((co_await hasty.closed()).value().reason, disconnect_reason::wrong_magic);
    });
}

}  // namespace
}  // namespace bitpeer::test
