#include <bitpeer/engine/unnamed_transaction.hpp>

#include <array>

namespace bitpeer {

hash256 unnamed_transaction::name_of(byte_view payload, const wire::dialect& dialect) {
    return dialect.id(payload, wire::inventory_kind::wtxid, nullptr);
}

std::pair<hash256, hash256> unnamed_transaction::names_of(
    byte_view first, byte_view second, const wire::dialect& dialect
) {
    const std::array<byte_view, 2> payloads{first, second};
    std::array<hash256, 2> digests;
    dialect.frame_digests(payloads, digests);
    constexpr auto wtxid = wire::inventory_kind::wtxid;
    return {dialect.id(first, wtxid, &digests[0]), dialect.id(second, wtxid, &digests[1])};
}

}  // namespace bitpeer
