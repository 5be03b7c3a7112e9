#include <bitpeer/base/assert.hpp>
#include <bitpeer/runtime/detail/acceptance.hpp>
#include <bitpeer/runtime/host_port.hpp>
#include <bitpeer/runtime/listener.hpp>

#include <boost/asio/ip/v6_only.hpp>

#include <utility>

namespace bitpeer {

namespace asio = boost::asio;

namespace {

/// Opens, binds and listens; the first error ends it.
result<asio::ip::tcp::acceptor, boost::system::error_code> listening(
    const asio::any_io_executor& executor, const asio::ip::tcp::endpoint& where
) {
    asio::ip::tcp::acceptor acceptor(executor);
    boost::system::error_code error;
    acceptor.open(where.protocol(), error);
    if (!error) acceptor.set_option(asio::ip::tcp::acceptor::reuse_address(true), error);
    if (!error && where.address().is_v6()) {
        // So that "[::]" and "0.0.0.0" can be listened on side by side, wherever this runs.
        acceptor.set_option(asio::ip::v6_only(true), error);
    }
    if (!error) acceptor.bind(where, error);
    if (!error) acceptor.listen(asio::socket_base::max_listen_connections, error);
    if (error) return failed(error);
    return acceptor;
}

}  // namespace

result<listener, failure> listener::bind(
    asio::any_io_executor executor, const std::string& address, peer_config config,
    listener_options options
) {
    const auto where = parse_host_port(address, config.network.port);
    if (!where) return failed(where.error());
    boost::system::error_code error;
    const auto numeric = asio::ip::make_address(where->host, error);
    if (error) return failed(failure{failure_code::bad_address, "'" + address + "' is no number"});
    auto acceptor = listening(executor, {numeric, where->port});
    if (!acceptor) {
        return failed(failure{
            failure_code::bind_failed, address + ": " + acceptor.error().message()});
    }
    auto state = std::make_shared<detail::acceptance>(
        std::move(*acceptor), std::move(config), std::move(options)
    );
    state->start();
    return listener(std::move(state));
}

listener::listener(std::shared_ptr<detail::acceptance> state) : state_(std::move(state)) {}

listener& listener::operator=(listener&& other) noexcept {
    if (this != &other) {
        if (state_) state_->close();
        state_ = std::move(other.state_);
    }
    return *this;
}

listener::~listener() {
    if (state_) state_->close();
}

const std::string& listener::local_address() const {
    ensure(state_ != nullptr);
    return state_->local_address();
}

std::uint16_t listener::port() const {
    ensure(state_ != nullptr);
    return state_->port();
}

asio::awaitable<result<peer, failure>> listener::accept() const {
    ensure(state_ != nullptr);
    return detail::suspend<detail::acceptance::answer>(
        failed(failure{failure_code::cancelled}),
        [state = state_](detail::waiter_ptr<detail::acceptance::answer> caller) {
            state->wait(std::move(caller));
        }
    );
}

void listener::close() const {
    ensure(state_ != nullptr);
    state_->close();
}

}  // namespace bitpeer
