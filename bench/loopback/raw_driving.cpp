#include "raw_driving.hpp"

#include "measure.hpp"
#include "orders.hpp"
#include "raw_labour.hpp"
#include "raw_pipe.hpp"
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>

#include <algorithm>
#include <map>
#include <memory>
#include <utility>
#include <vector>

namespace bitpeer::bench {

namespace {

namespace asio = boost::asio;
using asio::ip::tcp;

[[nodiscard]] tcp::endpoint endpoint_of(const std::string& address) {
    const auto colon = address.rfind(':');
    return {
        asio::ip::make_address(address.substr(0, colon)),
        static_cast<std::uint16_t>(std::stoul(address.substr(colon + 1)))};
}

class raw_driver {
public:
    explicit raw_driver(const arguments& given) : given_(given) {
        for (const auto& address : given.addresses()) targets_.push_back(endpoint_of(address));
    }

    void handshakes() {
        run(given_.parallel, [this] { return shake_hands(); });
    }
    void ping() {
        run(1, [this] { return ping_each(1); });
    }
    void pings() {
        run(1, [this] { return ping_each(given_.batch * given_.window); });
    }
    void oneway() {
        run(1, [this] { return send_all(); });
    }

    void idle() {
        std::vector<std::unique_ptr<raw_pipe>> all;
        const stopwatch connecting;
        for (std::size_t i = 0; i < given_.connections; ++i) {
            tcp::socket socket(io_);
            socket.connect(next_target());
            all.push_back(std::make_unique<raw_pipe>(std::move(socket)));
            asio::co_spawn(io_, let_go(*all.back()), asio::detached);
        }
        tell_rate(static_cast<double>(all.size()), connecting);
        orders from_outside(io_);
        while (from_outside.next()) {
        }
    }

private:
    template <class Work>
    void run(std::size_t times, Work&& work) {
        for (std::size_t i = 0; i < times; ++i) {
            asio::co_spawn(io_, work(), [](const std::exception_ptr& error) {
                if (error) give_up("a coroutine threw");
            });
        }
        io_.run();
        tell_rate(static_cast<double>(count_), watch_);
    }

    [[nodiscard]] bool time_left() const { return watch_.seconds() < given_.seconds; }
    [[nodiscard]] const tcp::endpoint& next_target() { return targets_[next_++ % targets_.size()]; }

    asio::awaitable<raw_pipe> connected() {
        tcp::socket socket(io_);
        co_await socket.async_connect(next_target(), asio::use_awaitable);
        co_return raw_pipe(std::move(socket));
    }

    asio::awaitable<void> let_go(raw_pipe& pipe) {
        for (;;) {
            const auto got = co_await pipe.read(space_);
            if (got.empty()) co_return;
        }
    }

    asio::awaitable<void> shake_hands() {
        const bytes opening(given_.size);
        const bytes closing(given_.closing);
        while (time_left()) {
            auto pipe = co_await connected();
            if (!co_await pipe.write(opening)) give_up("the connection ended");
            if (!co_await pipe.read_all(space_, given_.answer)) give_up("the connection ended");
            if (!co_await pipe.write(closing)) give_up("the connection ended");
            pipe.close();
            ++count_;
        }
    }

    asio::awaitable<void> ping_each(std::size_t at_once) {
        auto pipe = co_await connected();
        const bytes pings(given_.size * (at_once + read_size / given_.answer + 1));
        std::size_t due = at_once;
        std::size_t open = 0;
        std::size_t over = 0;
        while (due > 0 || open > 0) {
            if (due > 0 && !co_await pipe.write(byte_view(pings).first(due * given_.size))) break;
            open += std::exchange(due, 0);
            const auto got = co_await pipe.read(space_);
            if (got.empty()) give_up("the connection ended");
            over += got.size();
            const auto whole = over / given_.answer;
            over %= given_.answer;
            open -= whole;
            count_ += whole;
            if (time_left()) due = whole;
        }
    }

    /// Batches are written one after the other, each by one call.
    asio::awaitable<void> send_all() {
        auto pipe = co_await connected();
        const auto which = labour_named(given_.labour);
        const bytes payload(given_.size - frame_overhead(which));
        bytes frames(given_.size * given_.batch);
        sealer seal;
        while (time_left()) {
            if (which == labour::cipher) {
                for (std::size_t i = 0; i < given_.batch; ++i) {
                    seal.seal(payload, byte_span(frames).subspan(i * given_.size, given_.size));
                }
            }
            if (!co_await pipe.write(frames)) give_up("the connection ended");
            count_ += given_.batch;
        }
        pipe.socket().shutdown(tcp::socket::shutdown_send);
        if (!co_await pipe.read_all(space_, 1)) give_up("the last byte did not come");
    }

    const arguments given_;
    std::vector<tcp::endpoint> targets_;
    std::size_t next_ = 0;
    std::uint64_t count_ = 0;
    asio::io_context io_{1};
    bytes space_ = bytes(read_size);
    stopwatch watch_;
};

}  // namespace

void drive_raw(const arguments& given) {
    static const std::map<std::string, void (raw_driver::*)()> works{
        {"handshakes", &raw_driver::handshakes},
        {"ping", &raw_driver::ping},
        {"pings", &raw_driver::pings},
        {"oneway", &raw_driver::oneway},
        {"idle", &raw_driver::idle},
    };
    const auto found = works.find(given.work);
    if (found == works.end()) give_up("no work is named " + given.work);
    raw_driver self(given);
    (self.*found->second)();
}

}  // namespace bitpeer::bench
