#include <bitpeer/runtime/client.hpp>
#include <bitpeer/runtime/clock.hpp>
#include <bitpeer/runtime/detail/detours.hpp>
#include <bitpeer/runtime/detail/dial.hpp>
#include <bitpeer/runtime/detail/session.hpp>
#include <bitpeer/runtime/host_port.hpp>

#include <boost/asio/this_coro.hpp>

#include <algorithm>
#include <utility>

namespace bitpeer {

namespace {

/// The handshake's deadline is the engine's: it only has to know how much time is left.
peer_config with_deadline(peer_config config, duration left) {
    const auto& rules = config.conduct ? *config.conduct : conduct_of(*config.network.dialect);
    auto times = config.times.value_or(rules.times);
    left = std::max<duration>(left, std::chrono::milliseconds(1));
    const bool limited = times.handshake_timeout > duration::zero();
    times.handshake_timeout = limited ? std::min(times.handshake_timeout, left) : left;
    config.times = times;
    return config;
}

boost::asio::awaitable<bool> cancelled() {
    const auto state = co_await boost::asio::this_coro::cancellation_state;
    co_return state.cancelled() != boost::asio::cancellation_type::none;
}

boost::asio::awaitable<result<peer, failure>> connect_to(
    client self, std::shared_ptr<detail::detours> routes, std::string address, duration within,
    peer_preparation prepare
) {
    const auto until = system_now() + within;
    auto target = parse_host_port(address, self.network().port);
    if (!target) co_return failed(std::move(target.error()));

    // Not in one expression: GCC 12 copies aggregates bit by bit that are made inside of an awaited
    // one.
    auto dialling =
        detail::dial_stream(self.get_executor(), std::move(*target), routes->next(), within);
    auto connected = co_await std::move(dialling);
    if (!connected) co_return failed(std::move(connected.error()));
    const auto made = detail::session::open(
        std::move(*connected),
        with_deadline(self.config(), until - system_now()),
        direction::outbound,
        self.nonces(),
        prepare
    );
    result<void, failure> up = failed(failure{failure_code::cancelled, address});
    if (!co_await cancelled()) up = co_await made.ready();
    if (up) co_return made;
    if (up.error().code == failure_code::cancelled) made.disconnect("connecting was cancelled");
    co_return failed(std::move(up.error()));
}

/// Cancelling is reported as a failure; that Asio would throw instead is put off to the caller.
boost::asio::awaitable<result<peer, failure>> without_throwing(
    boost::asio::awaitable<result<peer, failure>> connecting
) {
    const bool throwing = co_await boost::asio::this_coro::throw_if_cancelled();
    co_await boost::asio::this_coro::throw_if_cancelled(false);
    auto outcome = co_await std::move(connecting);
    co_await boost::asio::this_coro::throw_if_cancelled(throwing);
    co_return outcome;
}

}  // namespace

client::client(
    boost::asio::any_io_executor executor, peer_config config, std::shared_ptr<own_nonces> nonces
)
    : client(std::move(executor), std::move(config), dial_options{}, std::move(nonces)) {}

client::client(
    boost::asio::any_io_executor executor, peer_config config, dial_options dialling,
    std::shared_ptr<own_nonces> nonces
)
    : executor_(std::move(executor)),
      config_(std::move(config)),
      dialling_(std::move(dialling)),
      detours_(std::make_shared<detail::detours>(dialling_.proxy)),
      nonces_(std::move(nonces)) {}

boost::asio::awaitable<result<peer, failure>> client::connect(
    std::string address, duration within, peer_preparation prepare
) const {
    return without_throwing(
        connect_to(*this, detours_, std::move(address), within, std::move(prepare))
    );
}

peer client::adopt(
    std::unique_ptr<stream> connected, direction who_dialled, const peer_preparation& prepare
) const {
    return detail::session::open(std::move(connected), config_, who_dialled, nonces_, prepare);
}

}  // namespace bitpeer
