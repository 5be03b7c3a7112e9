#include <bitpeer/wire/describer.hpp>

namespace bitpeer::wire::detail {

std::string limits_text(std::size_t min, std::size_t max) {
    const bool has_max = max != bounded_by_message;
    if (min > 0 && has_max) return ", " + std::to_string(min) + " to " + std::to_string(max);
    if (min > 0) return ", at least " + std::to_string(min);
    return has_max ? ", at most " + std::to_string(max) : "";
}

}  // namespace bitpeer::wire::detail
