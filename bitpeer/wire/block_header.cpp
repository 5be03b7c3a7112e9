#include <bitpeer/crypto/sha256.hpp>
#include <bitpeer/wire/block_header.hpp>
#include <bitpeer/wire/encoder.hpp>

namespace bitpeer::wire {

hash256 block_hash(const block_header& header) {
    std::array<std::uint8_t, 80> serialized;
    span_sink sink(serialized);
    encoder(sink).write(header);
    return crypto::sha256d(serialized);
}

}  // namespace bitpeer::wire
