#include "campaign.hpp"

#include <bitpeer/runtime/host_port.hpp>
#include <bitpeer/wire/json_writer.hpp>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <cstdio>
#include <exception>
#include <utility>

namespace bitpeer::abuse {

namespace asio = boost::asio;
using boost::system::error_code;
using steady = std::chrono::steady_clock;

namespace {

constexpr std::uint16_t no_port = 0;

void tell(const wire::json_object& event) { std::printf("%s\n", event.text().c_str()); }

[[nodiscard]] wire::json_object event(std::string_view name) {
    wire::json_object made;
    made.field("event", name);
    return made;
}

}  // namespace

campaign::campaign(asio::io_context& io, options given, std::vector<kind> kinds)
    : io_(io), given_(std::move(given)), kinds_(std::move(kinds)), tallies_(kinds_.size()) {}

bool campaign::start() {
    const auto where = parse_host_port(given_.address, no_port);
    if (!where) return false;
    error_code error;
    target_ = {asio::ip::make_address(where->host, error), where->port};
    if (error || kinds_.empty()) return false;
    for (std::uint32_t number = 0; number < given_.connections; ++number) {
        ++places_;
        asio::co_spawn(io_, place(number), [this](const std::exception_ptr& thrown) {
            if (thrown) std::rethrow_exception(thrown);  // an attack of ours is wrong
            if (--places_ == 0) tell_sums();
        });
    }
    asio::co_spawn(io_, clock(), asio::detached);
    return true;
}

asio::awaitable<void> campaign::clock() {
    asio::steady_timer timer(io_, given_.lasting);
    error_code ignored;
    co_await timer.async_wait(asio::redirect_error(asio::use_awaitable, ignored));
    over_ = true;
    for (auto& each : living_) each.stop();
    for (auto& each : pausing_) each.cancel();
}

asio::awaitable<void> campaign::place(std::uint32_t number) {
    test::splitmix64 random(number);
    const auto timer = pausing_.emplace(pausing_.end(), io_);
    while (!over_) {
        co_await attack(number, random.next());
        if (over_) break;
        timer->expires_after(given_.pause);
        error_code ignored;
        co_await timer->async_wait(asio::redirect_error(asio::use_awaitable, ignored));
    }
}

asio::awaitable<void> campaign::attack(std::uint32_t number, std::uint64_t seed) {
    const auto& what = kinds_[number % kinds_.size()];
    auto& into = tallies_[number % kinds_.size()];
    const auto self = living_.emplace(living_.end(), io_, seed, given_.pace);
    const auto began = steady::now();
    ++into.connections;
    const bool connected = co_await self->connect(target_, source_of(number));
    if (connected) co_await what.attack(*self);
    self->close();
    co_await self->settle();
    const std::chrono::duration<double> took = steady::now() - began;
    note(what, into, *self, took.count());
    living_.erase(self);
}

asio::ip::address campaign::source_of(std::uint32_t number) const {
    if (given_.sources == 0) return {};
    const auto which = number % given_.sources;
    const auto last = static_cast<std::uint8_t>(1 + which % 250);
    const auto third = static_cast<std::uint8_t>(which / 250);
    return asio::ip::address_v4({127, 1, third, last});
}

void campaign::note(const kind& what, tally& into, const hostile& done, double seconds) {
    const auto how = done.end().value_or(ending::still_open);
    ++into.endings.at(static_cast<std::size_t>(how));
    into.bytes += done.bytes_written();
    if (done.shook_hands()) ++into.handshakes;
    tell(event("ended")
             .field("kind", what.name)
             .field("local", done.local_address())
             .field("ending", to_string(how))
             .field("shook_hands", done.shook_hands())
             .field("bytes", done.bytes_written())
             .field("seconds", seconds));
}

void campaign::tell_sums() const {
    for (std::size_t i = 0; i < kinds_.size(); ++i) {
        const auto& sums = tallies_[i];
        wire::json_object endings;
        for (std::size_t which = 0; which < sums.endings.size(); ++which) {
            endings.field(to_string(static_cast<ending>(which)), sums.endings.at(which));
        }
        tell(event("kind")
                 .field("kind", kinds_[i].name)
                 .field("connections", sums.connections)
                 .field("handshakes", sums.handshakes)
                 .field("bytes", sums.bytes)
                 .field_json("endings", endings.text()));
    }
    tell(event("done"));
    std::fflush(stdout);
}

}  // namespace bitpeer::abuse
