#include "verb.hpp"

#include <array>

namespace bitpeer::tool {

std::span<const std::unique_ptr<verb>> verbs() {
    static const std::array all{
        make_demo(),
        make_ping(),
        make_explain(),
        make_watch(),
        make_record(),
        make_replay(),
        make_headers(),
        make_block(),
        make_blocks(),
        make_listen(),
        make_send(),
        make_conform(),
        make_decode(),
        make_messages(),
        make_networks(),
        make_sim(),
    };
    return all;
}

}  // namespace bitpeer::tool
