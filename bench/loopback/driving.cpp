#include "driving.hpp"

#include <bitpeer/runtime/client.hpp>
#include <bitpeer/wire/messages/ping.hpp>
#include <bitpeer/wire/messages/pong.hpp>

#include "loop_config.hpp"
#include "measure.hpp"
#include "orders.hpp"
#include "payloads.hpp"
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <utility>
#include <variant>
#include <vector>

namespace bitpeer::bench {

namespace {

namespace asio = boost::asio;
using namespace std::chrono_literals;

void demand(const auto& outcome) {
    if (!outcome) give_up(outcome.error().message());
}

/// Everything runs in one thread.
class driver {
public:
    explicit driver(const arguments& given)
        : given_(given),
          addresses_(given.addresses()),
          by_(io_.get_executor(), configured(given)) {}

    void handshakes() {
        const stopwatch watch;
        for (std::size_t i = 0; i < given_.parallel; ++i) start(shake_hands(watch));
        io_.run();
        tell_rate(static_cast<double>(count_), watch);
    }

    void ping() {
        const auto to = connected(1).front();
        const stopwatch watch;
        start(ping_each(to, watch));
        io_.restart();
        io_.run();
        tell_rate(static_cast<double>(count_), watch);
    }

    void pings() {
        const auto to = connected(1).front();
        const stopwatch watch;
        std::size_t open = given_.batch * given_.window;
        const auto answered = to.on<wire::pong>([&](const wire::pong& /*pong*/) {
            ++count_;
            if (watch.seconds() < given_.seconds) return demand(to.send(wire::ping{count_}));
            if (--open == 0) io_.stop();
        });
        for (auto left = open; left > 0; --left) demand(to.send(wire::ping{left}));
        io_.restart();
        io_.run();
        tell_rate(static_cast<double>(count_), watch);
    }

    void oneway() {
        const auto peers = connected(given_.connections);
        const auto message = message_of(given_.command, read_payload(given_.payload));
        std::vector<std::unique_ptr<stream_of>> all;
        const stopwatch watch;
        for (const auto& to : peers) {
            all.push_back(std::make_unique<stream_of>(*this, to, message, watch));
            all.back()->begin();
        }
        io_.restart();
        io_.run();
        tell_rate(static_cast<double>(count_), watch);
    }

    void idle() {
        const stopwatch watch;
        const auto peers = connected(given_.connections);
        tell_rate(static_cast<double>(peers.size()), watch);
        orders from_outside(io_);
        while (from_outside.next()) {
        }
    }

    void opening() {
        handshake_sizes sizes;
        subscription tapped;
        const peer_preparation count = [&](const peer& fresh) {
            tapped = fresh.tap([&](const tapped_message& one) { sizes.note(one); });
        };
        start(
            [](driver& self, peer_preparation prepare, const handshake_sizes& counted
            ) -> asio::awaitable<void> {
                auto made = co_await self.by_.connect(self.addresses_.front(), 10s, prepare);
                demand(made);
                (void)(co_await made->ping(10s));  // now all that belongs to it has been read
                constexpr double one_ping = 32;
                tell({
                    {"opening", counted.opening},
                    {"answer", counted.answer},
                    {"closing", counted.closing - one_ping},
                    {"last", counted.last - one_ping},
                });
                self.io_.stop();
            }(*this, count, sizes)
        );
        io_.run();
    }

private:
    /// Bytes of a handshake, in the order in which they are written.
    struct handshake_sizes {
        double opening = 0;  // our `version`
        double answer = 0;   // up to the listener's `verack`
        double closing = 0;  // up to our first `ping`, behind which we hang up
        double last = 0;     // the listener's `ping` and its `pong`, which it has written by then

        void note(const tapped_message& one) {
            const auto size = static_cast<double>(one.wire_size);
            const bool answers = one.command == wire::pong::command;
            if (one.flow == flow::received) {
                (answers || one.command == wire::ping::command ? last : answer) += size;
            } else if (one.command == wire::version::command) {
                opening += size;
            } else if (!answers) {
                closing += size;
            }
        }
    };

    /// One connection's messages. A batch is queued when one before it was written.
    class stream_of {
    public:
        stream_of(driver& all, peer to, wire::message message, const stopwatch& watch)
            : all_(all), to_(std::move(to)), message_(std::move(message)), watch_(watch) {}

        void begin() {
            for (open_ = 0; open_ < all_.given_.window; ++open_) queue();
        }

    private:
        void queue() {
            for (std::size_t i = 1; i < all_.given_.batch; ++i) demand(to_.send(message_));
            demand(to_.send(message_, [this](send_outcome outcome) { written(outcome); }));
            all_.count_ += all_.given_.batch;
        }

        void written(send_outcome outcome) {
            if (outcome != send_outcome::written) give_up("the connection ended");
            if (watch_.seconds() < all_.given_.seconds) return queue();
            if (--open_ == 0) all_.start(end(to_));
        }

        static asio::awaitable<void> end(peer to) { demand(co_await to.ping(60s)); }

        driver& all_;
        peer to_;
        wire::message message_;
        const stopwatch& watch_;
        std::size_t open_ = 0;
    };

    void start(asio::awaitable<void> work) {
        asio::co_spawn(io_, std::move(work), [this](const std::exception_ptr& error) {
            if (error) give_up("a coroutine threw");
            if (--running_ == 0) io_.stop();  // peers keep their own timers
        });
        ++running_;
    }

    [[nodiscard]] const std::string& next_address() {
        return addresses_[next_address_++ % addresses_.size()];
    }

    asio::awaitable<void> shake_hands(const stopwatch& watch) {
        while (watch.seconds() < given_.seconds) {
            const auto made = co_await by_.connect(next_address(), 30s);
            demand(made);
            made->disconnect();
            (void)(co_await made->closed());
            ++count_;
        }
    }

    asio::awaitable<void> ping_each(peer to, const stopwatch& watch) {
        while (watch.seconds() < given_.seconds) {
            demand(co_await to.ping(10s));
            ++count_;
        }
    }

    [[nodiscard]] std::vector<peer> connected(std::size_t count) {
        std::vector<peer> made;
        made.reserve(count);
        constexpr std::size_t at_once = 32;
        for (std::size_t i = 0; i < at_once; ++i) start(connect_some(made, count));
        io_.restart();
        io_.run();
        return made;
    }

    asio::awaitable<void> connect_some(std::vector<peer>& into, std::size_t count) {
        while (dialled_ < count) {
            ++dialled_;
            auto made = co_await by_.connect(next_address(), 60s);
            demand(made);
            into.push_back(std::move(*made));
        }
    }

    const arguments given_;
    const std::vector<std::string> addresses_;
    std::size_t next_address_ = 0;
    std::size_t dialled_ = 0;
    std::size_t running_ = 0;
    std::uint64_t count_ = 0;
    asio::io_context io_{1};
    client by_;
};

}  // namespace

void drive(const arguments& given) {
    static const std::map<std::string, void (driver::*)()> works{
        {"handshakes", &driver::handshakes},
        {"ping", &driver::ping},
        {"pings", &driver::pings},
        {"oneway", &driver::oneway},
        {"idle", &driver::idle},
        {"opening", &driver::opening},
    };
    const auto found = works.find(given.work);
    if (found == works.end()) give_up("no work is named " + given.work);
    driver self(given);
    (self.*found->second)();
}

}  // namespace bitpeer::bench
