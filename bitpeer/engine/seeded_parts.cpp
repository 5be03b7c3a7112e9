#include <bitpeer/crypto/hkdf.hpp>
#include <bitpeer/engine/seeded_parts.hpp>
#include <bitpeer/transport/v1.hpp>
#include <bitpeer/transport/v1_or_v2.hpp>
#include <bitpeer/transport/v2.hpp>

#include <algorithm>
#include <string_view>
#include <utility>

namespace bitpeer {

namespace {

/// Calls `use` with the part of the seed that has this name.
template <class Use>
auto with_part(const entropy& seed, std::string_view name, Use use) {
    const auto drawn = crypto::hkdf_sha256({}, seed.bytes).expand(name);
    entropy part;
    std::ranges::copy(drawn.view(), part.bytes.begin());
    auto made = use(part);
    crypto::wipe(part.bytes);
    return made;
}

}  // namespace

crypto::chacha20_generator make_random(const entropy& seed) {
    return with_part(seed, "bitpeer engine", [](const entropy& part) {
        return crypto::chacha20_generator(part);
    });
}

transport_choice choice_of(const peer_config& config, direction who_dialled) {
    switch (config.transports) {
        case transport_policy::v1_only:
        case transport_policy::require_v2: return transport_choice::configured;
        case transport_policy::v1_after_v2: return transport_choice::fallback;
        case transport_policy::prefer_v2: break;
    }
    if (!transport::v2::fits(config.network)) return transport_choice::only_one;
    return who_dialled == direction::outbound ? transport_choice::preferred
                                              : transport_choice::detected;
}

std::unique_ptr<transport::transport> make_transport(
    const peer_config& config, std::function<bool()> admits_v2, direction who_dialled,
    const entropy& seed
) {
    using made = std::unique_ptr<transport::transport>;
    const bool plain = config.transports == transport_policy::v1_only ||
                       config.transports == transport_policy::v1_after_v2;
    if (plain || !transport::v2::fits(config.network)) {
        return std::make_unique<transport::v1>(config.network);
    }
    return with_part(seed, "bitpeer transport", [&](const entropy& part) -> made {
        if (who_dialled == direction::inbound) {
            return std::make_unique<transport::v1_or_v2>(
                config.network, part, config.padding, std::move(admits_v2)
            );
        }
        return std::make_unique<transport::v2>(
            config.network, crypto::party::initiator, part, config.padding
        );
    });
}

}  // namespace bitpeer
