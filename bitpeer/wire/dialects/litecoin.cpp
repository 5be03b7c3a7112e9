#include <bitpeer/crypto/sha256.hpp>
#include <bitpeer/wire/detail/bitcoin_chain_format.hpp>
#include <bitpeer/wire/detail/row_table.hpp>
#include <bitpeer/wire/detail/shared_session.hpp>
#include <bitpeer/wire/dialects/litecoin.hpp>
#include <bitpeer/wire/transaction_view.hpp>

namespace bitpeer::wire::dialects {

namespace {
constexpr auto rows = detail::make_rows(litecoin_messages{});
static_assert(detail::all_distinct(rows));

hash256 txid(byte_view of) {
    return basic_transaction_view<litecoin::transaction>::over_checked(of).txid();
}
transaction_ids ids(byte_view of) {
    const auto view = basic_transaction_view<litecoin::transaction>::over_checked(of);
    const auto id = view.txid();
    return {id, view.has_witness() ? view.wtxid() : id};
}
}  // namespace

constinit const dialect litecoin{
    .name = "litecoin",
    .rows = rows,
    .frame_checksum = &crypto::frame_checksum,
    .header = {.size = 80},
    .block_hash = &crypto::sha256d,
    .work_hash = nullptr,  // scrypt
    .txid = &txid,
    .ids = &ids,
    .witness = true,
    .read_version = &detail::read_version,
    .getheaders = &detail::ask<getheaders>,
    .getblocks = &detail::ask<getblocks>,
    .read_locator = &detail::read_locator<getheaders, getblocks>,
    .chain = &detail::bitcoin_chain_format<litecoin::block, litecoin::tx>,
};

}  // namespace bitpeer::wire::dialects
