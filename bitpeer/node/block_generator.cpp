#include <bitpeer/base/endian.hpp>
#include <bitpeer/node/block_generator.hpp>
#include <bitpeer/wire/codec.hpp>
#include <bitpeer/wire/merkle.hpp>
#include <bitpeer/wire/proof_of_work.hpp>

#include <algorithm>
#include <array>
#include <iterator>
#include <utility>

namespace bitpeer {

namespace {

/// At most about a million tries: the target is at least 2^236.
bool quickly_met(const hash256& target) {
    return target.bytes[31] != 0 || target.bytes[30] != 0 || target.bytes[29] >= 0x10;
}

/// Tries nonces until the header at the front of `block` has a hash that is small enough.
void mine(const wire::dialect& dialect, bytes& block, const hash256& target) {
    const auto& layout = dialect.header;
    const auto header = byte_span(block).first(layout.size);
    while (!wire::not_above(dialect.work_hash(header), target)) {
        auto* nonce = header.data() + layout.nonce;
        const auto next = load_le<std::uint32_t>(nonce) + 1;
        store_le(nonce, next);
        if (next != 0) continue;
        auto* time = header.data() + layout.time;
        store_le(time, load_le<std::uint32_t>(time) + 1);
    }
}

}  // namespace

std::string_view to_string(generator_fault code) {
    switch (code) {
        case generator_fault::foreign_network: return "foreign_network";
        case generator_fault::too_much_work: return "too_much_work";
        case generator_fault::not_appended: return "not_appended";
    }
    return "unknown";
}

std::string generator_error::message() const {
    auto text = std::string(to_string(code));
    if (detail) text += ": " + detail->message();
    return text;
}

std::optional<generator_fault> why_not_generated(const network& of) {
    const auto& dialect = *of.dialect;
    const bool makes_blocks = dialect.chain != nullptr && dialect.chain->make_block != nullptr;
    if (!makes_blocks || dialect.work_hash == nullptr) return generator_fault::foreign_network;
    const auto target = wire::target_of(of.proof_of_work_limit);
    if (!target || !quickly_met(*target)) return generator_fault::too_much_work;
    return std::nullopt;
}

std::int64_t subsidy_at(std::uint32_t height, std::uint32_t halving_interval) {
    constexpr std::int64_t first = 50 * 100'000'000LL;
    const auto halvings = halving_interval == 0 ? 0 : height / halving_interval;
    return halvings < 63 ? first >> halvings : 0;
}

result<bytes, generator_error> generate_raw_block(
    const network& of, const header_chain& chain, instant now, const generator_options& options,
    std::vector<bytes> transactions
) {
    if (const auto fault = why_not_generated(of)) return failed(generator_error{*fault, {}});

    const auto height = chain.height() + 1;
    const auto earliest = chain.median_time_past(chain.height()) + 1;
    const auto wanted = std::clamp<std::int64_t>(now.unix_seconds(), earliest, 0xffffffff);
    auto made = of.dialect->chain->make_block({
        .previous = chain.tip(),
        .height = height,
        .version = options.version,
        .time = static_cast<std::uint32_t>(wanted),
        .bits = of.proof_of_work_limit,
        .subsidy = subsidy_at(height, options.halving_interval),
        .output_script = options.output_script,
        .extra_nonce = options.extra_nonce,
        .transactions = std::move(transactions),
    });
    if (!made) {
        const wire::block_error unmade{wire::block_fault::malformed, made.error()};
        return failed(generator_error{generator_fault::not_appended, append_error{unmade}});
    }
    mine(*of.dialect, *made, *wire::target_of(of.proof_of_work_limit));
    return std::move(*made);
}

result<wire::block, generator_error> generate_block(
    const network& of, const header_chain& chain, instant now, const generator_options& options,
    const std::vector<wire::transaction>& transactions
) {
    if (of.dialect->find(wire::message_type_id::of<wire::block>()) == nullptr) {
        return failed(generator_error{generator_fault::foreign_network, {}});
    }
    std::vector<bytes> raw;
    for (const auto& transaction : transactions) {
        auto encoded = wire::encode(transaction);
        if (!encoded) {
            const wire::block_error unmade{wire::block_fault::malformed, encoded.error()};
            return failed(generator_error{generator_fault::not_appended, append_error{unmade}});
        }
        raw.push_back(*std::move(encoded));
    }
    return generate_raw_block(of, chain, now, options, std::move(raw)).map([](const bytes& made) {
        return wire::decode<wire::block>(made).value();
    });
}

result<std::uint32_t, generator_error> generate_chain(
    served_chain& chain, std::uint32_t count, instant now, const generator_options& options
) {
    const auto& headers = chain.headers();
    const std::chrono::seconds begin{headers.median_time_past(headers.height())};
    const auto span = std::max(now.unix_time - begin, duration::zero());
    const auto spacing = std::min<duration>(options.spacing, span / std::max(count, 1U));

    for (std::uint32_t i = 0; i < count; ++i) {
        auto made = generate_raw_block(
            chain.network(), headers, now + -(spacing * (count - 1 - i)), options
        );
        if (!made) return failed(made.error());
        if (const auto added = chain.append(shared_bytes(std::move(*made))); !added) {
            return failed(generator_error{generator_fault::not_appended, added.error()});
        }
    }
    return headers.height();
}

}  // namespace bitpeer
