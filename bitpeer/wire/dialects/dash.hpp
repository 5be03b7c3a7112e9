#pragma once
/// Dash's messages: Bitcoin's of long ago, and what masternodes brought. To add one: write its
/// header and add it to this list.

#include <bitpeer/wire/dash/messages/block.hpp>
#include <bitpeer/wire/dash/messages/blocktxn.hpp>
#include <bitpeer/wire/dash/messages/clsig.hpp>
#include <bitpeer/wire/dash/messages/cmpctblock.hpp>
#include <bitpeer/wire/dash/messages/dsa.hpp>
#include <bitpeer/wire/dash/messages/dsc.hpp>
#include <bitpeer/wire/dash/messages/dsf.hpp>
#include <bitpeer/wire/dash/messages/dsi.hpp>
#include <bitpeer/wire/dash/messages/dsq.hpp>
#include <bitpeer/wire/dash/messages/dss.hpp>
#include <bitpeer/wire/dash/messages/dssu.hpp>
#include <bitpeer/wire/dash/messages/dstx.hpp>
#include <bitpeer/wire/dash/messages/getheaders2.hpp>
#include <bitpeer/wire/dash/messages/getmnlistd.hpp>
#include <bitpeer/wire/dash/messages/getqrinfo.hpp>
#include <bitpeer/wire/dash/messages/getsporks.hpp>
#include <bitpeer/wire/dash/messages/govobj.hpp>
#include <bitpeer/wire/dash/messages/govobjvote.hpp>
#include <bitpeer/wire/dash/messages/govsync.hpp>
#include <bitpeer/wire/dash/messages/headers2.hpp>
#include <bitpeer/wire/dash/messages/isdlock.hpp>
#include <bitpeer/wire/dash/messages/mnauth.hpp>
#include <bitpeer/wire/dash/messages/mnlistdiff.hpp>
#include <bitpeer/wire/dash/messages/platformban.hpp>
#include <bitpeer/wire/dash/messages/qbsigs.hpp>
#include <bitpeer/wire/dash/messages/qcomplaint.hpp>
#include <bitpeer/wire/dash/messages/qcontrib.hpp>
#include <bitpeer/wire/dash/messages/qdata.hpp>
#include <bitpeer/wire/dash/messages/qfcommit.hpp>
#include <bitpeer/wire/dash/messages/qgetdata.hpp>
#include <bitpeer/wire/dash/messages/qgetsigs.hpp>
#include <bitpeer/wire/dash/messages/qjustify.hpp>
#include <bitpeer/wire/dash/messages/qpcommit.hpp>
#include <bitpeer/wire/dash/messages/qrinfo.hpp>
#include <bitpeer/wire/dash/messages/qsendrecsigs.hpp>
#include <bitpeer/wire/dash/messages/qsigrec.hpp>
#include <bitpeer/wire/dash/messages/qsigsesann.hpp>
#include <bitpeer/wire/dash/messages/qsigshare.hpp>
#include <bitpeer/wire/dash/messages/qsigsinv.hpp>
#include <bitpeer/wire/dash/messages/qwatch.hpp>
#include <bitpeer/wire/dash/messages/senddsq.hpp>
#include <bitpeer/wire/dash/messages/sendheaders2.hpp>
#include <bitpeer/wire/dash/messages/spork.hpp>
#include <bitpeer/wire/dash/messages/ssc.hpp>
#include <bitpeer/wire/dash/messages/tx.hpp>
#include <bitpeer/wire/dash/messages/version.hpp>
#include <bitpeer/wire/dialect.hpp>
#include <bitpeer/wire/gated.hpp>
#include <bitpeer/wire/messages/addr.hpp>
#include <bitpeer/wire/messages/addrv2.hpp>
#include <bitpeer/wire/messages/cfcheckpt.hpp>
#include <bitpeer/wire/messages/cfheaders.hpp>
#include <bitpeer/wire/messages/cfilter.hpp>
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
#include <bitpeer/wire/messages/sendaddrv2.hpp>
#include <bitpeer/wire/messages/sendcmpct.hpp>
#include <bitpeer/wire/messages/sendheaders.hpp>
#include <bitpeer/wire/messages/sendtxrcncl.hpp>
#include <bitpeer/wire/messages/verack.hpp>
#include <bitpeer/wire/type_list.hpp>

namespace bitpeer::wire {

using dash_messages = type_list<
    addr, gated<addrv2, 70223>, dash::block, dash::blocktxn, cfcheckpt, cfheaders, cfilter,
    dash::clsig, dash::cmpctblock, dash::dsa, dash::dsc, dash::dsf, dash::dsi, dash::dsq, dash::dss,
    dash::dssu, dash::dstx, filteradd, filterclear, filterload, getaddr, getblocks, getblocktxn,
    getcfcheckpt, getcfheaders, getcfilters, getdata, getheaders, dash::getheaders2,
    dash::getmnlistd, dash::getqrinfo, dash::getsporks, dash::govobj, dash::govobjvote,
    dash::govsync, headers, dash::headers2, inv, dash::isdlock, mempool, merkleblock, dash::mnauth,
    dash::mnlistdiff, notfound, ping, dash::platformban, pong, dash::qbsigs, dash::qcomplaint,
    dash::qcontrib, dash::qdata, dash::qfcommit, dash::qgetdata, dash::qgetsigs, dash::qjustify,
    dash::qpcommit, dash::qrinfo, dash::qsendrecsigs, dash::qsigrec, dash::qsigsesann,
    dash::qsigshare, dash::qsigsinv, dash::qwatch, gated<sendaddrv2, 70223>, sendcmpct,
    dash::senddsq, sendheaders, dash::sendheaders2, sendtxrcncl, dash::spork, dash::ssc, dash::tx,
    verack, dash::version>;

namespace dialects {

/// Dash as Dash Core 23 speaks it; its protocol versions count on from Bitcoin's.
extern const dialect dash;

}  // namespace dialects

}  // namespace bitpeer::wire
