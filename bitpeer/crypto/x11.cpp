#include <bitpeer/crypto/detail/blake512.hpp>
#include <bitpeer/crypto/detail/bmw512.hpp>
#include <bitpeer/crypto/detail/cubehash512.hpp>
#include <bitpeer/crypto/detail/echo512.hpp>
#include <bitpeer/crypto/detail/groestl512.hpp>
#include <bitpeer/crypto/detail/jh512.hpp>
#include <bitpeer/crypto/detail/keccak512.hpp>
#include <bitpeer/crypto/detail/luffa512.hpp>
#include <bitpeer/crypto/detail/shavite512.hpp>
#include <bitpeer/crypto/detail/simd512.hpp>
#include <bitpeer/crypto/detail/skein512.hpp>
#include <bitpeer/crypto/x11.hpp>

namespace bitpeer::crypto {

hash256 x11(byte_view data) {
    auto hash = detail::blake512(data);
    for (const auto stage :
         {detail::bmw512,
          detail::groestl512,
          detail::skein512,
          detail::jh512,
          detail::keccak512,
          detail::luffa512,
          detail::cubehash512,
          detail::shavite512,
          detail::simd512,
          detail::echo512}) {
        hash = stage(hash);
    }
    return hash256::copy(hash);
}

}  // namespace bitpeer::crypto
