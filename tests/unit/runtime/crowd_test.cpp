/// Many peers that come and go as they like, on two threads.

#include <bitpeer/runtime/listener.hpp>
#include <bitpeer/wire/messages/feefilter.hpp>
#include <bitpeer/wire/messages/inv.hpp>
#include <tests/support/splitmix64.hpp>
#include <tests/unit/runtime/loop.hpp>

#include <atomic>
#include <memory>

namespace bitpeer::test {
namespace {

class crowd {
public:
    std::atomic<int> sends{0};
    std::atomic<int> completions{0};
    std::atomic<int> connected{0};
    std::atomic<int> closed{0};
    std::atomic<int> running{0};

    /// Runs `body` on a thread of its own, until `join`.
    void elsewhere(std::function<void()> body) {
        const std::lock_guard lock(mutex_);
        if (threads_.size() == 64) join();  // each is short
        threads_.emplace_back(std::move(body));
    }
    void join() {
        for (auto& thread : std::exchange(threads_, {})) thread.join();
    }

private:
    std::mutex mutex_;
    std::vector<std::thread> threads_;
};

/// What one peer does: a few things at random, then one of many ways to go.
asio::awaitable<void> live(peer self, std::uint64_t seed, std::shared_ptr<crowd> count) {
    auto random = splitmix64(seed);
    auto inbox = self.inbox<wire::inv>({.budget = 1'000, .patience = 1ms});
    const auto kept = self.on<wire::feefilter>([self, seed](const wire::feefilter& fee) {
        if (fee.fee_rate % 16 == static_cast<std::int64_t>(seed % 16))
            self.disconnect("in a callback");
    });
    for (int i = 0; i < 6; ++i) {
        switch (random.below(6)) {
            case 0:
            case 1: {
                const auto fee = static_cast<std::int64_t>(random.below(64));
                const auto sent = self.send(wire::feefilter{fee}, [count](send_outcome) {
                    ++count->completions;
                });
                if (sent) ++count->sends;
                break;
            }
            case 2: {
                wire::inv message;
                message.items.push_back({wire::inventory_type::transaction, {}});
                (void)self.send(message);
                break;
            }
            case 3: (void)(co_await self.ping(1s)); break;
            case 4: (void)(co_await self.async_send(wire::feefilter{1})); break;
            case 5: (void)inbox.try_next(); break;
        }
    }
    switch (random.below(3)) {
        case 0: self.disconnect("at the end"); break;
        case 1: count->elsewhere([self] { self.disconnect("from another thread"); }); break;
        case 2:
            self.disconnect();
            self.disconnect();
            break;
    }
    const auto why = co_await self.closed();
    EXPECT_TRUE(why);
    ++count->closed;
}

TEST(runtime_crowd, starts_and_stops_without_losing_a_completion) {
    constexpr int peers = 10'000;
    asio::io_context io(2);
    auto count = std::make_shared<crowd>();
    run(
        io,
        [&]() -> asio::awaitable<void> {
            auto server = listener::bind(io.get_executor(), "127.0.0.1:0", regtest()).value();
            const client maker(io.get_executor(), regtest(transport_policy::v1_only));
            const client careful(io.get_executor(), regtest(transport_policy::require_v2));
            const auto begin = [&](asio::awaitable<void> body) {
                ++count->running;
                asio::co_spawn(io, std::move(body), [count](const std::exception_ptr& thrown) {
                    EXPECT_FALSE(thrown);
                    --count->running;
                });
            };
            const auto dial = [](client by,
                                 std::string address,
                                 std::uint64_t seed,
                                 std::shared_ptr<crowd>
                                     by_count) -> asio::awaitable<void> {
                auto made = co_await by.connect(address);
                if (!made) co_return;
                ++by_count->connected;
                co_await live(*std::move(made), seed, by_count);
            };
            const auto serve =
                [](const listener& on, asio::io_context& context, std::shared_ptr<crowd> by_count
                ) -> asio::awaitable<void> {
                for (std::uint64_t seed = 1'000'000;; ++seed) {
                    auto accepted = co_await on.accept();
                    if (!accepted) co_return;
                    ++by_count->running;
                    asio::co_spawn(
                        context,
                        live(*std::move(accepted), seed, by_count),
                        [by_count](const std::exception_ptr&) { --by_count->running; }
                    );
                }
            };
            std::atomic<int> serving = 1;
            asio::co_spawn(io, serve(server, io, count), [&](const std::exception_ptr&) {
                serving = 0;
            });
            for (int i = 0; i < peers; ++i) {
                // Encryption costs so much more that a few will do.
                const auto& by = i % 50 == 0 ? careful : maker;
                begin(dial(by, server.local_address(), static_cast<std::uint64_t>(i), count));
                if (i % 32 == 31) co_await eventually(io, [&] { return count->running < 32; });
            }
            co_await eventually(io, [&] { return count->running == 0; });
            server.close();
            co_await eventually(io, [&] { return serving == 0; });
        },
        2
    );
    count->join();
    EXPECT_GT(count->connected, peers / 2);
    EXPECT_EQ(count->sends, count->completions);
}

TEST(runtime_crowd, is_let_go_with_its_context_at_any_moment) {
    for (int round = 0; round < 20; ++round) {
        const watchdog guard;
        auto count = std::make_shared<crowd>();
        asio::io_context io(2);
        auto server = listener::bind(io.get_executor(), "127.0.0.1:0", regtest()).value();
        const client maker(io.get_executor(), regtest());
        std::atomic<int> connected = 0;
        std::atomic<int> dialling = 10;
        for (int i = 0; i < 10; ++i) {
            asio::co_spawn(
                io,
                [&, i]() -> asio::awaitable<void> {
                    auto made = co_await maker.connect(server.local_address());
                    if (!made) co_return;
                    if (++connected == round / 2) io.stop();
                    co_await live(*std::move(made), static_cast<std::uint64_t>(i), count);
                },
                [&](const std::exception_ptr&) {
                    if (--dialling == 0) server.close();
                }
            );
        }
        asio::post(io, [&] {
            if (round == 0) io.stop();
        });
        asio::co_spawn(
            io,
            [&]() -> asio::awaitable<void> {
                // Fewer than were dialled may get here: one may leave before its verack is out.
                for (;;) {
                    const auto accepted = co_await server.accept();
                    if (!accepted) co_return;
                }
            },
            [](const std::exception_ptr&) {}
        );
        std::thread other([&] { io.run(); });
        io.run();
        other.join();
        count->join();
    }
}

}  // namespace
}  // namespace bitpeer::test
