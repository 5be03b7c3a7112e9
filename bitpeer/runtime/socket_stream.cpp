#include <bitpeer/runtime/socket_stream.hpp>
#include <bitpeer/wire/address.hpp>

namespace bitpeer {

std::string to_string(const boost::asio::ip::tcp::endpoint& endpoint) {
    const auto address = endpoint.address().to_string();
    const auto port = std::to_string(endpoint.port());
    return endpoint.address().is_v6() ? "[" + address + "]:" + port : address + ":" + port;
}

wire::legacy_address to_legacy(const boost::asio::ip::tcp::endpoint& endpoint) {
    const auto address = endpoint.address();
    const auto whole = address.is_v6() ? wire::address::ipv6(address.to_v6().to_bytes(), 0)
                                       : wire::address::ipv4(address.to_v4().to_bytes(), 0);
    wire::legacy_address told;
    told.bytes = *whole.legacy();
    told.port.value = endpoint.port();
    return told;
}

}  // namespace bitpeer
