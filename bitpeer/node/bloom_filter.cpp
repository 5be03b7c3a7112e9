#include <bitpeer/base/endian.hpp>
#include <bitpeer/crypto/murmur3.hpp>
#include <bitpeer/node/bloom_filter.hpp>
#include <bitpeer/node/detail/script_reader.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <optional>

namespace bitpeer {

namespace {

using detail::script_reader;
using detail::script_step;

constexpr std::uint8_t op_1 = 0x51;
constexpr std::uint8_t op_16 = 0x60;
constexpr std::uint8_t op_checksig = 0xac;
constexpr std::uint8_t op_checkmultisig = 0xae;
constexpr std::size_t max_multisig_keys = 20;

/// Whether the bytes have the form of a public key. That they are a point of the curve is not
/// looked at, here as little as in Bitcoin Core.
bool is_public_key(byte_view bytes) {
    if (bytes.empty()) return false;
    switch (bytes[0]) {
        case 2:
        case 3: return bytes.size() == 33;
        case 4:
        case 6:  // hybrid: as 4, with the parity said once more
        case 7: return bytes.size() == 65;
        default: return false;
    }
}

/// A count of keys in its shortest form: OP_1 to OP_16, then a push of one byte.
std::optional<std::size_t> key_count(const script_step& step) {
    if (step.opcode >= op_1 && step.opcode <= op_16) return step.opcode - op_1 + 1U;
    if (step.opcode != 1) return std::nullopt;
    const std::size_t count = step.pushed[0];
    if (count <= op_16 - op_1 + 1U || count > max_multisig_keys) return std::nullopt;
    return count;
}

/// A key, pushed directly, and OP_CHECKSIG.
bool is_pay_to_pubkey(byte_view script) {
    script_reader in(script);
    const auto key = in.next();
    if (!key || key->opcode != key->pushed.size() || !is_public_key(key->pushed)) return false;
    const auto check = in.next();
    return check && check->opcode == op_checksig && in.finished();
}

/// How many must sign, the keys, how many there are, and OP_CHECKMULTISIG.
bool is_bare_multisig(byte_view script) {
    script_reader in(script);
    auto step = in.next();
    if (!step) return false;
    const auto required = key_count(*step);
    if (!required) return false;
    std::size_t keys = 0;
    for (step = in.next(); step && is_public_key(step->pushed); step = in.next()) ++keys;
    if (!step || key_count(*step) != keys || *required > keys) return false;
    const auto check = in.next();
    return check && check->opcode == op_checkmultisig && in.finished();
}

/// As on the wire.
std::array<std::uint8_t, 36> joined(const wire::outpoint& spent) {
    std::array<std::uint8_t, 36> bytes;
    std::ranges::copy(spent.txid.bytes, bytes.begin());
    store_le(bytes.data() + 32, spent.index);
    return bytes;
}

std::size_t bytes_for(std::size_t elements, double rate) {
    constexpr auto most = static_cast<double>(bloom_filter::max_bytes);
    if (!(rate > 0)) return bloom_filter::max_bytes;  // also what is no number
    constexpr auto ln2_squared = std::numbers::ln2 * std::numbers::ln2;
    const auto bits_each = -std::log(std::min(rate, 1.0)) / ln2_squared;
    const auto bits = bits_each * static_cast<double>(elements);
    return static_cast<std::size_t>(std::clamp(bits / 8, 1.0, most));
}

std::uint32_t functions_for(std::size_t elements, std::size_t bytes) {
    // Whole bits to an element, as Bitcoin Core counts.
    const std::size_t whole_bits = bytes * 8 / std::max<std::size_t>(elements, 1);
    constexpr double most = bloom_filter::max_hash_functions;
    return static_cast<std::uint32_t>(
        std::clamp(static_cast<double>(whole_bits) * std::numbers::ln2, 1.0, most)
    );
}

}  // namespace

bloom_filter::bloom_filter(
    std::size_t elements, double false_positive_rate, std::uint32_t tweak, wire::bloom_update update
) {
    state_.filter.resize(bytes_for(elements, false_positive_rate));
    state_.hash_functions = functions_for(elements, state_.filter.size());
    state_.tweak = tweak;
    state_.flags = update;
}

bloom_filter::place bloom_filter::place_of(std::uint32_t function, byte_view element) const {
    const auto seed = function * 0xfba4c795U + state_.tweak;
    const auto bit = crypto::murmur3_32(element, seed) % (state_.filter.size() * 8);
    return {bit / 8, static_cast<std::uint8_t>(1U << (bit % 8))};
}

void bloom_filter::insert(byte_view element) {
    if (state_.filter.empty()) return;
    for (std::uint32_t function = 0; function < state_.hash_functions; ++function) {
        const auto at = place_of(function, element);
        state_.filter[at.byte] |= at.mask;
    }
}

void bloom_filter::insert(const wire::outpoint& spent) { insert(byte_view(joined(spent))); }

bool bloom_filter::contains(byte_view element) const {
    if (state_.filter.empty()) return true;
    for (std::uint32_t function = 0; function < state_.hash_functions; ++function) {
        const auto at = place_of(function, element);
        if ((state_.filter[at.byte] & at.mask) == 0) return false;
    }
    return true;
}

bool bloom_filter::contains(const wire::outpoint& spent) const {
    return contains(byte_view(joined(spent)));
}

bool bloom_filter::contains_push_of(byte_view script) const {
    script_reader in(script);
    while (const auto step = in.next()) {
        if (!step->pushed.empty() && contains(step->pushed)) return true;
    }
    return false;
}

bool bloom_filter::grows_by(byte_view matched_script) const {
    // Bitcoin Core looks at these two bits only, and takes both of them for `none`.
    const wire::bloom_update update{static_cast<std::uint8_t>(state_.flags.number & 3)};
    if (update == wire::bloom_update::all) return true;
    return update == wire::bloom_update::pubkey_only &&
           (is_pay_to_pubkey(matched_script) || is_bare_multisig(matched_script));
}

bool bloom_filter::matches(
    const hash256& txid, std::span<const wire::transaction_input> inputs,
    std::span<const wire::transaction_output> outputs
) {
    auto found = contains(txid);
    // All outputs, even when the answer is known: each may have something to insert.
    for (std::uint32_t index = 0; index < outputs.size(); ++index) {
        const byte_view script = outputs[index].script;
        if (!contains_push_of(script)) continue;
        found = true;
        if (grows_by(script)) insert(wire::outpoint{txid, index});
    }
    return found || std::ranges::any_of(inputs, [this](const auto& input) {
               return contains(input.previous) || contains_push_of(input.script);
           });
}

}  // namespace bitpeer
