#include <bitpeer/runtime/client.hpp>
#include <bitpeer/runtime/clock.hpp>
#include <bitpeer/runtime/detail/detours.hpp>
#include <bitpeer/runtime/detail/dial.hpp>
#include <bitpeer/runtime/detail/frugal.hpp>
#include <bitpeer/runtime/detail/session.hpp>
#include <bitpeer/runtime/detail/shared_setup.hpp>
#include <bitpeer/runtime/host_port.hpp>

#include <boost/asio/this_coro.hpp>

#include <algorithm>
#include <atomic>
#include <cstdint>
#include <new>
#include <utility>

namespace bitpeer {

namespace {

boost::asio::awaitable<bool> cancelled() {
    const auto state = co_await boost::asio::this_coro::cancellation_state;
    co_return state.cancelled() != boost::asio::cancellation_type::none;
}

/// What became of one attempt.
struct attempt {
    result<peer, failure> outcome;
    bool again_in_v1 = false;  ///< the remote seems to know nothing else
};

boost::asio::awaitable<attempt> connect_once(
    client self, std::shared_ptr<detail::detours> routes, prepared_config config, host_port target,
    instant until, peer_preparation prepare
) {
    const auto target_text = to_string(target);
    const bool v2_is_required = config.config().transports == transport_policy::require_v2;
    // Not in one expression: GCC 12 copies aggregates bit by bit that are made inside of an awaited
    // one.
    auto dialling = detail::dial_stream(
        self.get_executor(),
        std::move(target),
        routes->next(),
        std::chrono::ceil<std::chrono::milliseconds>(until - system_now())
    );
    auto connected = co_await std::move(dialling);
    attempt made_of_it{failed(failure{failure_code::cancelled, target_text})};
    if (!connected) {
        made_of_it.outcome = failed(std::move(connected.error()));
        co_return made_of_it;
    }
    // The handshake's deadline is the engine's: it only has to know how much time is left.
    connection_details own;
    own.handshake_within = std::max<duration>(until - system_now(), std::chrono::milliseconds(1));
    const auto made = detail::session::open(
        std::move(*connected), config, std::move(own), direction::outbound, self.nonces(), prepare
    );
    result<void, failure> up = failed(failure{failure_code::cancelled, target_text});
    if (!co_await cancelled()) up = co_await made.ready();
    if (up) {
        made_of_it.outcome = made;
        co_return made_of_it;
    }
    if (up.error().code == failure_code::cancelled) made.disconnect("connecting was cancelled");
    if (v2_is_required && made.statistics().bytes_received == 0) {
        up.error().detail += ", which did not answer to v2, and v2 is required";
    }
    made_of_it.outcome = failed(std::move(up.error()));
    made_of_it.again_in_v1 = made.falls_back_to_v1();
    co_return made_of_it;
}

/// The second attempt goes the same way as the first, through the same proxy and as the same kind
/// of peer.
boost::asio::awaitable<result<peer, failure>> connect_to(
    client self, std::shared_ptr<detail::detours> routes, prepared_config config,
    prepared_config in_v1, std::shared_ptr<std::atomic<std::uint64_t>> fallbacks,
    std::string address, duration within, peer_preparation prepare
) {
    const auto until = system_now() + within;
    const auto target = parse_host_port(address, self.network().port);
    if (!target) co_return failed(target.error());
    auto trying = connect_once(self, routes, std::move(config), *target, until, prepare);
    auto first = co_await std::move(trying);
    const bool time_is_left = system_now() < until;
    if (!first.again_in_v1 || !time_is_left || co_await cancelled()) {
        co_return std::move(first.outcome);
    }
    ++*fallbacks;
    auto trying_again = connect_once(self, routes, std::move(in_v1), *target, until, prepare);
    auto second = co_await std::move(trying_again);
    co_return std::move(second.outcome);
}

/// Cancelling is reported as a failure; that Asio would throw instead is put off to the caller. So
/// is having no memory.
boost::asio::awaitable<result<peer, failure>> without_throwing(
    boost::asio::awaitable<result<peer, failure>> connecting
) {
    const bool throwing = co_await boost::asio::this_coro::throw_if_cancelled();
    co_await boost::asio::this_coro::throw_if_cancelled(false);
    result<peer, failure> outcome = failed(detail::no_memory());
    try {
        outcome = co_await std::move(connecting);
    } catch (const std::bad_alloc&) {  // that is what it says already
    }
    co_await boost::asio::this_coro::throw_if_cancelled(throwing);
    co_return outcome;
}

peer_config after_v2(peer_config config) {
    config.transports = transport_policy::v1_after_v2;
    return config;
}

}  // namespace

/// What all peers of a client share.
struct client::setups {
    prepared_config usual;
    prepared_config in_v1;  // where v2 was tried, and not understood
};

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
      setups_(std::make_shared<const setups>(setups{
          detail::shared_setup(config_, nonces), detail::shared_setup(after_v2(config_), nonces)})),
      dialling_(std::move(dialling)),
      detours_(std::make_shared<detail::detours>(dialling_.proxy)),
      fallbacks_(std::make_shared<std::atomic<std::uint64_t>>(0)),
      nonces_(std::move(nonces)) {}

boost::asio::awaitable<result<peer, failure>> client::connect(
    std::string address, duration within, peer_preparation prepare
) const {
    return without_throwing(connect_to(
        *this,
        detours_,
        setups_->usual,
        setups_->in_v1,
        fallbacks_,
        std::move(address),
        within,
        std::move(prepare)
    ));
}

peer client::adopt(
    std::unique_ptr<stream> connected, direction who_dialled, const peer_preparation& prepare
) const {
    return detail::session::open(
        std::move(connected), setups_->usual, {}, who_dialled, nonces_, prepare
    );
}

}  // namespace bitpeer
