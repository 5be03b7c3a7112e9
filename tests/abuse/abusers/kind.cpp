#include "kind.hpp"

#include <algorithm>

namespace bitpeer::abuse {

std::vector<kind> every_kind() {
    std::vector<kind> all;
    for (const auto group :
         {silent_kinds(),
          connecting_kinds(),
          framing_kinds(),
          order_kinds(),
          storm_kinds(),
          asking_kinds(),
          encrypted_kinds(),
          flood_kinds()}) {
        all.insert(all.end(), group.begin(), group.end());
    }
    return all;
}

std::vector<kind> chosen_kinds(std::span<const std::string> names) {
    auto all = every_kind();
    if (names.empty()) return all;
    std::erase_if(all, [names](const kind& each) {
        return std::ranges::find(names, each.name) == names.end();
    });
    return all;
}

}  // namespace bitpeer::abuse
