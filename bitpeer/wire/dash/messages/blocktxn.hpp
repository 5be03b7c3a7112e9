#pragma once
#include <bitpeer/wire/dash/transaction.hpp>
#include <bitpeer/wire/messages/blocktxn.hpp>

namespace bitpeer::wire::dash {

/// `blocktxn` (BIP152): the transactions that `getblocktxn` asked for, in that order.
using blocktxn = basic_blocktxn<transaction>;

}  // namespace bitpeer::wire::dash
