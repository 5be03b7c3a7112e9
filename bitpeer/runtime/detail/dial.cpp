#include <bitpeer/runtime/detail/dial.hpp>
#include <bitpeer/runtime/detail/proxied_stream.hpp>
#include <bitpeer/runtime/socket_stream.hpp>

#include <boost/asio/buffer.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/error.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/write.hpp>

#include <algorithm>
#include <array>
#include <exception>
#include <new>
#include <string_view>
#include <utility>

namespace bitpeer::detail {

namespace asio = boost::asio;
using boost::system::error_code;

namespace {

failure_code code_of(const error_code& error) {
    if (error == asio::error::connection_refused) return failure_code::connect_refused;
    if (error == asio::error::timed_out) return failure_code::connect_timed_out;
    return failure_code::connect_failed;
}

failure_code code_of(transport::socks5_error_code error) {
    switch (error) {
        case transport::socks5_error_code::bad_host: return failure_code::bad_address;
        case transport::socks5_error_code::bad_credentials:
        case transport::socks5_error_code::no_method:
        case transport::socks5_error_code::login_refused: return failure_code::proxy_login_refused;
        case transport::socks5_error_code::refused: return failure_code::proxy_refused;
        case transport::socks5_error_code::wrong_version:
        case transport::socks5_error_code::unoffered_method:
        case transport::socks5_error_code::bad_reserved_byte:
        case transport::socks5_error_code::bad_address_type:
        case transport::socks5_error_code::closed: break;
    }
    return failure_code::proxy_failed;
}

std::string seconds_text(duration time) {
    const auto milliseconds = std::chrono::duration_cast<std::chrono::milliseconds>(time).count();
    return std::to_string(milliseconds) + " ms";
}

/// Names that DNS does not know. To ask it would only tell others whom we look for (RFC 7686).
bool is_overlay_name(std::string_view host) {
    if (host.ends_with('.')) host.remove_suffix(1);
    const auto ends_with = [&](std::string_view end) {
        return host.size() >= end.size() &&
               std::ranges::equal(host.substr(host.size() - end.size()), end, {}, [](char c) {
                   return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
               });
    };
    return ends_with(".onion") || ends_with(".i2p");
}

}  // namespace

asio::awaitable<result<std::unique_ptr<stream>, failure>> dial_stream(
    asio::any_io_executor executor, host_port to, std::optional<detour> through, duration within
) {
    // GCC 12 copies aggregates bit by bit that are made inside of an awaited expression.
    dial::answer if_cancelled = failed(failure{failure_code::cancelled, to_string(to)});
    const auto attempt =
        std::make_shared<dial>(executor, std::move(to), std::move(through), within);
    const auto start = [attempt](waiter_ptr<dial::answer> done) {
        attempt->start(std::move(done));
    };
    auto connected = co_await suspend<dial::answer>(std::move(if_cancelled), start);
    if (!connected) {
        attempt->stop();
        co_return failed(std::move(connected.error()));
    }
    co_return attempt->take();
}

dial::dial(
    const asio::any_io_executor& executor, host_port to, std::optional<detour> through,
    duration within
)
    : strand_(guarded_strand::on(executor)),
      to_(std::move(to)),
      through_(std::move(through)),
      within_(within),
      resolver_(executor),
      socket_(executor),
      timer_(strand_) {
    if (through_) negotiation_.emplace(to_.host, to_.port, through_->credentials);
}

void dial::start(waiter_ptr<answer> done) {
    done_ = std::move(done);
    strand_.belongs_to(weak_from_this());
    asio::co_spawn(
        strand_,
        run(shared_from_this()),
        [self = shared_from_this()](const std::exception_ptr& thrown) {
            if (!thrown) return;
            try {
                std::rethrow_exception(thrown);
            } catch (const std::bad_alloc&) {
                self->starved();
            } catch (...) {
                self->give_up(self->failed_by(failure_code::connect_failed, "exception"));
            }
        }
    );
}

void dial::starved() { give_up(no_memory()); }

void dial::stop() {
    asio::post(strand_, [self = shared_from_this()] { self->give_up({failure_code::cancelled}); });
}

std::unique_ptr<stream> dial::take() {
    if (through_) return std::make_unique<proxied_stream>(std::move(socket_), to_);
    return make_stream(std::move(socket_));
}

asio::awaitable<void> dial::run(std::shared_ptr<dial> self) {
    auto& d = *self;
    d.timer_.expires_after(std::chrono::duration_cast<asio::steady_timer::duration>(d.within_));
    d.timer_.async_wait([self](const error_code& cancelled) {
        if (cancelled) return;
        const std::string what = !self->through_    ? "no connection"
                                 : self->connected_ ? "no answer of the proxy"
                                                    : "no connection to the proxy";
        self->give_up(self->failed_by(
            failure_code::connect_timed_out, what + " within " + seconds_text(self->within_)
        ));
    });
    auto outcome = d.before_it_begins();
    if (outcome) outcome = co_await connect(self);
    if (outcome && d.through_ && !d.over_) outcome = co_await negotiate(self);
    if (!d.over_) d.finish(std::move(outcome));
}

/// What can be said without asking anybody.
dial::answer dial::before_it_begins() const {
    if (is_overlay_name(first_hop().host)) {
        const std::string what = through_ ? "a proxy has no such name" : "no DNS knows such names";
        return failed(failed_by(failure_code::needs_proxy, what));
    }
    if (negotiation_ && negotiation_->outcome()) return verdict_of_proxy();
    return {};
}

asio::awaitable<dial::answer> dial::connect(std::shared_ptr<dial> self) {
    auto& d = *self;
    error_code error;
    const auto found = co_await resolve(self, error);
    if (d.over_) co_return answer();
    if (found.empty()) {
        const auto code =
            d.through_ ? failure_code::proxy_unreachable : failure_code::resolve_failed;
        co_return failed(d.failed_by(code, error.message()));
    }
    for (const auto& endpoint : found) {
        co_await d.socket_.async_connect(
            endpoint, asio::redirect_error(asio::use_awaitable, error)
        );
        if (d.over_) co_return answer();
        if (!error) break;
        error_code ignored;
        d.socket_.close(ignored);
    }
    if (error) {
        const auto code = d.through_ ? failure_code::proxy_unreachable : code_of(error);
        co_return failed(d.failed_by(code, error.message()));
    }
    d.connected_ = true;
    co_return answer();
}

asio::awaitable<dial::endpoints> dial::resolve(std::shared_ptr<dial> self, error_code& error) {
    const auto& hop = self->first_hop();
    endpoints reached;
    if (const auto numeric = asio::ip::make_address(hop.host, error); !error) {
        reached.emplace_back(numeric, hop.port);
        co_return reached;
    }
    const auto found = co_await self->resolver_.async_resolve(
        hop.host, std::to_string(hop.port), asio::redirect_error(asio::use_awaitable, error)
    );
    for (const auto& entry : found) reached.push_back(entry.endpoint());
    co_return reached;
}

/// Reads no more than the proxy has to say: what comes behind it is for whoever takes the socket.
asio::awaitable<dial::answer> dial::negotiate(std::shared_ptr<dial> self) {
    auto& d = *self;
    auto& proxy = *d.negotiation_;
    std::array<std::uint8_t, 512> room;
    while (!proxy.outcome()) {
        error_code error;
        const auto question = proxy.take_output();
        co_await asio::async_write(
            d.socket_, asio::buffer(question), asio::redirect_error(asio::use_awaitable, error)
        );
        std::size_t count = 0;
        if (!d.over_ && !error) {
            count = co_await d.socket_.async_read_some(
                asio::buffer(room.data(), std::min(proxy.wanted(), room.size())),
                asio::redirect_error(asio::use_awaitable, error)
            );
        }
        if (d.over_) co_return answer();
        byte_view in(room.data(), count);
        proxy.receive(in);
        if (error == asio::error::eof) {
            proxy.closed();
        } else if (error) {
            co_return failed(d.failed_by(failure_code::proxy_failed, error.message()));
        }
    }
    co_return d.verdict_of_proxy();
}

dial::answer dial::verdict_of_proxy() const {
    const auto& outcome = *negotiation_->outcome();
    if (outcome) return {};
    auto why = failed_by(code_of(outcome.error().code), {});
    why.proxy = outcome.error();
    return failed(std::move(why));
}

failure dial::failed_by(failure_code code, const std::string& what) const {
    auto text = to_string(to_);
    if (through_) text += " through " + to_string(through_->proxy);
    if (!what.empty()) text += ": " + what;
    return {code, text};
}

void dial::give_up(const failure& why) {
    if (over_) return;
    finish(failed(frugal_copy(why)));
    error_code ignored;
    socket_.close(ignored);
    resolver_.cancel();
}

void dial::finish(answer outcome) {
    over_ = true;
    timer_.cancel();
    // Nobody waits when there was no memory to begin.
    if (const auto done = std::exchange(done_, {})) done->complete(std::move(outcome));
}

}  // namespace bitpeer::detail
