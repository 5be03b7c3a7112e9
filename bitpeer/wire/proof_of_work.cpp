#include <bitpeer/wire/proof_of_work.hpp>

#include <algorithm>

namespace bitpeer::wire {

std::optional<hash256> target_of(std::uint32_t bits) {
    const auto exponent = static_cast<int>(bits >> 24);
    const auto mantissa = bits & 0x007fffff;
    const bool negative = (bits & 0x00800000) != 0;
    if (negative || mantissa == 0) return std::nullopt;
    hash256 target;
    for (int i = 0; i < 3; ++i) {
        const auto byte = static_cast<std::uint8_t>(mantissa >> (8 * i));
        const auto place = exponent - 3 + i;
        if (byte == 0 || place < 0) continue;
        if (place > 31) return std::nullopt;
        target.bytes[static_cast<std::size_t>(place)] = byte;
    }
    if (target.is_zero()) return std::nullopt;
    return target;
}

bool not_above(const hash256& left, const hash256& right) {
    return !std::lexicographical_compare(
        right.bytes.rbegin(), right.bytes.rend(), left.bytes.rbegin(), left.bytes.rend()
    );
}

bool meets_target(const block_header& header, std::uint32_t limit) {
    const auto target = target_of(header.bits);
    const auto easiest = target_of(limit);
    return target && easiest && not_above(*target, *easiest) &&
           not_above(block_hash(header), *target);
}

}  // namespace bitpeer::wire
