#include <bitpeer/crypto/sha256.hpp>
#include <bitpeer/wire/exchangecoin/block_view.hpp>

namespace bitpeer::wire::exchangecoin {

namespace {

/// The tree that `rest` begins with, which is cut off it.
block_view::tree_view cut_off_tree(byte_view& rest) {
    reader in(rest, {}, reader::mode::check);
    const auto count = static_cast<std::size_t>(in.compact_number());
    rest = rest.subspan(in.offset());
    const block_view::tree_view view({rest}, count);
    for (const auto& transaction : view) rest = rest.subspan(transaction.size());
    return view;
}

}  // namespace

block_view block_view::over_checked(byte_view checked) {
    block_view view;
    auto rest = checked.subspan(header_size);
    view.transactions_ = cut_off_tree(rest);
    view.stake_transactions_ = cut_off_tree(rest);
    view.bytes_ = checked.first(checked.size() - rest.size());
    return view;
}

hash256 block_view::hash() const { return crypto::sha256(bytes_.first(header_size)); }

}  // namespace bitpeer::wire::exchangecoin
