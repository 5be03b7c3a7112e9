#include "hostile.hpp"

#include <bitpeer/base/endian.hpp>
#include <bitpeer/runtime/socket_stream.hpp>

#include "speech.hpp"
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/error.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/socket_base.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <poll.h>

#include <algorithm>
#include <array>

namespace bitpeer::abuse {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;
using namespace std::chrono_literals;

namespace {

/// What is written without looking at the pace in between.
constexpr std::size_t burst = 64 * 1024;
/// Larger claims are not believed: nobody answers us with more.
constexpr std::size_t answer_max = 4'000'000;

auto told_in(error_code& error) { return asio::redirect_error(asio::use_awaitable, error); }

}  // namespace

asio::awaitable<bool> hostile::connect(tcp::endpoint to, asio::ip::address source) {
    error_code error;
    socket_.open(to.protocol(), error);
    if (!error && !source.is_unspecified()) socket_.bind({source, 0}, error);
    if (!error) co_await socket_.async_connect(to, told_in(error));
    // Known even of a connection that was reset before we heard that there was one.
    error_code unbound;
    const auto local = socket_.local_endpoint(unbound);
    if (!unbound) local_address_ = bitpeer::to_string(local);
    if (error) end_as(error == asio::error::connection_reset ? ending::reset : ending::refused);
    co_return !error;
}

asio::awaitable<bool> hostile::write_at_once(byte_view data) {
    if (end_) co_return false;
    error_code error;
    written_ +=
        co_await asio::async_write(socket_, asio::buffer(data.data(), data.size()), told_in(error));
    co_return !over(error);
}

asio::awaitable<bool> hostile::write(byte_view data) {
    while (!data.empty()) {
        const auto part = data.first(std::min(data.size(), burst));
        co_await write_at_once(part);
        data = data.subspan(part.size());
        // Never none at all: a pace that is higher than the machine must leave others their turn.
        const bool more = co_await wait(1ms + 1'000ms * part.size() / pace_);
        if (!more) co_return false;
    }
    co_return true;
}

asio::awaitable<void> hostile::write_for_ever(byte_view data) {
    for (bool more = true; more;) more = co_await write(data);
}

asio::awaitable<std::optional<bytes>> hostile::read(std::size_t size) {
    if (end_) co_return std::nullopt;
    bytes data(size);
    error_code error;
    co_await asio::async_read(socket_, asio::buffer(data), told_in(error));
    if (over(error)) co_return std::nullopt;
    co_return data;
}

asio::awaitable<std::optional<heard>> hostile::read_message() {
    const auto header = co_await read(24);
    if (!header) co_return std::nullopt;
    const auto size = load_le<std::uint32_t>(header->data() + 16);
    if (size > answer_max) co_return std::nullopt;
    auto payload = co_await read(size);
    if (!payload) co_return std::nullopt;
    const auto name = byte_view(*header).subspan(4, 12);
    heard message{{name.begin(), std::ranges::find(name, 0)}, std::move(*payload)};
    co_return message;
}

asio::awaitable<std::optional<bytes>> hostile::await_message(std::string_view command) {
    for (;;) {
        auto message = co_await read_message();
        if (!message) co_return std::nullopt;
        if (message->command == command) co_return std::move(message->payload);
    }
}

asio::awaitable<void> hostile::ignore_until_the_end() {
    // What stands in it nobody looks at, so that all connections may share it.
    static std::array<std::uint8_t, 64 * 1024> forgotten;
    while (!end_) {
        error_code error;
        co_await socket_.async_read_some(asio::buffer(forgotten), told_in(error));
        over(error);
    }
}

void hostile::ignore_answers() {
    if (ignoring_) return;
    ignoring_ = true;
    asio::co_spawn(socket_.get_executor(), ignore_until_the_end(), [this](auto&&...) {
        ignoring_ = false;
        listening_.cancel();
    });
}

asio::awaitable<bool> hostile::wait(std::chrono::milliseconds length) {
    if (end_) co_return false;
    timer_.expires_after(length);
    error_code error;
    co_await timer_.async_wait(told_in(error));
    co_return !end_;
}

asio::awaitable<void> hostile::wait_for_ever() {
    for (bool more = true; more;) more = co_await wait(1h);
}

asio::awaitable<bool> hostile::shake_hands() {
    const auto version = version_frame(random_);
    co_await write(version);
    const auto theirs = co_await await_message("version");
    if (!theirs) co_return false;
    const auto verack = frame("verack");
    co_await write(verack);
    const auto answer = co_await await_message("verack");
    shook_hands_ = answer.has_value();
    co_return shook_hands_;
}

void hostile::close_sending() {
    error_code ignored;
    socket_.shutdown(tcp::socket::shutdown_send, ignored);
}

void hostile::close() { end_as(ending::by_us); }

void hostile::reset() {
    error_code ignored;
    socket_.set_option(asio::socket_base::linger(true, 0), ignored);
    end_as(ending::by_us);
}

void hostile::stop() {
    if (end_ || !socket_.is_open()) return;
    // Who does not read has not noticed yet.
    pollfd look{socket_.native_handle(), POLLRDHUP, 0};
    ::poll(&look, 1, 0);
    if ((look.revents & (POLLERR | POLLHUP)) != 0) {
        end_as(ending::reset);
    } else if ((look.revents & POLLRDHUP) != 0) {
        end_as(ending::closed);
    } else {
        end_as(ending::still_open);
    }
}

asio::awaitable<void> hostile::settle() {
    while (ignoring_) {
        listening_.expires_at(asio::steady_timer::time_point::max());
        error_code ignored;
        co_await listening_.async_wait(told_in(ignored));
    }
}

bool hostile::over(error_code error) {
    if (error) end_as(error == asio::error::eof ? ending::closed : ending::reset);
    return end_.has_value();
}

/// The first end is the one that counts.
void hostile::end_as(ending how) {
    if (end_) return;
    end_ = how;
    error_code ignored;
    socket_.close(ignored);
    timer_.cancel();
}

}  // namespace bitpeer::abuse
