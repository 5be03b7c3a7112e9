#include <bitpeer/crypto/sha256.hpp>
#include <bitpeer/wire/detail/bitcoin_chain_format.hpp>
#include <bitpeer/wire/detail/row_table.hpp>
#include <bitpeer/wire/detail/shared_session.hpp>
#include <bitpeer/wire/detail/transaction_names.hpp>
#include <bitpeer/wire/dialects/bitcoin.hpp>
#include <bitpeer/wire/transaction_view.hpp>

namespace bitpeer::wire::dialects {

namespace {
constexpr auto rows = detail::make_rows(bitcoin_messages{});
static_assert(detail::all_distinct(rows));

constexpr chain_format chain = [] {
    auto format = detail::bitcoin_chain_format<block, tx>;
    format.make_block = &detail::make_block;
    return format;
}();

hash256 txid(byte_view of) { return transaction_view::over_checked(of).txid(); }
}  // namespace

constinit const dialect bitcoin{
    .name = "bitcoin",
    .rows = rows,
    .frame_digest = &crypto::sha256d,
    .frame_digest_of = [](crypto::sha256_hasher& over) { return over.finish_twice(); },
    .frame_digest_each = &crypto::sha256d_each,
    .header = {.size = 80},
    .block_hash = &crypto::sha256d,
    .work_hash = &crypto::sha256d,
    .txid = &txid,
    .ids = &detail::names_of<transaction>,
    .wtxid = &detail::wtxid_of<transaction>,
    .witness = true,
    .read_version = &detail::read_version,
    .getheaders = &detail::ask<getheaders>,
    .getblocks = &detail::ask<getblocks>,
    .read_locator = &detail::read_locator<getheaders, getblocks>,
    .chain = &chain,
};

}  // namespace bitpeer::wire::dialects
