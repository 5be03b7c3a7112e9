#include <bitpeer/runtime/detail/callbacks.hpp>

namespace bitpeer::detail {

thread_local int callback_scope::depth = 0;

}  // namespace bitpeer::detail
