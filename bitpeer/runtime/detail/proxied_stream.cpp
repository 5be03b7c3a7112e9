#include <bitpeer/runtime/detail/proxied_stream.hpp>

#include <boost/asio/ip/address.hpp>

#include <utility>

namespace bitpeer::detail {

proxied_stream::proxied_stream(boost::asio::ip::tcp::socket to_proxy, const host_port& target)
    : to_proxy_(make_stream(std::move(to_proxy))), address_(to_string(target)) {
    boost::system::error_code no_number;
    const auto address = boost::asio::ip::make_address(target.host, no_number);
    if (!no_number) endpoint_ = to_legacy({address, target.port});
}

}  // namespace bitpeer::detail
