#include <bitpeer/crypto/hkdf.hpp>
#include <bitpeer/transport/v2_keys.hpp>

#include <algorithm>
#include <string_view>

namespace bitpeer::transport {

v2_keys derive_v2_keys(const crypto::secret<32>& shared, const network_magic& magic) {
    static constexpr std::string_view salt_text = "bitcoin_v2_shared_secret";
    bytes salt(salt_text.begin(), salt_text.end());
    salt.insert(salt.end(), magic.begin(), magic.end());
    const crypto::hkdf_sha256 keys(salt, shared.view());

    v2_keys derived;
    derived.from_initiator.length_key = keys.expand("initiator_L");
    derived.from_initiator.packet_key = keys.expand("initiator_P");
    derived.from_responder.length_key = keys.expand("responder_L");
    derived.from_responder.packet_key = keys.expand("responder_P");
    const auto terminators = keys.expand("garbage_terminators");
    std::ranges::copy(terminators.view().first(16), derived.from_initiator.terminator.begin());
    std::ranges::copy(terminators.view().last(16), derived.from_responder.terminator.begin());
    std::ranges::copy(keys.expand("session_id").view(), derived.session.begin());
    return derived;
}

}  // namespace bitpeer::transport
