#include "link.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/connect.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <fmt/format.h>

#include <memory>
#include <utility>

namespace bitpeer::tool::conform {

namespace asio = boost::asio;

namespace {

constexpr std::size_t read_size = 65'536;
constexpr auto results = asio::as_tuple(asio::use_awaitable);

std::string described(std::string_view command, std::size_t size) {
    return fmt::format("{}, {} bytes", command, size);
}

/// Ends what a socket does when its time is over, and not later: whoever waits for that keeps it.
class deadline {
public:
    deadline(asio::steady_timer& timer, asio::ip::tcp::socket& socket, link::clock::time_point at)
        : timer_(timer) {
        timer_.expires_at(at);
        timer_.async_wait([&socket, running = std::weak_ptr(running_)](auto error) {
            const auto late = running.lock();
            if (error || !late) return;
            *late = true;
            boost::system::error_code ignored;
            socket.cancel(ignored);
        });
    }
    deadline(const deadline&) = delete;
    deadline& operator=(const deadline&) = delete;
    ~deadline() { timer_.cancel(); }

    [[nodiscard]] bool missed() const { return *running_; }

private:
    asio::steady_timer& timer_;
    std::shared_ptr<bool> running_ = std::make_shared<bool>(false);
};

link::clock::time_point in(duration time) {
    return link::clock::now() + std::chrono::duration_cast<link::clock::duration>(time);
}

/// False: not all of it was taken in time. Tries first and waits then: what is written to a closed
/// connection comes back at once, and shows when something is read.
asio::awaitable<bool> put(
    asio::ip::tcp::socket& socket, asio::steady_timer& timer, byte_view data, duration within
) {
    const deadline end(timer, socket, in(within));
    boost::system::error_code error;
    socket.non_blocking(true, error);
    while (!data.empty()) {
        const auto count = socket.write_some(asio::buffer(data.data(), data.size()), error);
        data = data.subspan(count);
        if (error == asio::error::would_block) {
            (void)co_await socket.async_wait(asio::ip::tcp::socket::wait_write, results);
            if (end.missed()) co_return false;
        } else if (error) {
            co_return true;
        }
    }
    co_return true;
}

}  // namespace

void transcript::note(std::vector<std::string>& in, std::string line) {
    if (in.size() < lines_max) {
        in.push_back(std::move(line));
    } else {
        in.back() = "and more";
    }
}

link::link(asio::any_io_executor executor, const network& net, transcript& log)
    : net_(net), log_(log), socket_(executor), timer_(executor) {}

asio::awaitable<std::string> link::dial(asio::ip::tcp::endpoint to, duration within) {
    const deadline end(timer_, socket_, in(within));
    const auto [error] = co_await socket_.async_connect(to, results);
    if (end.missed()) co_return "no connection in time";
    if (error) co_return error.message();
    boost::system::error_code ignored;
    socket_.set_option(asio::ip::tcp::no_delay(true), ignored);
    co_return std::string();
}

asio::awaitable<bool> link::speak(std::unique_ptr<transport::transport> how, duration within) {
    transport_ = std::move(how);
    const auto opening = transport_->take_output();
    if (!opening.empty()) {
        const auto seen = opening.view();
        co_await write(
            bytes(seen.begin(), seen.end()),
            fmt::format("key and garbage, {} bytes", seen.size()),
            within
        );
    }
    const auto until = in(within);
    while (!transport_->ready()) {
        const bool more = co_await read(until);
        if (!more) co_return false;
        // Keys are no message: what a message begins stays until `next`.
        if (auto early = take(); early && early->what == happening::ended) co_return false;
    }
    co_return true;
}

asio::awaitable<void> link::write(bytes data, std::string what, duration within) {
    note_sent(std::move(what));
    const bool taken = co_await put(socket_, timer_, data, within);
    if (!taken) note_sent("(which the remote did not read in time)");
}

bytes link::sealed(const wire::message& message) {
    const auto content = message.payload_for(net_.dialect->format());
    const auto payload = content ? *content : shared_bytes();
    note_sent(described(message.command().text(), payload.size()));
    const auto frame = transport_->seal(message.command(), payload);
    bytes whole;
    whole.reserve(frame.size());
    for (const auto& part : {frame.head, frame.body}) {
        whole.insert(whole.end(), part.view().begin(), part.view().end());
    }
    return whole;
}

asio::awaitable<void> link::send(std::vector<wire::message> messages, duration within) {
    bytes all;
    for (const auto& message : messages) {
        const auto frame = sealed(message);
        all.insert(all.end(), frame.begin(), frame.end());
    }
    const bool taken = co_await put(socket_, timer_, all, within);
    if (!taken) note_sent("(which the remote did not read in time)");
}

asio::awaitable<arrival> link::next(clock::time_point until) {
    for (;;) {
        if (auto item = take()) co_return std::move(*item);
        if (ended_) co_return arrival{happening::ended};
        const bool more = co_await read(until);
        if (!more) co_return arrival{ended_ ? happening::ended : happening::silence};
    }
}

std::optional<arrival> link::take() {
    while (transport_ && used_ < input_.size()) {
        auto rest = byte_view(input_).subspan(used_);
        const auto item = transport_->receive(rest);
        used_ = input_.size() - rest.size();
        if (const auto* frame = std::get_if<transport::frame>(&item)) {
            const std::string line = described(frame->command.text(), frame->payload.size());
            transcript::note(log_.came, line);
            return arrival{happening::message, frame->command, frame->payload};
        }
        if (const auto* lost = std::get_if<transport::dropped_frame>(&item)) {
            transcript::note(log_.came, std::string(transport::to_string(lost->code)));
        } else if (const auto* broken = std::get_if<transport::broken_stream>(&item)) {
            note_end("what cannot be read: " + broken->message());
            return arrival{happening::ended};
        }
    }
    input_.clear();
    used_ = 0;
    return std::nullopt;
}

asio::awaitable<bool> link::read(clock::time_point until) {
    const auto before = input_.size();
    input_.resize(before + read_size);
    const deadline end(timer_, socket_, until);
    const auto [error, count] =
        co_await socket_.async_read_some(asio::buffer(input_.data() + before, read_size), results);
    input_.resize(before + count);
    received_ += count;
    if (error && !end.missed()) note_end("the end");
    co_return count > 0;
}

void link::note_end(std::string why) {
    if (!ended_) transcript::note(log_.came, std::move(why));
    ended_ = true;
}

}  // namespace bitpeer::tool::conform
