#include <bitpeer/crypto/sha256.hpp>
#include <bitpeer/wire/detail/row_table.hpp>
#include <bitpeer/wire/dialects/bitcoin.hpp>
#include <bitpeer/wire/transaction_view.hpp>

namespace bitpeer::wire::dialects {

namespace {
constexpr auto rows = detail::make_rows(bitcoin_messages{});
static_assert(detail::all_distinct(rows));

hash256 txid(byte_view of) { return transaction_view::over_checked(of).txid(); }
hash256 wtxid(byte_view of) { return transaction_view::over_checked(of).wtxid(); }
}  // namespace

constinit const dialect bitcoin{
    .name = "bitcoin",
    .rows = rows,
    .frame_checksum = &crypto::frame_checksum,
    .header_size = 80,
    .block_hash = &crypto::sha256d,
    .txid = &txid,
    .wtxid = &wtxid,
};

}  // namespace bitpeer::wire::dialects
