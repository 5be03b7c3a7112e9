#include <bitpeer/crypto/sha256.hpp>
#include <bitpeer/wire/detail/exchangecoin_chain_format.hpp>
#include <bitpeer/wire/detail/row_table.hpp>
#include <bitpeer/wire/detail/shared_session.hpp>
#include <bitpeer/wire/dialects/exchangecoin.hpp>
#include <bitpeer/wire/exchangecoin/names.hpp>

#include <algorithm>

namespace bitpeer::wire::dialects {

namespace {
constexpr auto rows = detail::make_rows(exchangecoin_messages{}, numbering::own);
static_assert(detail::all_distinct(rows));

template <class Question>
message ask(const locator& from) {
    Question asked;
    asked.locator.hashes.assign(from.hashes.begin(), from.hashes.end());
    asked.locator.stop = from.stop;
    return asked;
}

template <class Question>
std::optional<locator> locator_in(const message& arrived) {
    const auto asked = arrived.get_if<Question>();
    if (!asked) return std::nullopt;
    locator shared;
    shared.version = asked->protocol_version;
    shared.hashes.assign(asked->locator.hashes.begin(), asked->locator.hashes.end());
    shared.stop = asked->locator.stop;
    return shared;
}

std::optional<locator> read_locator(const message& arrived) {
    if (auto asked = locator_in<exchangecoin::getheaders>(arrived)) return asked;
    return locator_in<exchangecoin::getblocks>(arrived);
}

/// 0 error, 1 transaction, 2 block; the third is named and never used.
constexpr inventory_kind kind_of(inventory_type type) {
    switch (type.number) {
        case inventory_type::transaction.number: return inventory_kind::txid;
        case inventory_type::block.number: return inventory_kind::whole_block;
        default: return inventory_kind::other;
    }
}
/// Inventory has one name for a transaction, and it is not that of all its bytes.
transaction_ids ids(byte_view of, const hash256* /*digest*/) {
    const auto id = exchangecoin::tx_hash_of_checked(of);
    return {id, id};
}
}  // namespace

constinit const dialect exchangecoin{
    .name = "exchangecoin",
    .rows = rows,
    .numbering = numbering::own,
    .newest_version = 8,
    .frame_digest = &crypto::sha256,
    .frame_digest_of = [](crypto::sha256_hasher& over) { return over.finish(); },
    .strict_sizes = true,
    .header =
        {.size = 280, .previous = 4, .merkle_root = 36, .time = 136, .bits = 116, .nonce = 140},
    .block_hash = &crypto::sha256,
    .work_hash = &crypto::sha256,
    .txid = &exchangecoin::tx_hash_of_checked,
    .ids = &ids,
    .kind_of = &kind_of,
    .read_version = &detail::read_version_as<exchangecoin::version>,
    .getheaders = &ask<exchangecoin::getheaders>,
    .getblocks = &ask<exchangecoin::getblocks>,
    .read_locator = &read_locator,
    .chain = &detail::exchangecoin_chain_format,
};

}  // namespace bitpeer::wire::dialects
