#include <bitpeer/node/block_format.hpp>
#include <bitpeer/wire/codec.hpp>
#include <bitpeer/wire/litecoin.hpp>
#include <bitpeer/wire/merkle.hpp>
#include <bitpeer/wire/messages/block.hpp>
#include <bitpeer/wire/messages/tx.hpp>

#include <algorithm>
#include <array>

namespace bitpeer {

namespace {

/// What the script of the output that commits to the witnesses begins with (BIP141).
constexpr std::array<std::uint8_t, 6> commitment_prefix{0x6a, 0x24, 0xaa, 0x21, 0xa9, 0xed};

/// The last commitment among the coinbase's outputs; nothing when there is none.
std::optional<hash256> commitment_in(const auto& coinbase) {
    std::optional<hash256> found;
    for (const auto& output : coinbase.outputs) {
        const byte_view script = output.script;
        if (script.size() < commitment_prefix.size() + 32) continue;
        if (!std::ranges::equal(script.first(commitment_prefix.size()), commitment_prefix))
            continue;
        found = hash256::copy(script.subspan(commitment_prefix.size(), 32));
    }
    return found;
}

/// Whether a block that has witnesses commits to just these.
bool commits_to_witnesses(const auto& transactions) {
    const auto& coinbase = transactions.front();
    const auto promised = commitment_in(coinbase);
    if (!promised || coinbase.inputs.empty()) return false;
    const auto& reserved = coinbase.inputs.front().witness;
    if (reserved.size() != 1 || reserved.begin()->size() != 32) return false;

    std::vector<hash256> leaves{hash256{}};  // the coinbase cannot commit to itself
    leaves.reserve(transactions.size());
    for (std::size_t i = 1; i < transactions.size(); ++i) {
        leaves.push_back(wire::wtxid(transactions[i]));
    }
    const auto root = wire::merkle_root(leaves).root;
    return wire::witness_commitment(root, hash256::copy(*reserved.begin())) == *promised;
}

template <class Block>
result<block_summary, block_error> inspect(byte_view raw) {
    const auto read = wire::decode_prefix<Block>(raw);
    if (!read) return failed(block_error{block_fault::malformed, read.error()});
    const auto& transactions = read->value.transactions;

    block_summary summary{.header = read->value.header, .size = read->consumed};
    for (const auto& transaction : transactions) {
        summary.txids.push_back(wire::txid(transaction));
        summary.witness = summary.witness || transaction.has_witness();
    }
    const auto verdict = wire::merkle_root(summary.txids);
    if (transactions.empty() || verdict.root != summary.header.merkle_root) {
        return failed(block_error{block_fault::wrong_root, {}});
    }
    if (verdict.mutated) return failed(block_error{block_fault::repeated, {}});
    if (summary.witness && !commits_to_witnesses(transactions)) {
        return failed(block_error{block_fault::wrong_witness, {}});
    }
    return summary;
}

template <class Tx>
result<transaction_names, wire::error> name(byte_view raw) {
    return wire::decode_prefix<Tx>(raw).map([](const auto& read) {
        const auto& transaction = read.value.transaction;
        return transaction_names{wire::txid(transaction), wire::wtxid(transaction), read.consumed};
    });
}

template <class Message>
result<bytes, wire::error> strip(byte_view raw) {
    return wire::decode<Message>(raw).and_then([](const Message& value) {
        return wire::encode(value, {.witness = wire::witness::stripped});
    });
}

template <class Block, class Tx>
constexpr block_format format_of{
    .inspect = &inspect<Block>,
    .name = &name<Tx>,
    .strip_block = &strip<Block>,
    .strip_transaction = &strip<Tx>,
};

}  // namespace

std::string_view to_string(block_fault code) {
    switch (code) {
        case block_fault::malformed: return "malformed";
        case block_fault::wrong_root: return "wrong_root";
        case block_fault::repeated: return "repeated";
        case block_fault::wrong_witness: return "wrong_witness";
    }
    return "unknown";
}

std::string block_error::message() const {
    auto text = std::string(to_string(code));
    if (detail) text += ": " + detail->message();
    return text;
}

const block_format* block_format_of(const wire::dialect& dialect) {
    if (dialect.find(wire::message_type_id::of<wire::block>()) != nullptr) {
        return &format_of<wire::block, wire::tx>;
    }
    if (dialect.find(wire::message_type_id::of<wire::litecoin::block>()) != nullptr) {
        return &format_of<wire::litecoin::block, wire::litecoin::tx>;
    }
    return nullptr;
}

}  // namespace bitpeer
