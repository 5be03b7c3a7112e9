#include <bitpeer/crypto/sha256.hpp>
#include <bitpeer/crypto/x11.hpp>
#include <bitpeer/wire/dash/inventory_types.hpp>
#include <bitpeer/wire/dash/protocol_version.hpp>
#include <bitpeer/wire/dash/transaction_view.hpp>
#include <bitpeer/wire/detail/dash_chain_format.hpp>
#include <bitpeer/wire/detail/row_table.hpp>
#include <bitpeer/wire/detail/shared_session.hpp>
#include <bitpeer/wire/dialects/dash.hpp>

namespace bitpeer::wire::dialects {

namespace {
constexpr auto rows = detail::make_rows(dash_messages{});
static_assert(detail::all_distinct(rows));

/// Above 3 the numbers are Dash's own, and there is no flag for witnesses.
constexpr inventory_kind kind_of(inventory_type type) {
    namespace types = dash::inventory_types;
    switch (type.number) {
        case types::transaction.number:
        case types::mixing_transaction.number: return inventory_kind::txid;
        case types::block.number: return inventory_kind::whole_block;
        case types::filtered_block.number: return inventory_kind::filtered_block;
        case types::compact_block.number: return inventory_kind::compact_block;
        default: return inventory_kind::other;
    }
}

/// One name, without what is behind the transaction.
transaction_ids ids(byte_view of, const hash256* /*digest*/) {
    const auto id = wire::dash::txid_of_checked(of);
    return {id, id};
}
}  // namespace

constinit const dialect dash{
    .name = "dash",
    .rows = rows,
    .newest_version = dash::newest_protocol_version,
    .frame_digest = &crypto::sha256d,
    .frame_digest_of = [](crypto::sha256_hasher& over) { return over.finish_twice(); },
    .frame_digest_each = &crypto::sha256d_each,
    .payload_max = 3 * 1024 * 1024,
    .header = {.size = 80},
    .block_hash = &crypto::x11,
    .work_hash = &crypto::x11,
    .txid = &wire::dash::txid_of_checked,
    .ids = &ids,
    .kind_of = &kind_of,
    .read_version = &detail::read_version_as<dash::version>,
    .getheaders = &detail::ask<getheaders>,
    .getblocks = &detail::ask<getblocks>,
    .read_locator = &detail::read_locator<getheaders, getblocks>,
    .chain = &detail::dash_chain_format,
};

}  // namespace bitpeer::wire::dialects
