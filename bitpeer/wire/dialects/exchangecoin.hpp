#pragma once
/// Exchangecoin's messages, and since which of its own protocol versions it has them. It forked
/// from Decred in 2018; where its layout is Bitcoin's, so is the struct.

#include <bitpeer/wire/dialect.hpp>
#include <bitpeer/wire/exchangecoin/messages/block.hpp>
#include <bitpeer/wire/exchangecoin/messages/cfheaders.hpp>
#include <bitpeer/wire/exchangecoin/messages/cfilter.hpp>
#include <bitpeer/wire/exchangecoin/messages/cfilterv2.hpp>
#include <bitpeer/wire/exchangecoin/messages/cftypes.hpp>
#include <bitpeer/wire/exchangecoin/messages/getblocks.hpp>
#include <bitpeer/wire/exchangecoin/messages/getcfheaders.hpp>
#include <bitpeer/wire/exchangecoin/messages/getcfilter.hpp>
#include <bitpeer/wire/exchangecoin/messages/getcfilterv2.hpp>
#include <bitpeer/wire/exchangecoin/messages/getcftypes.hpp>
#include <bitpeer/wire/exchangecoin/messages/getheaders.hpp>
#include <bitpeer/wire/exchangecoin/messages/getinitstate.hpp>
#include <bitpeer/wire/exchangecoin/messages/getminings.hpp>
#include <bitpeer/wire/exchangecoin/messages/headers.hpp>
#include <bitpeer/wire/exchangecoin/messages/initstate.hpp>
#include <bitpeer/wire/exchangecoin/messages/miningstate.hpp>
#include <bitpeer/wire/exchangecoin/messages/reject.hpp>
#include <bitpeer/wire/exchangecoin/messages/tx.hpp>
#include <bitpeer/wire/exchangecoin/messages/version.hpp>
#include <bitpeer/wire/gated.hpp>
#include <bitpeer/wire/messages/addr.hpp>
#include <bitpeer/wire/messages/feefilter.hpp>
#include <bitpeer/wire/messages/getaddr.hpp>
#include <bitpeer/wire/messages/getdata.hpp>
#include <bitpeer/wire/messages/inv.hpp>
#include <bitpeer/wire/messages/mempool.hpp>
#include <bitpeer/wire/messages/notfound.hpp>
#include <bitpeer/wire/messages/ping.hpp>
#include <bitpeer/wire/messages/pong.hpp>
#include <bitpeer/wire/messages/sendheaders.hpp>
#include <bitpeer/wire/messages/verack.hpp>
#include <bitpeer/wire/type_list.hpp>

namespace bitpeer::wire {

using exchangecoin_messages = type_list<
    addr, exchangecoin::block, gated<exchangecoin::cfheaders, 6>, gated<exchangecoin::cfilter, 6>,
    gated<exchangecoin::cfilterv2, 7>, gated<exchangecoin::cftypes, 6>, gated<feefilter, 5>,
    getaddr, exchangecoin::getblocks, gated<exchangecoin::getcfheaders, 6>,
    gated<exchangecoin::getcfilter, 6>, gated<exchangecoin::getcfilterv2, 7>,
    gated<exchangecoin::getcftypes, 6>, getdata, exchangecoin::getheaders,
    gated<exchangecoin::getinitstate, 8>, exchangecoin::getminings, exchangecoin::headers,
    gated<exchangecoin::initstate, 8>, inv, mempool, exchangecoin::miningstate, notfound, ping,
    pong, gated<exchangecoin::reject, 0, 8>, gated<sendheaders, 3>, exchangecoin::tx, verack,
    exchangecoin::version>;

namespace dialects {

/// Protocol versions 1 to 9, of which the newest that anybody speaks is 8.
extern const dialect exchangecoin;

}  // namespace dialects

}  // namespace bitpeer::wire
