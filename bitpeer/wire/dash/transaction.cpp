#include <bitpeer/crypto/sha256.hpp>
#include <bitpeer/wire/dash/transaction.hpp>

namespace bitpeer::wire::dash {

std::string to_string(transaction_type type) {
    switch (type.number) {
        case transaction_type::standard.number: return "standard";
        case transaction_type::register_masternode.number: return "register_masternode";
        case transaction_type::update_service.number: return "update_service";
        case transaction_type::update_registrar.number: return "update_registrar";
        case transaction_type::revoke_masternode.number: return "revoke_masternode";
        case transaction_type::coinbase.number: return "coinbase";
        case transaction_type::quorum_commitment.number: return "quorum_commitment";
        case transaction_type::hard_fork_signal.number: return "hard_fork_signal";
        case transaction_type::asset_lock.number: return "asset_lock";
        case transaction_type::asset_unlock.number: return "asset_unlock";
        default: return std::to_string(type.number);
    }
}

hash256 txid(const transaction& of) {
    crypto::sha256d_hasher hasher;
    encoder out(hasher);
    of.write(out);
    return hasher.finish();
}

}  // namespace bitpeer::wire::dash
