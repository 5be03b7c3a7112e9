#include "dial.hpp"

#include <utility>

namespace bitpeer::tool {

void dialling::declare(options& taken) {
    taken.value(
        "--proxy",
        proxy_,
        "[user:password@]host:port of a SOCKS5 proxy, which also looks names up; Tor needs a long "
        "--timeout"
    );
}

std::optional<outcome> dialling::refuse(report& out) {
    if (proxy_.empty()) return std::nullopt;
    auto proxy = parse_proxy(proxy_);
    if (!proxy) {
        out.error("bad_proxy", "--proxy: " + proxy.error().message());
        return outcome::wrong_usage;
    }
    chosen_.proxy = std::move(*proxy);
    return std::nullopt;
}

client dialling::make_client(boost::asio::io_context& io, peer_config config) const {
    return {io.get_executor(), std::move(config), chosen_};
}

}  // namespace bitpeer::tool
