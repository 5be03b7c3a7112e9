#include <bitpeer/engine/transport_policy.hpp>

namespace bitpeer {

std::string_view to_string(transport_policy policy) {
    switch (policy) {
        case transport_policy::v1_only: return "v1_only";
        case transport_policy::prefer_v2: return "prefer_v2";
        case transport_policy::require_v2: return "require_v2";
        case transport_policy::v1_after_v2: return "v1_after_v2";
    }
    return "unknown";
}

std::string_view to_string(transport_choice choice) {
    switch (choice) {
        case transport_choice::configured: return "configured";
        case transport_choice::preferred: return "preferred";
        case transport_choice::detected: return "detected";
        case transport_choice::fallback: return "fallback";
        case transport_choice::only_one: return "only_one";
    }
    return "unknown";
}

std::string_view explanation_of(transport_choice choice) {
    switch (choice) {
        case transport_choice::configured: return "as configured";
        case transport_choice::preferred: return "preferred";
        case transport_choice::detected: return "the remote began with it";
        case transport_choice::fallback: return "v2 was tried first, and not answered by a word";
        case transport_choice::only_one: return "v2 has no room for this network's messages";
    }
    return "unknown";
}

}  // namespace bitpeer
