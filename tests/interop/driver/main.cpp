/// One connection of ours. It dials or listens, tells as JSON lines on standard output what
/// happens, and takes commands on standard input until that ends.

#include <bitpeer/runtime/client.hpp>
#include <bitpeer/runtime/listener.hpp>

#include "arrivals.hpp"
#include "commands.hpp"
#include "options.hpp"
#include "output.hpp"
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>

#include <chrono>
#include <iostream>
#include <optional>
#include <string>
#include <thread>
#include <utility>
#include <vector>

namespace bitpeer::interop {

namespace {

namespace asio = boost::asio;
using namespace std::chrono_literals;

/// Everything of it happens on the thread that runs its context.
class driver {
public:
    driver(asio::io_context& io, options given) : io_(io), given_(std::move(given)) {}

    /// False when there is nothing to do.
    [[nodiscard]] bool start() {
        if (!given_.dial.empty()) {
            asio::co_spawn(io_, dial(), asio::detached);
            return true;
        }
        auto prepared = listener_options{};
        prepared.prepare = [this](const peer& fresh) { attend(fresh); };
        auto bound =
            listener::bind(io_.get_executor(), "127.0.0.1:0", given_.config, std::move(prepared));
        if (!bound) {
            std::cerr << bound.error().message() << '\n';
            return false;
        }
        listener_ = std::move(*bound);
        tell(event("listening").field("address", listener_.local_address()));
        asio::co_spawn(io_, accept(), asio::detached);
        return true;
    }

    void take(const std::string& line) {
        if (peer_) return obey({*peer_, *given_.config.network.dialect}, line);
        tell(event("error").field("command", line).field("message", "nobody is connected"));
    }

    void end() {
        if (given_.dial.empty()) listener_.close();
        if (peer_) peer_->disconnect();
        told_.clear();
    }

private:
    /// The last one to come is the one that commands are for.
    void attend(const peer& fresh) {
        peer_ = fresh;
        told_ = tell_arrivals(fresh);
    }

    asio::awaitable<void> dial() {
        const client dialler(io_.get_executor(), given_.config);
        const peer_preparation prepare = [this](const peer& fresh) { attend(fresh); };
        const auto connected = co_await dialler.connect(given_.dial, 10s, prepare);
        if (!connected) tell(event("failed").field("message", connected.error().message()));
    }

    asio::awaitable<void> accept() {
        const auto accepted = co_await listener_.accept();
        if (accepted) listener_.close();
    }

    asio::io_context& io_;
    options given_;
    listener listener_;
    std::optional<peer> peer_;
    std::vector<subscription> told_;
};

int run(options given) {
    asio::io_context io;
    driver here(io, std::move(given));
    if (!here.start()) return 1;
    auto work = std::optional(asio::make_work_guard(io));
    std::thread runner([&io] { io.run(); });
    for (std::string line; std::getline(std::cin, line);) {
        asio::post(io, [&here, line] { here.take(line); });
    }
    asio::post(io, [&here] { here.end(); });
    work.reset();
    runner.join();
    return 0;
}

}  // namespace

}  // namespace bitpeer::interop

int main(int argc, char** argv) {
    auto given = bitpeer::interop::parse(argc, argv);
    return given ? bitpeer::interop::run(std::move(*given)) : 2;
}
