#pragma once
/// What stands behind a listener.

#include <bitpeer/engine/prepared_config.hpp>
#include <bitpeer/runtime/detail/gate_state.hpp>
#include <bitpeer/runtime/detail/waiting.hpp>
#include <bitpeer/runtime/failure.hpp>
#include <bitpeer/runtime/guarded_strand.hpp>
#include <bitpeer/runtime/listener.hpp>
#include <bitpeer/runtime/peer.hpp>

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>

#include <cstddef>
#include <cstdint>
#include <exception>
#include <list>
#include <memory>
#include <string>
#include <utility>

namespace bitpeer::detail {

/// Accepts connections as long as fewer than the limit are pending. Lives on one strand; keeps
/// itself alive until it is closed.
class acceptance final : public starving, public std::enable_shared_from_this<acceptance> {
public:
    using answer = result<peer, failure>;

    acceptance(boost::asio::ip::tcp::acceptor bound, peer_config config, listener_options options);

    void start();
    void wait(waiter_ptr<answer> caller);
    void close();

    [[nodiscard]] const std::string& local_address() const { return local_address_; }
    [[nodiscard]] std::uint16_t port() const { return port_; }

private:
    using handshakes = std::list<peer>;

    static boost::asio::awaitable<void> run(std::shared_ptr<acceptance> self);
    boost::asio::awaitable<void> back_off(boost::system::error_code error);
    static boost::asio::awaitable<void> shake_hands(
        std::shared_ptr<acceptance> self, handshakes::iterator who
    );
    void resume();
    [[nodiscard]] result<std::shared_ptr<visitor>, refusal> let_in(
        const boost::asio::ip::tcp::socket& from
    ) const;
    void opened(boost::asio::ip::tcp::socket connected);
    void give_out();
    void close_now();
    void tell(const failure& what) const;
    void starved() override;
    void lost_run();
    /// A gate has limits of its own for handshakes, and says who makes room.
    [[nodiscard]] std::size_t pending() const {
        return ready_.size() + (options_.gate ? 0 : shaking_.size());
    }

    guarded_strand strand_;
    const listener_options options_;
    const prepared_config config_;
    const std::string local_address_;
    const std::uint16_t port_;

    boost::asio::ip::tcp::acceptor acceptor_;
    boost::asio::steady_timer pause_;
    duration pause_length_;
    handshakes shaking_;
    handshakes ready_;
    std::list<waiter_ptr<answer>> callers_;
    bool running_ = false;
    bool closed_ = false;
};

}  // namespace bitpeer::detail
