#pragma once
/// Which structs Dash's commands are, for tests over all of them.

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

namespace bitpeer::test {

/// Those that look different from Bitcoin's, or are not Bitcoin's at all.
using dash_own_messages = wire::type_list<
    wire::dash::block, wire::dash::blocktxn, wire::dash::clsig, wire::dash::cmpctblock,
    wire::dash::dsa, wire::dash::dsc, wire::dash::dsf, wire::dash::dsi, wire::dash::dsq,
    wire::dash::dss, wire::dash::dssu, wire::dash::dstx, wire::dash::getheaders2,
    wire::dash::getmnlistd, wire::dash::getqrinfo, wire::dash::getsporks, wire::dash::govobj,
    wire::dash::govobjvote, wire::dash::govsync, wire::dash::headers2, wire::dash::isdlock,
    wire::dash::mnauth, wire::dash::mnlistdiff, wire::dash::platformban, wire::dash::qbsigs,
    wire::dash::qcomplaint, wire::dash::qcontrib, wire::dash::qdata, wire::dash::qfcommit,
    wire::dash::qgetdata, wire::dash::qgetsigs, wire::dash::qjustify, wire::dash::qpcommit,
    wire::dash::qrinfo, wire::dash::qsendrecsigs, wire::dash::qsigrec, wire::dash::qsigsesann,
    wire::dash::qsigshare, wire::dash::qsigsinv, wire::dash::qwatch, wire::dash::senddsq,
    wire::dash::sendheaders2, wire::dash::spork, wire::dash::ssc, wire::dash::tx,
    wire::dash::version>;

/// Those that Bitcoin and Dash share.
using dash_shared_messages = wire::type_list<
    wire::addr, wire::addrv2, wire::cfcheckpt, wire::cfheaders, wire::cfilter, wire::filteradd,
    wire::filterclear, wire::filterload, wire::getaddr, wire::getblocks, wire::getblocktxn,
    wire::getcfcheckpt, wire::getcfheaders, wire::getcfilters, wire::getdata, wire::getheaders,
    wire::headers, wire::inv, wire::mempool, wire::merkleblock, wire::notfound, wire::ping,
    wire::pong, wire::sendaddrv2, wire::sendcmpct, wire::sendheaders, wire::sendtxrcncl,
    wire::verack>;

}  // namespace bitpeer::test
