#include <bitpeer/crypto/sha256.hpp>
#include <bitpeer/wire/detail/bitcoin_chain_format.hpp>
#include <bitpeer/wire/detail/row_table.hpp>
#include <bitpeer/wire/detail/shared_session.hpp>
#include <bitpeer/wire/detail/transaction_names.hpp>
#include <bitpeer/wire/dialects/litecoin.hpp>
#include <bitpeer/wire/transaction_view.hpp>

namespace bitpeer::wire::dialects {

namespace {
constexpr auto rows = detail::make_rows(litecoin_messages{});
static_assert(detail::all_distinct(rows));

hash256 txid(byte_view of) {
    return basic_transaction_view<litecoin::transaction>::over_checked(of).txid();
}
}  // namespace

constinit const dialect litecoin{
    .name = "litecoin",
    .rows = rows,
    .frame_digest = &crypto::sha256d,
    .frame_digest_of = [](crypto::sha256_hasher& over) { return over.finish_twice(); },
    .frame_digest_each = &crypto::sha256d_each,
    .header = {.size = 80},
    .block_hash = &crypto::sha256d,
    .work_hash = nullptr,  // scrypt
    .txid = &txid,
    .ids = &detail::names_of<litecoin::transaction>,
    .wtxid = &detail::wtxid_of<litecoin::transaction>,
    .witness = true,
    .read_version = &detail::read_version,
    .getheaders = &detail::ask<getheaders>,
    .getblocks = &detail::ask<getblocks>,
    .read_locator = &detail::read_locator<getheaders, getblocks>,
    .chain = &detail::bitcoin_chain_format<litecoin::block, litecoin::tx>,
};

}  // namespace bitpeer::wire::dialects
