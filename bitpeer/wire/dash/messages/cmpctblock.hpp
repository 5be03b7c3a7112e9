#pragma once
#include <bitpeer/wire/dash/transaction.hpp>
#include <bitpeer/wire/messages/cmpctblock.hpp>

namespace bitpeer::wire::dash {

/// `cmpctblock` (BIP152): a block for those who have most of its transactions. Only version 1 of
/// compact blocks exists here: its short ids are made from txids.
using cmpctblock = basic_cmpctblock<transaction>;

}  // namespace bitpeer::wire::dash
