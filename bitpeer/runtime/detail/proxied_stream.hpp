#pragma once
/// A connection that ends at a proxy and leads further.

#include <bitpeer/runtime/host_port.hpp>
#include <bitpeer/runtime/socket_stream.hpp>
#include <bitpeer/runtime/stream.hpp>

#include <boost/asio/ip/tcp.hpp>

#include <memory>
#include <optional>
#include <string>

namespace bitpeer::detail {

/// Reads and writes as its socket does, and names whom the proxy connected to instead of the proxy.
class proxied_stream final : public stream {
public:
    proxied_stream(boost::asio::ip::tcp::socket to_proxy, const host_port& target);

    boost::asio::any_io_executor get_executor() override { return to_proxy_->get_executor(); }
    boost::asio::awaitable<io_outcome> read_some(read_space& space) override {
        return to_proxy_->read_some(space);
    }
    [[nodiscard]] bool tells_when_readable() const override {
        return to_proxy_->tells_when_readable();
    }
    void when_readable(read_notice told) override { to_proxy_->when_readable(std::move(told)); }
    io_outcome try_read(read_space& space) override { return to_proxy_->try_read(space); }
    boost::asio::awaitable<io_outcome> write_some(std::span<const boost::asio::const_buffer> parts
    ) override {
        return to_proxy_->write_some(parts);
    }
    io_outcome try_write(std::span<const boost::asio::const_buffer> parts) override {
        return to_proxy_->try_write(parts);
    }
    void close() override { to_proxy_->close(); }
    [[nodiscard]] std::string remote_address() const override { return address_; }
    [[nodiscard]] std::string local_address() const override { return to_proxy_->local_address(); }
    /// Nothing for a name: only the proxy knows where that led.
    [[nodiscard]] std::optional<wire::legacy_address> remote_endpoint() const override {
        return endpoint_;
    }

private:
    std::unique_ptr<stream> to_proxy_;
    std::string address_;
    std::optional<wire::legacy_address> endpoint_;
};

}  // namespace bitpeer::detail
