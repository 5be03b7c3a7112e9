#include "cycles.hpp"

#include <bitpeer/params/networks.hpp>
#include <bitpeer/runtime/client.hpp>
#include <bitpeer/runtime/listener.hpp>
#include <bitpeer/runtime/socket_stream.hpp>
#include <bitpeer/wire/messages/feefilter.hpp>
#include <bitpeer/wire/messages/inv.hpp>
#include <tests/support/splitmix64.hpp>

#include "footprint.hpp"
#include "ledger.hpp"
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/local/connect_pair.hpp>
#include <boost/asio/local/stream_protocol.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/strand.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <chrono>
#include <cstdio>
#include <functional>
#include <thread>
#include <utility>

namespace bitpeer::soak {

namespace {

namespace asio = boost::asio;
using namespace std::chrono_literals;
using test::splitmix64;

/// More connections at once would only wait for each other.
constexpr std::uint64_t at_once = 64;
/// Encryption costs so much more that a few will do.
constexpr std::uint64_t one_in_v2 = 16;
constexpr std::uint64_t one_over_tcp = 3;
constexpr std::uint64_t told_every = 10'000;

[[nodiscard]] peer_config configured(transport_policy transports) {
    return {.network = networks::bitcoin_regtest, .transports = transports};
}

[[nodiscard]] wire::message large_message() {
    wire::inv large;
    large.items.resize(3'000);
    return large;
}

class cycling {
public:
    explicit cycling(const options& given)
        : given_(given),
          random_(given.seed),
          pool_(given.threads),
          plain_(pool_.get_executor(), configured(transport_policy::v1_only)),
          encrypted_(pool_.get_executor(), configured(transport_policy::require_v2)),
          answering_(pool_.get_executor(), configured(transport_policy::prefer_v2)) {}

    /// Returns when all is over.
    void run() {
        listener_options prepared;
        // Two thirds of them stay until the other side goes.
        prepared.prepare = [this](const peer& fresh) { begin(fresh, accepted_seed_++, 3); };
        auto bound = listener::bind(
            pool_.get_executor(), "127.0.0.1:0", answering_.config(), std::move(prepared)
        );
        const auto open = std::move(bound).value();
        asio::co_spawn(pool_, accept(open), asio::detached);
        while (begun_ < given_.cycles) begin_next(open.local_address());
        // Whatever was asked may take its time; what has not ended then never will.
        const auto hopeless = std::chrono::steady_clock::now() + 3min;
        await([&] {
            return (dialling_ == 0 && count_.living() == 0 && lives_ == 0) ||
                   std::chrono::steady_clock::now() > hopeless;
        });
        open.close();
        elsewhere_.join();
        pool_.join();
    }

    [[nodiscard]] const ledger& count() const { return count_; }

private:
    /// The main thread's; nothing depends on how long it sleeps.
    template <class Condition>
    static void await(Condition condition) {
        while (!condition()) std::this_thread::sleep_for(200us);
    }

    void begin_next(const std::string& address) {
        await([this] { return count_.living() + dialling_ < at_once; });
        const auto seed = random_.next();
        const auto& by = random_.below(one_in_v2) == 0 ? encrypted_ : plain_;
        if (++begun_ % told_every == 0) {
            std::printf("%llu cycles\n", static_cast<unsigned long long>(begun_));
        }
        // Of both ends one leaves by itself: the one that dials.
        const peer_preparation prepare = [this, seed](const peer& fresh) { begin(fresh, seed, 0); };
        if (random_.below(one_over_tcp) == 0) {
            ++dialling_;
            asio::co_spawn(pool_, dial(by, address, prepare), asio::detached);
            return;
        }
        using protocol = asio::local::stream_protocol;
        protocol::socket ours(pool_);
        protocol::socket theirs(pool_);
        asio::local::connect_pair(ours, theirs);
        (void)by.adopt(make_stream(std::move(ours)), direction::outbound, prepare);
        (void)answering_.adopt(
            make_stream(std::move(theirs)),
            direction::inbound,
            [this, seed](const peer& fresh) { begin(fresh, ~seed, 3); }
        );
    }

    asio::awaitable<void> dial(client by, std::string address, peer_preparation prepare) {
        const auto made = co_await by.connect(address, 60s, prepare);
        if (!made && !made.error().disconnect) ++count_.unreachable;
        --dialling_;
    }

    static asio::awaitable<void> accept(const listener& from) {
        for (;;) {
            const auto taken = co_await from.accept();
            if (!taken) co_return;
        }
    }

    void begin(const peer& fresh, std::uint64_t seed, std::uint64_t stays) {
        enter(count_, fresh);
        ++lives_;
        asio::co_spawn(asio::make_strand(pool_), live(fresh, seed, stays), [this](auto&&...) {
            --lives_;
        });
    }

    asio::awaitable<void> live(peer self, std::uint64_t seed, std::uint64_t stays);
    asio::awaitable<void> await_moment(const peer& self, splitmix64& random);
    void leave(peer self, splitmix64& random);
    void ask(const peer& whom);

    void send_some(const peer& to, splitmix64& random) {
        for (auto left = random.below(4); left > 0; --left) {
            if (random.below(3) == 0) {
                send(count_, to, large_);
            } else {
                send(count_, to, wire::feefilter{static_cast<std::int64_t>(left)});
            }
        }
    }

    const options given_;
    const wire::message large_ = large_message();
    splitmix64 random_;
    std::uint64_t begun_ = 0;
    std::atomic<std::uint64_t> accepted_seed_{0};
    std::atomic<std::uint64_t> dialling_{0};
    std::atomic<std::uint64_t> lives_{0};
    ledger count_;
    asio::thread_pool elsewhere_{2};  // threads that run no peer
    asio::thread_pool pool_;
    const client plain_;
    const client encrypted_;
    const client answering_;
};

/// One side of a connection. With `stays`, all but one of so many wait for the other to leave.
asio::awaitable<void> cycling::live(peer self, std::uint64_t seed, std::uint64_t stays) {
    splitmix64 random(seed);
    const auto inbox = self.inbox<wire::inv>({.budget = 50'000, .patience = 1ms});
    send_some(self, random);
    if (random.below(8) == 0) {
        asio::post(elsewhere_, [this, self, seed] {
            splitmix64 chance(seed ^ 1);
            send_some(self, chance);
        });
    }
    if (stays > 0 && random.below(stays) > 0) {
        (void)(co_await self.ready());
        send_some(self, random);
        if (random.below(2) == 0) ask(self);
        (void)(co_await self.closed());
        co_return;
    }
    co_await await_moment(self, random);
    if (random.below(2) == 0) send_some(self, random);
    if (random.below(2) == 0) ask(self);
    leave(std::move(self), random);
}

asio::awaitable<void> cycling::await_moment(const peer& self, splitmix64& random) {
    switch (random.below(4)) {
        case 0: break;  // before a byte is exchanged, if it can be
        case 1: (void)(co_await self.ready()); break;
        case 2: {
            if (random.below(2) == 0) (void)(co_await self.ready());
            for (auto turns = random.below(30); turns > 0; --turns) {
                co_await asio::post(asio::use_awaitable);
            }
            break;
        }
        default: {
            if (random.below(2) == 0) (void)(co_await self.ready());
            asio::steady_timer pause(pool_, std::chrono::microseconds(random.below(2'000)));
            co_await pause.async_wait(asio::use_awaitable);
        }
    }
}

void cycling::leave(peer self, splitmix64& random) {
    switch (random.below(6)) {
        case 0: self.disconnect("plainly"); break;
        case 1: asio::post(elsewhere_, [self] { self.disconnect("from another thread"); }); break;
        case 2:
            asio::post(elsewhere_, [this, self] {
                self.disconnect("and waited for");
                if (!self.wait()) ++count_.faults;
            });
            break;
        case 3: send(count_, self, large_, [self] { self.disconnect("when it was sent"); }); break;
        case 4:
            asio::post(elsewhere_, [self] { self.disconnect("twice"); });
            self.disconnect("twice");
            break;
        default: break;  // the last handle goes
    }
}

/// Leaves a question open for as long as it takes, and does not keep the peer for that.
void cycling::ask(const peer& whom) {
    ++count_.questions;
    ++lives_;
    asio::co_spawn(pool_, whom.ping(60s), [this](auto&&...) {
        ++count_.answers;
        --lives_;
    });
}

}  // namespace

bool run_cycles(const options& given) {
    const auto before = footprint_now(0);
    const auto began = std::chrono::steady_clock::now();
    bool good = false;
    {
        cycling all(given);
        all.run();
        good = all.count().balanced() && all.count().unreachable < given.cycles / 100 + 1;
        std::printf("%s\n", all.count().text().c_str());
    }
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - began;
    const auto after = footprint_now(took.count());
    std::printf(
        "%llu cycles in %.1f s; descriptors: %zu before, %zu after\n",
        static_cast<unsigned long long>(given.cycles),
        took.count(),
        before.descriptors,
        after.descriptors
    );
    good = good && after.descriptors <= before.descriptors;
    std::puts(good ? "cycles: good" : "cycles: BAD");
    return good;
}

}  // namespace bitpeer::soak
