#include <bitpeer/crypto/sha256.hpp>
#include <bitpeer/node/compact_filter.hpp>
#include <bitpeer/wire/merkle.hpp>

namespace bitpeer {

hash256 filter_hash(byte_view filter) { return crypto::sha256d(filter); }

hash256 filter_header(const hash256& filter_hash, const hash256& previous_header) {
    return wire::merkle_parent(filter_hash, previous_header);  // the same rule
}

}  // namespace bitpeer
