#include <bitpeer/engine/features.hpp>

namespace bitpeer {

std::string_view to_string(compact_block_role role) {
    switch (role) {
        case compact_block_role::off: return "off";
        case compact_block_role::low_bandwidth: return "low_bandwidth";
        case compact_block_role::high_bandwidth: return "high_bandwidth";
    }
    return "unknown";
}

}  // namespace bitpeer
