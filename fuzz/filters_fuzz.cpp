// aims: bitpeer/node/golomb_coded_set.cpp bitpeer/node/golomb_coded_set.hpp
// bitpeer/node/bloom_filter.cpp bitpeer/node/detail/script_reader.hpp
// bitpeer/node/partial_merkle_tree.cpp bitpeer/node/compact_filter.hpp
/// Filters and proofs as strangers send them, and as we make them: block filters (BIP158), bloom
/// filters and partial merkle trees (BIP37). No filter says *no* to what is in it, what is read
/// whole is written the same again, and a proof that we make is one.

#include <bitpeer/base/assert.hpp>
#include <bitpeer/base/endian.hpp>
#include <bitpeer/node/bloom_filter.hpp>
#include <bitpeer/node/compact_filter.hpp>
#include <bitpeer/node/detail/script_reader.hpp>
#include <bitpeer/node/partial_merkle_tree.hpp>
#include <bitpeer/wire/block_view.hpp>
#include <bitpeer/wire/codec.hpp>
#include <bitpeer/wire/merkle.hpp>

#include "input.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <vector>

namespace {

using namespace bitpeer;
using fuzz::input;

golomb_coding some_coding(input& script) {
    const auto choice = script.byte();
    if (choice < 128) return choice % 2 == 0 ? basic_filter_coding : decred_filter_coding;
    return {
        .remainder_bits = choice % 33U,
        .inverse_rate = static_cast<std::uint32_t>(script.number(4)),
        .empty = static_cast<golomb_coding::empty_set>(choice >> 6 & 1)};
}

/// The bits that these numbers are written in, by the definition and slowly.
bytes coded(const golomb_coding& coding, const std::vector<std::uint64_t>& numbers) {
    std::vector<bool> bits;
    std::uint64_t last = 0;
    for (const auto number : numbers) {
        const auto gap = number - last;
        last = number;
        bits.insert(bits.end(), static_cast<std::size_t>(gap >> coding.remainder_bits), true);
        bits.push_back(false);
        for (auto i = coding.remainder_bits; i > 0; --i) bits.push_back((gap >> (i - 1) & 1) != 0);
    }
    bytes made((bits.size() + 7) / 8);
    for (std::size_t i = 0; i < bits.size(); ++i) {
        if (bits[i]) made[i / 8] |= static_cast<std::uint8_t>(0x80U >> i % 8);
    }
    return made;
}

void judge_received_set(input& script) {
    const auto coding = some_coding(script);
    const crypto::siphash_key key{script.number(8), 7};
    const auto set = script.rest();
    golomb_reader in(coding, set);
    ensure(in.count() <= 8 * set.size());
    std::vector<std::uint64_t> numbers;
    while (const auto number = in.next()) {
        ensure(*number < in.range());
        ensure(numbers.empty() || *number >= numbers.back());
        numbers.push_back(*number);
    }
    ensure(!in.next());
    const auto whole = golomb_coded_set::over(coding, key, set);
    ensure(whole.has_value() == !in.fault());
    if (!whole) {
        ensure(whole.error() == *in.fault() && to_string(whole.error()) != "unknown");
        return;
    }
    ensure(numbers.size() == in.count() && whole->size() == in.count());
    ensure(whole->empty() == numbers.empty());
    // There is one way to write them.
    if (!set.empty()) {
        wire::reader head(set);
        ensure(head.compact_number() == numbers.size());
        ensure(std::ranges::equal(coded(coding, numbers), set.subspan(head.offset())));
    }
    const std::array<bytes, 3> some{bytes{}, bytes{1}, fuzz::copied(set)};
    const auto count =
        std::ranges::count_if(some, [&](const bytes& element) { return whole->contains(element); });
    ensure(whole->contains_any(some) == (count > 0));
    ensure(whole->contains_all(some) == (count == 3));
}

void judge_made_set(input& script) {
    const auto coding = some_coding(script);
    const crypto::siphash_key key{script.number(8), 7};
    golomb_set_builder builder(key);
    std::set<bytes> elements;
    while (!script.empty()) {
        elements.insert(fuzz::copied(script.take(1 + script.one_of(8))));
        if (script.byte() % 4 == 0 && !elements.empty()) builder.add(*elements.begin());  // twice
    }
    // Small remainders and high rates make numbers of very many bits.
    if (coding.remainder_bits < 16 && coding.inverse_rate > 1U << (coding.remainder_bits + 6))
        return;
    for (const auto& element : elements) builder.add(element);
    const auto set = builder.finish(coding);
    const auto read = golomb_coded_set::over(coding, key, set);
    if (coding.inverse_rate == 0 && !elements.empty()) {  // a range without a number in it
        ensure(!read);
        return;
    }
    ensure(read.has_value() && read->size() == elements.size());
    for (const auto& element : elements) ensure(read->contains(element));
    ensure(read->contains_all(elements));
    ensure(read->contains_any(elements) == !elements.empty());
}

/// What a script pushes, and whether it is well-formed: never anything beyond its end.
void judge_script(byte_view whole) {
    detail::script_reader steps(whole);
    std::size_t seen = 0;
    while (const auto step = steps.next()) seen += 1 + step->pushed.size();
    ensure(seen <= whole.size());
    ensure(!steps.next());
    if (steps.finished() && whole.empty()) ensure(seen == 0);
}

void judge_bloom(input& script) {
    const auto elements = script.scaled();
    const auto rate = static_cast<double>(script.byte()) / 256;
    const auto tweak = static_cast<std::uint32_t>(script.number(4));
    const wire::bloom_update update{script.byte()};
    bloom_filter filter(elements, rate, tweak, update);
    if (script.yes()) {
        wire::reader in(script.rest());
        wire::filterload received;
        in.read(received);
        if (!in.ok()) return;
        script.take(in.offset());
        filter = bloom_filter(received);
        ensure(filter.message() == received);
    }
    const bool has_bytes = !filter.message().filter.empty();
    const auto candidate = wire::decode_prefix<wire::transaction>(script.rest());
    if (candidate) {
        const auto& transaction = candidate->value;
        for (const auto& output : transaction.outputs) judge_script(output.script);
        const bool matched = filter.matches(transaction);
        const auto txid = wire::txid(transaction);
        ensure(matched || !filter.contains(txid));
        filter.insert(txid);
        ensure(filter.contains(txid) && filter.matches(transaction));
        for (const auto& input : transaction.inputs) {
            filter.insert(input.previous);
            ensure(filter.contains(input.previous));
        }
    } else {
        judge_script(script.rest());
        const auto element = script.rest();
        filter.insert(element);
        ensure(filter.contains(element));
    }
    ensure(has_bytes == !filter.message().filter.empty());
    ensure(wire::encode(filter.message()).has_value());
}

void judge_received_proof(byte_view payload) {
    const auto proof = wire::decode<wire::merkleblock>(payload);
    if (!proof) return;
    const auto matches = check_merkleblock(*proof);
    if (!matches) {
        ensure(to_string(matches.error()) != "unknown");
        return;
    }
    ensure(matches->size() <= proof->hashes.size());
    for (std::size_t i = 0; i < matches->size(); ++i) {
        ensure((*matches)[i].position < proof->transaction_count);
        ensure(i == 0 || (*matches)[i - 1].position < (*matches)[i].position);
    }
}

/// A proof of ours is accepted, and one that was changed proves nothing that is not true.
void judge_made_proof(input& script) {
    std::vector<hash256> txids(1 + script.one_of(40));
    std::vector<bool> wanted;
    for (std::size_t i = 0; i < txids.size(); ++i) {
        store_le(txids[i].bytes.data(), static_cast<std::uint32_t>(i + 1));
        wanted.push_back(script.byte() % 3 == 0);
    }
    wire::block_header header;
    header.merkle_root = wire::merkle_root(txids).root;
    auto proof = build_merkleblock(header, txids, wanted);
    const auto by_name = build_merkleblock(header, txids, [&](const hash256& txid) {
        return wanted[load_le<std::uint32_t>(txid.bytes.data()) - 1];
    });
    ensure(by_name == proof);
    const auto matches = check_merkleblock(proof);
    ensure(matches.has_value());
    std::vector<merkle_match> expected;
    for (std::uint32_t i = 0; i < txids.size(); ++i) {
        if (wanted[i]) expected.push_back({i, txids[i]});
    }
    ensure(*matches == expected);

    auto payload = wire::encode(proof).value();
    payload[80 + script.number(2) % (payload.size() - 80)] ^=
        std::max<std::uint8_t>(script.byte(), 1);
    const auto changed = wire::decode<wire::merkleblock>(payload);
    if (!changed) return;
    const auto fooled = check_merkleblock(*changed);
    // The count is the sender's word alone; and what matches, nobody can prove to be all.
    if (!fooled || changed->transaction_count != proof.transaction_count) return;
    for (const auto& match : *fooled) ensure(txids.at(match.position) == match.txid);
}

void judge_block_filter(byte_view payload) {
    const auto block = wire::block_view::over(payload);
    if (!block) return;
    const std::array<byte_view, 2> spent{payload.first(4), byte_view{}};
    const auto raw = build_basic_filter(*block, spent);
    const auto filter = basic_filter_over(block->hash(), raw);
    ensure(filter.has_value() && filter->contains(spent[0]));
    for (const auto& transaction : block->transactions()) {
        for (const auto& output : transaction.outputs()) {
            ensure(!in_basic_filter(output.script) || filter->contains(output.script));
        }
    }
    ensure(filter_header(filter_hash(raw), block->hash()) != hash256{});
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size > 65'536) return 0;
    input script(data, size);
    switch (script.one_of(6)) {
        case 0: judge_received_set(script); break;
        case 1: judge_made_set(script); break;
        case 2: judge_bloom(script); break;
        case 3: judge_received_proof(script.rest()); break;
        case 4: judge_made_proof(script); break;
        default: judge_block_filter(script.rest());
    }
    return 0;
}
