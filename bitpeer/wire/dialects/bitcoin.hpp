#pragma once
/// Bitcoin's messages. To add one: write its header and add it to this list; its tests, fuzzing,
/// documentation and JSON come from there.

#include <bitpeer/wire/dialect.hpp>
#include <bitpeer/wire/messages/addr.hpp>
#include <bitpeer/wire/messages/addrv2.hpp>
#include <bitpeer/wire/messages/alert.hpp>
#include <bitpeer/wire/messages/block.hpp>
#include <bitpeer/wire/messages/blocktxn.hpp>
#include <bitpeer/wire/messages/cfcheckpt.hpp>
#include <bitpeer/wire/messages/cfheaders.hpp>
#include <bitpeer/wire/messages/cfilter.hpp>
#include <bitpeer/wire/messages/cmpctblock.hpp>
#include <bitpeer/wire/messages/feature.hpp>
#include <bitpeer/wire/messages/feefilter.hpp>
#include <bitpeer/wire/messages/filteradd.hpp>
#include <bitpeer/wire/messages/filterclear.hpp>
#include <bitpeer/wire/messages/filterload.hpp>
#include <bitpeer/wire/messages/getaddr.hpp>
#include <bitpeer/wire/messages/getblocks.hpp>
#include <bitpeer/wire/messages/getblocktxn.hpp>
#include <bitpeer/wire/messages/getcfcheckpt.hpp>
#include <bitpeer/wire/messages/getcfheaders.hpp>
#include <bitpeer/wire/messages/getcfilters.hpp>
#include <bitpeer/wire/messages/getdata.hpp>
#include <bitpeer/wire/messages/getheaders.hpp>
#include <bitpeer/wire/messages/headers.hpp>
#include <bitpeer/wire/messages/inv.hpp>
#include <bitpeer/wire/messages/mempool.hpp>
#include <bitpeer/wire/messages/merkleblock.hpp>
#include <bitpeer/wire/messages/notfound.hpp>
#include <bitpeer/wire/messages/ping.hpp>
#include <bitpeer/wire/messages/pong.hpp>
#include <bitpeer/wire/messages/reconcildiff.hpp>
#include <bitpeer/wire/messages/reject.hpp>
#include <bitpeer/wire/messages/reqrecon.hpp>
#include <bitpeer/wire/messages/reqsketchext.hpp>
#include <bitpeer/wire/messages/sendaddrv2.hpp>
#include <bitpeer/wire/messages/sendcmpct.hpp>
#include <bitpeer/wire/messages/sendheaders.hpp>
#include <bitpeer/wire/messages/sendtxrcncl.hpp>
#include <bitpeer/wire/messages/sketch.hpp>
#include <bitpeer/wire/messages/staletip.hpp>
#include <bitpeer/wire/messages/tx.hpp>
#include <bitpeer/wire/messages/verack.hpp>
#include <bitpeer/wire/messages/version.hpp>
#include <bitpeer/wire/messages/wtxidrelay.hpp>
#include <bitpeer/wire/type_list.hpp>

namespace bitpeer::wire {

using bitcoin_messages = type_list<
    addr, addrv2, alert, block, blocktxn, cfcheckpt, cfheaders, cfilter, cmpctblock, feature,
    feefilter, filteradd, filterclear, filterload, getaddr, getblocks, getblocktxn, getcfcheckpt,
    getcfheaders, getcfilters, getdata, getheaders, headers, inv, mempool, merkleblock, notfound,
    ping, pong, reconcildiff, reject, reqrecon, reqsketchext, sendaddrv2, sendcmpct, sendheaders,
    sendtxrcncl, sketch, staletip, tx, verack, version, wtxidrelay>;

namespace dialects {

/// Bitcoin and everything that copies its format to the byte.
extern const dialect bitcoin;

}  // namespace dialects

}  // namespace bitpeer::wire
