#include <bitpeer/engine/dialects/bitcoin.hpp>

namespace bitpeer {

const conduct& conduct_of(const wire::dialect& /*dialect*/) {
    return conducts::bitcoin;  // Litecoin's network behaves as Bitcoin's does
}

}  // namespace bitpeer
