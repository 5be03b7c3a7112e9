#include <bitpeer/runtime/detail/frugal.hpp>

#include <new>

namespace bitpeer::detail {

failure frugal(failure_code code, std::string_view words) noexcept {
    failure made{code};
    try {
        made.detail = words;
    } catch (const std::bad_alloc&) {  // the code has to do
    }
    return made;
}

failure frugal_copy(const failure& of) noexcept {
    try {
        return of;
    } catch (const std::bad_alloc&) {  // the codes have to do
    }
    failure made{of.code};
    if (of.disconnect) made.disconnect = disconnect{of.disconnect->reason, {}};
    if (of.refused) made.refused = send_error{of.refused->code, {}};
    return made;
}

disconnect frugal_copy(const disconnect& of) noexcept {
    try {
        return of;
    } catch (const std::bad_alloc&) {  // the reason has to do
    }
    return {of.reason, {}};
}

failure no_memory() noexcept { return {failure_code::out_of_memory}; }

}  // namespace bitpeer::detail
