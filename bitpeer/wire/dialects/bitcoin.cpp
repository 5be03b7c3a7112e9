#include <bitpeer/crypto/sha256.hpp>
#include <bitpeer/wire/detail/row_table.hpp>
#include <bitpeer/wire/dialects/bitcoin.hpp>

namespace bitpeer::wire::dialects {

namespace {
constexpr auto rows = detail::make_rows(bitcoin_messages{});
static_assert(detail::all_distinct(rows));
}  // namespace

constinit const dialect bitcoin{
    .name = "bitcoin",
    .rows = rows,
    .frame_checksum = &crypto::frame_checksum,
    .header_size = 80,
    .block_hash = &crypto::sha256d,
};

}  // namespace bitpeer::wire::dialects
