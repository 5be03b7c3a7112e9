#include <bitpeer/crypto/sha256.hpp>
#include <bitpeer/wire/merkle.hpp>

#include <algorithm>
#include <array>
#include <vector>

namespace bitpeer::wire {

namespace {

/// Messages that are put down one by one and hashed many at a time. What is written lies in one
/// piece of memory, which is used again.
class hashing_batch {
public:
    explicit hashing_batch(std::size_t count) {
        hashes_.reserve(count);
        messages_.reserve(std::min(count, together));
        written_.reserve(room + room / 2);
    }

    /// A message that lies where it stays until `finish`.
    void add(byte_view message) {
        messages_.push_back(message);
        if (messages_.size() == together) hash();
    }
    /// A message of at most `size` bytes, which `write` appends.
    template <class Write>
    void write(std::size_t size, Write&& write) {
        if (written_.size() + size > written_.capacity()) hash();
        const auto begin = written_.size();
        if (size > written_.capacity()) written_.reserve(size);
        write(written_);
        add(byte_view(written_).subspan(begin));
    }
    [[nodiscard]] std::vector<hash256> finish() {
        hash();
        return std::move(hashes_);
    }

private:
    static constexpr std::size_t together = 64;
    static constexpr std::size_t room = 32 * 1024;

    void hash() {
        const auto done = hashes_.size();
        hashes_.resize(done + messages_.size());
        crypto::sha256d_each(messages_, std::span(hashes_).subspan(done));
        messages_.clear();
        written_.clear();
    }

    bytes written_;
    std::vector<byte_view> messages_;
    std::vector<hash256> hashes_;
};

std::vector<hash256> names_of(std::span<const transaction> transactions, witness form) {
    hashing_batch batch(transactions.size());
    for (const auto& tx : transactions) {
        counting_sink counted;
        encoder measure(counted);
        tx.write(measure, form, false);
        batch.write(counted.size, [&](bytes& to) {
            const auto begin = to.size();
            to.resize(begin + counted.size);
            span_sink sink(byte_span(to).subspan(begin));
            encoder out(sink);
            tx.write(out, form, false);
        });
    }
    return batch.finish();
}

}  // namespace

hash256 merkle_parent(const hash256& left, const hash256& right) {
    std::array<std::uint8_t, 64> joined;
    std::ranges::copy(left.bytes, joined.begin());
    std::ranges::copy(right.bytes, joined.begin() + 32);
    return crypto::sha256d(joined);
}

void merkle_parents(std::span<const hash256> row, std::span<hash256> parents) {
    crypto::sha256d_pairs(row, parents);
}

merkle_verdict merkle_root(
    std::span<const hash256> leaves,
    void (*join)(std::span<const hash256> row, std::span<hash256> parents)
) {
    merkle_verdict verdict;
    std::vector<hash256> row(leaves.begin(), leaves.end());
    if (row.empty()) return verdict;
    while (row.size() > 1) {
        for (std::size_t i = 0; i + 1 < row.size(); i += 2) {
            verdict.mutated = verdict.mutated || row[i] == row[i + 1];
        }
        if (row.size() % 2 == 1) row.push_back(row.back());
        join(row, std::span(row).first(row.size() / 2));
        row.resize(row.size() / 2);
    }
    verdict.root = row.front();
    return verdict;
}

std::vector<hash256> txids(const block& of) { return names_of(of.transactions, witness::stripped); }

std::vector<hash256> txids(const block_view& of) {
    const auto transactions = of.transactions();
    hashing_batch batch(transactions.size());
    for (const auto& tx : transactions) {
        if (tx.stripped_size() == tx.size()) {
            batch.add(tx.bytes());
        } else {  // what the name is made from does not lie in one piece
            batch.write(tx.stripped_size(), [&](bytes& to) { tx.append_stripped(to); });
        }
    }
    return batch.finish();
}

merkle_verdict merkle_root(const block& of) { return merkle_root(txids(of)); }

hash256 witness_merkle_root(const block& of) {
    auto leaves = names_of(of.transactions, witness::included);
    if (!leaves.empty()) leaves.front() = hash256{};  // the coinbase cannot commit to itself
    return merkle_root(leaves).root;
}

hash256 witness_commitment(const hash256& witness_root, const hash256& reserved) {
    return merkle_parent(witness_root, reserved);
}

}  // namespace bitpeer::wire
