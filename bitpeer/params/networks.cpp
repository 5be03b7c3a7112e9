#include <bitpeer/crypto/sha256.hpp>
#include <bitpeer/params/networks.hpp>
#include <bitpeer/wire/encoder.hpp>

#include <algorithm>

namespace bitpeer {

namespace networks {

std::span<const network* const> all() {
    static constexpr std::array known{
        &bitcoin,
        &bitcoin_testnet3,
        &bitcoin_testnet4,
        &bitcoin_signet,
        &bitcoin_regtest,
        &bitcoin_simnet,
        &litecoin,
        &litecoin_testnet,
        &litecoin_regtest,
        &exchangecoin,
        &exchangecoin_testnet,
        &exchangecoin_simnet,
        &exchangecoin_regnet,
        &dash,
        &dash_testnet,
        &dash_regtest,
        &dash_devnet,
    };
    return known;
}

const network* find(std::string_view name) {
    const auto place = std::ranges::find(all(), name, &network::name);
    return place != all().end() ? *place : nullptr;
}

std::vector<const network*> with_magic(const network_magic& magic) {
    std::vector<const network*> found;
    std::ranges::copy_if(all(), std::back_inserter(found), [&](const network* candidate) {
        return candidate->magic == magic;
    });
    return found;
}

}  // namespace networks

network_magic signet_magic(byte_view challenge) {
    crypto::sha256d_hasher hasher;
    wire::encoder out(hasher);
    out.compact_size(challenge.size());
    out.put(challenge);
    const auto hash = hasher.finish();
    network_magic magic;
    std::copy_n(hash.bytes.begin(), magic.size(), magic.begin());
    return magic;
}

network signet(byte_view challenge) {
    auto custom = networks::bitcoin_signet;
    custom.name = "bitcoin-signet-custom";
    custom.magic = signet_magic(challenge);
    custom.seeds = {};
    return custom;
}

}  // namespace bitpeer
