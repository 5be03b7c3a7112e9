#pragma once
/// What all peers of one client or listener have in common.

#include <bitpeer/engine/prepared_config.hpp>
#include <bitpeer/runtime/own_nonces.hpp>

#include <memory>
#include <utility>

namespace bitpeer::detail {

/// `config`, with which an engine recognises the nonces of its owner's other engines, if they have
/// a place of their own.
[[nodiscard]] inline prepared_config shared_setup(
    peer_config config, const std::shared_ptr<own_nonces>& nonces
) {
    if (nonces) {
        config.is_own_nonce = [nonces, asked = std::move(config.is_own_nonce)](std::uint64_t nonce
                              ) { return nonces->contains(nonce) || (asked && asked(nonce)); };
    }
    return prepared_config(std::move(config));
}

}  // namespace bitpeer::detail
