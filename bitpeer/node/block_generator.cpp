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

/// What the coinbase's witness holds and the commitment is salted with (BIP141): any value will do.
constexpr hash256 reserved_value{};

/// At most about a million tries: the target is at least 2^236.
bool quickly_met(const hash256& target) {
    return target.bytes[31] != 0 || target.bytes[30] != 0 || target.bytes[29] >= 0x10;
}

wire::transaction coinbase(std::uint32_t height, const generator_options& options) {
    wire::transaction_input input;
    input.previous = wire::outpoint::none();
    // The number is always there: a script of less than two bytes is refused, and without it the
    // same height would pay the same transaction in two chains.
    auto script = height_push(height);
    std::array<std::uint8_t, 9> extra_nonce{8};
    store_le(extra_nonce.data() + 1, options.extra_nonce);
    script.insert(script.end(), extra_nonce.begin(), extra_nonce.end());
    input.script = wire::var_bytes<>(std::move(script));
    input.witness.push_back(reserved_value.bytes);

    wire::transaction_output subsidy;
    subsidy.value = subsidy_at(height, options.halving_interval);
    subsidy.script = wire::var_bytes<>(byte_view(options.output_script));

    wire::transaction made;
    made.inputs.push_back(std::move(input));
    made.outputs.push_back(std::move(subsidy));
    return made;
}

/// OP_RETURN and a push of 36 bytes: four that mark it, and the commitment.
wire::transaction_output commitment_to(const wire::block& block) {
    static constexpr std::array<std::uint8_t, 6> prefix{0x6a, 0x24, 0xaa, 0x21, 0xa9, 0xed};
    const auto commitment =
        wire::witness_commitment(wire::witness_merkle_root(block), reserved_value);
    wire::transaction_output made;
    made.script.assign(prefix.begin(), prefix.end());
    made.script.insert(made.script.end(), commitment.bytes.begin(), commitment.bytes.end());
    return made;
}

/// Tries nonces until the header's hash is small enough.
void mine(const wire::dialect& dialect, wire::block_header& header, const hash256& target) {
    while (!wire::not_above(hash_of(dialect, header), target)) {
        if (++header.nonce == 0) ++header.time;
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
    const auto type = wire::message_type_id::of<wire::block>();
    if (of.dialect->find(type) == nullptr || work_rule_of(of) != work_rule::block_hash) {
        return generator_fault::foreign_network;
    }
    const auto target = wire::target_of(of.proof_of_work_limit);
    if (!target || !quickly_met(*target)) return generator_fault::too_much_work;
    return std::nullopt;
}

std::int64_t subsidy_at(std::uint32_t height, std::uint32_t halving_interval) {
    constexpr std::int64_t first = 50 * 100'000'000LL;
    const auto halvings = halving_interval == 0 ? 0 : height / halving_interval;
    return halvings < 63 ? first >> halvings : 0;
}

bytes height_push(std::uint32_t height) {
    constexpr std::uint8_t op_0 = 0x00;
    constexpr std::uint8_t op_1 = 0x51;
    if (height == 0) return {op_0};
    if (height <= 16) return {static_cast<std::uint8_t>(op_1 + height - 1)};
    bytes number;
    for (auto rest = height; rest != 0; rest >>= 8) {
        number.push_back(static_cast<std::uint8_t>(rest));
    }
    // Script numbers have a sign: the highest bit of the last byte.
    if (number.back() >= 0x80) number.push_back(0);
    number.insert(number.begin(), static_cast<std::uint8_t>(number.size()));
    return number;
}

result<wire::block, generator_error> generate_block(
    const network& of, const header_chain& chain, instant now, const generator_options& options,
    std::vector<wire::transaction> transactions
) {
    if (const auto fault = why_not_generated(of)) return failed(generator_error{*fault, {}});

    wire::block made;
    made.transactions.push_back(coinbase(chain.height() + 1, options));
    std::move(transactions.begin(), transactions.end(), std::back_inserter(made.transactions));
    made.transactions.front().outputs.push_back(commitment_to(made));

    const auto earliest = chain.median_time_past(chain.height()) + 1;
    const auto wanted = std::clamp<std::int64_t>(now.unix_seconds(), earliest, 0xffffffff);
    made.header = {
        .version = options.version,
        .previous = chain.tip(),
        .merkle_root = wire::merkle_root(made).root,
        .time = static_cast<std::uint32_t>(wanted),
        .bits = of.proof_of_work_limit,
        .nonce = 0,
    };
    mine(*of.dialect, made.header, *wire::target_of(of.proof_of_work_limit));
    return made;
}

result<std::uint32_t, generator_error> generate_chain(
    served_chain& chain, std::uint32_t count, instant now, const generator_options& options
) {
    const auto& headers = chain.headers();
    const std::chrono::seconds begin{headers.median_time_past(headers.height())};
    const auto span = std::max(now.unix_time - begin, duration::zero());
    const auto spacing = std::min<duration>(options.spacing, span / std::max(count, 1U));

    for (std::uint32_t i = 0; i < count; ++i) {
        const auto made =
            generate_block(chain.network(), headers, now + -(spacing * (count - 1 - i)), options);
        if (!made) return failed(made.error());
        auto raw = wire::encode(*made);
        if (!raw) {
            const block_error too_large{block_fault::malformed, raw.error()};
            return failed(generator_error{generator_fault::not_appended, append_error{too_large}});
        }
        if (const auto added = chain.append(shared_bytes(std::move(*raw))); !added) {
            return failed(generator_error{generator_fault::not_appended, added.error()});
        }
    }
    return headers.height();
}

}  // namespace bitpeer
