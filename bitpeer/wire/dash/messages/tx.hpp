#pragma once
#include <bitpeer/wire/dash/transaction.hpp>
#include <bitpeer/wire/messages/tx.hpp>

namespace bitpeer::wire::dash {

/// `tx`: one transaction, which may be special (DIP2).
using tx = basic_tx<transaction>;

}  // namespace bitpeer::wire::dash
