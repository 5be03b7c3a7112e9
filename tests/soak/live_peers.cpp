#include "live_peers.hpp"

#include <bitpeer/base/poisson.hpp>
#include <bitpeer/params/networks.hpp>
#include <bitpeer/runtime/client.hpp>
#include <bitpeer/runtime/clock.hpp>
#include <bitpeer/runtime/listener.hpp>
#include <tests/support/splitmix64.hpp>

#include "conversation.hpp"
#include "footprint.hpp"
#include "ledger.hpp"
#include "sample_file.hpp"
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/strand.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <algorithm>
#include <atomic>
#include <cstdio>
#include <thread>
#include <utility>
#include <vector>

namespace bitpeer::soak {

namespace {

namespace asio = boost::asio;
using namespace std::chrono_literals;
using test::splitmix64;

/// Small budgets and frequent pings: what is bounded shall be full soon, so that only what is not
/// can grow.
[[nodiscard]] peer_config configured(transport_policy transports) {
    peer_config config;
    config.network = networks::bitcoin_regtest;
    config.transports = transports;
    config.services = wire::services::network | wire::services::witness;
    config.budgets.known_inventory = 4'800;
    config.budgets.inventory_queue = 36'000;
    config.times = timing{.ping_interval = 20s};
    return config;
}

class crowd {
public:
    explicit crowd(const options& given)
        : given_(given),
          pool_(given.threads),
          plain_(pool_.get_executor(), configured(transport_policy::v1_only)),
          encrypted_(pool_.get_executor(), configured(transport_policy::require_v2)) {
        listener_options prepared;
        prepared.prepare = [this](const peer& fresh) { welcome(fresh); };
        open_ = listener::bind(
                    pool_.get_executor(),
                    "127.0.0.1:0",
                    configured(transport_policy::prefer_v2),
                    std::move(prepared)
        )
                    .value();
        asio::co_spawn(pool_, accept(), asio::detached);
        for (std::uint32_t number = 0; number < given.peers; ++number) {
            ++places_;
            asio::co_spawn(asio::make_strand(pool_), place(number), [this](auto&&...) {
                --places_;
            });
        }
    }

    /// Both sides of each connection.
    [[nodiscard]] std::uint64_t up() const { return up_; }
    [[nodiscard]] const ledger& count() const { return count_; }

    /// Sends everybody away, and returns when they have gone.
    void end() {
        over_ = true;
        while (places_ > 0 || count_.living() > 0) std::this_thread::sleep_for(10ms);
        open_.close();
        pool_.join();
    }

private:
    void welcome(const peer& fresh) {
        enter(count_, fresh);
        auto inbox = fresh.open_inbox(talked_about());
        asio::co_spawn(
            asio::make_strand(pool_), answer_all(fresh, std::move(inbox), count_), asio::detached
        );
    }

    asio::awaitable<void> accept() {
        for (;;) {
            const auto taken = co_await open_.accept();
            if (!taken) co_return;
            asio::co_spawn(asio::make_strand(pool_), see_out(*taken), asio::detached);
        }
    }

    asio::awaitable<void> see_out(peer who) {
        ++up_;
        (void)(co_await who.closed());
        --up_;
    }

    /// One after the other, as long as the run lasts.
    asio::awaitable<void> place(std::uint32_t number) {
        splitmix64 random(number);
        const client& by = number % 2 == 0 ? plain_ : encrypted_;
        const peer_preparation prepare = [this](const peer& fresh) { welcome(fresh); };
        while (!over_) {
            const auto made = co_await by.connect(open_.local_address(), 60s, prepare);
            if (!made) {
                ++count_.unreachable;
                co_await pause(1s);
                continue;
            }
            ++up_;
            co_await live(*made, random);
            --up_;
        }
    }

    asio::awaitable<void> live(peer self, splitmix64& random) {
        const auto until = system_now() + poisson_wait(given_.lifetime, random);
        while (!over_ && system_now() < until) {
            co_await pause(500ms + random.below(1'000) * 1ms);
            if (self.why_ended()) co_return;
            co_await say_something(self, random, count_);
        }
        self.disconnect("its time is over");
        (void)(co_await self.closed());
    }

    static asio::awaitable<void> pause(std::chrono::nanoseconds length) {
        asio::steady_timer timer(co_await asio::this_coro::executor, length);
        co_await timer.async_wait(asio::use_awaitable);
    }

    const options given_;
    std::atomic<bool> over_{false};
    std::atomic<std::uint64_t> places_{0};
    std::atomic<std::uint64_t> up_{0};
    ledger count_;
    asio::thread_pool pool_;
    const client plain_;
    const client encrypted_;
    listener open_;
};

void tell(const char* what, const trend& found) {
    constexpr double mebi = 1 << 20;
    std::printf(
        "%s: mean %.1f MiB, growth over the second half %+.2f MiB (%+.2f MiB an hour)\n",
        what,
        found.mean / mebi,
        found.growth / mebi,
        found.per_second * 3'600 / mebi
    );
}

}  // namespace

bool run_live_peers(const options& given) {
    const auto before = footprint_now(0);
    const auto began = system_now();
    const auto seconds_since = [began] {
        return std::chrono::duration<double>(system_now() - began).count();
    };
    std::vector<footprint> samples;
    bool good = true;
    {
        sample_file file(given.csv);
        crowd all(given);
        std::uint64_t most = 0;
        while (system_now() - began < given.lasting) {
            std::this_thread::sleep_for(given.between_samples);
            samples.push_back(footprint_now(seconds_since()));
            file.add(samples.back(), all.up() / 2, all.count());
            most = std::max(most, all.up() / 2);
        }
        all.end();
        std::printf("%s\n", all.count().text().c_str());
        std::printf("at most %llu pairs were up at once\n", static_cast<unsigned long long>(most));
        good = all.count().balanced() && most >= given.peers * 19 / 20;
    }
    const auto after = footprint_now(seconds_since());
    const auto resident = resident_trend(samples);
    tell("resident memory", resident);
    tell("allocated memory", allocated_trend(samples));
    std::printf("descriptors: %zu before, %zu after\n", before.descriptors, after.descriptors);
    good = good && !grows(resident) && after.descriptors <= before.descriptors;
    std::puts(good ? "live peers: good" : "live peers: BAD");
    return good;
}

}  // namespace bitpeer::soak
