#include "raw_serving.hpp"

#include "measure.hpp"
#include "orders.hpp"
#include "raw_labour.hpp"
#include "raw_pipe.hpp"
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <sys/socket.h>

#include <chrono>
#include <memory>
#include <thread>
#include <utility>
#include <vector>

namespace bitpeer::bench {

namespace {

namespace asio = boost::asio;
using asio::ip::tcp;

class raw_server {
public:
    explicit raw_server(const arguments& given) : given_(given) {
        std::vector<std::string> addresses;
        for (std::size_t i = 0; i < given.ports; ++i) {
            const tcp::endpoint any(asio::ip::address_v4::loopback(), 0);
            auto& open = open_.emplace_back(std::make_unique<tcp::acceptor>(io_, any));
            addresses.push_back("127.0.0.1:" + std::to_string(open->local_endpoint().port()));
            asio::co_spawn(io_, accept(*open), asio::detached);
        }
        tell_addresses(addresses);
    }

    void run() {
        orders from_outside(io_);
        while (const auto order = from_outside.next()) {
            if (order->word == "settle") tell({{"resident", resident_bytes()}});
            if (order->word == "fanout") fan_out(order->count);
        }
    }

private:
    asio::awaitable<void> accept(tcp::acceptor& open) {
        for (;;) {
            auto taken = co_await open.async_accept(asio::use_awaitable);
            asio::co_spawn(io_, handle(std::move(taken)), asio::detached);
        }
    }

    asio::awaitable<void> handle(tcp::socket taken) {
        const auto pipe = std::make_shared<raw_pipe>(std::move(taken));
        if (given_.work == "handshakes") {
            co_await shake_hands(*pipe);
        } else if (given_.work == "ping") {
            co_await answer(*pipe);
        } else if (given_.work == "oneway") {
            co_await labour_on(*pipe);
        } else {
            all_.push_back(pipe->socket().native_handle());
            co_await let_go(*pipe);
        }
    }

    asio::awaitable<void> let_go(raw_pipe& pipe) {
        for (;;) {
            const auto got = co_await pipe.read(space_);
            if (got.empty()) co_return;
        }
    }

    asio::awaitable<void> shake_hands(raw_pipe& pipe) {
        const bytes answer(given_.answer);
        if (!co_await pipe.read_all(space_, given_.size)) co_return;
        if (!co_await pipe.write(answer)) co_return;
        if (!co_await pipe.read_all(space_, given_.closing)) co_return;
        const bytes last(given_.last);
        if (!last.empty() && !co_await pipe.write(last)) co_return;
        (void)co_await pipe.read(space_);
    }

    asio::awaitable<void> answer(raw_pipe& pipe) {
        const bytes answers(read_size / given_.size * given_.answer + given_.answer);
        std::size_t over = 0;
        for (;;) {
            const auto got = co_await pipe.read(space_);
            if (got.empty()) co_return;
            over += got.size();
            const auto whole = over / given_.size;
            over %= given_.size;
            const auto reply = byte_view(answers).first(whole * given_.answer);
            if (!reply.empty() && !co_await pipe.write(reply)) co_return;
        }
    }

    asio::awaitable<void> labour_on(raw_pipe& pipe) {
        worker work(labour_named(given_.labour), given_.size);
        for (;;) {
            const auto got = co_await pipe.read(space_);
            if (got.empty()) break;
            work.take(got);
        }
        (void)co_await pipe.write(byte_view(space_).first(1));
    }

    /// The bare loop: one call of the system for each.
    void fan_out(std::size_t rounds) {
        const bytes news(given_.size);
        std::vector<double> seconds;
        std::vector<double> processor;
        for (std::size_t round = 0; round < rounds; ++round) {
            const stopwatch watch;
            for (const auto socket : all_) {
                if (send(socket, news.data(), news.size(), MSG_NOSIGNAL) < 0) {
                    give_up("a socket took nothing");
                }
            }
            seconds.push_back(watch.seconds());
            processor.push_back(watch.processor());
            std::this_thread::sleep_for(std::chrono::milliseconds(20));
        }
        const auto each = 1.0 / static_cast<double>(all_.size());
        tell({
            {"peers", static_cast<double>(all_.size())},
            {"seconds", median(seconds)},
            {"per_peer", median(seconds) * each},
            {"processor_per_peer", median(processor) * each},
        });
    }

    const arguments given_;
    asio::io_context io_{1};
    std::vector<std::unique_ptr<tcp::acceptor>> open_;
    std::vector<int> all_;
    bytes space_ = bytes(read_size);
};

}  // namespace

void serve_raw(const arguments& given) { raw_server(given).run(); }

}  // namespace bitpeer::bench
