#pragma once
/// Litecoin's messages: Bitcoin's, with transactions that may have an MWEB part.

#include <bitpeer/wire/dialects/bitcoin.hpp>
#include <bitpeer/wire/litecoin.hpp>

namespace bitpeer::wire {

using litecoin_messages = replace<
    replace<
        replace<replace<bitcoin_messages, tx, litecoin::tx>, block, litecoin::block>, blocktxn,
        litecoin::blocktxn>,
    cmpctblock, litecoin::cmpctblock>;

namespace dialects {

extern const dialect litecoin;

}  // namespace dialects

}  // namespace bitpeer::wire
