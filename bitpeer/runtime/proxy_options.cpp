#include <bitpeer/runtime/proxy_options.hpp>

#include <string>
#include <utility>

namespace bitpeer {

result<proxy_options, failure> parse_proxy(std::string_view text) {
    proxy_options parsed;
    if (const auto at = text.rfind('@'); at != text.npos) {
        const auto login = text.substr(0, at);
        text = text.substr(at + 1);
        const auto colon = login.find(':');
        if (colon == login.npos || colon == 0 || colon > 255 || login.size() == colon + 1 ||
            login.size() > colon + 1 + 255) {
            return failed(failure{
                failure_code::bad_address,
                "before '@" + std::string(text) + "' belong a user, ':' and a password"});
        }
        parsed.credentials = {
            std::string(login.substr(0, colon)), std::string(login.substr(colon + 1))};
    }
    auto address = parse_host_port(text, socks_port);
    if (!address) return failed(std::move(address.error()));
    parsed.address = std::move(*address);
    return parsed;
}

}  // namespace bitpeer
