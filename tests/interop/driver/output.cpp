#include "output.hpp"

#include <iostream>

namespace bitpeer::interop {

wire::json_object event(std::string_view name) {
    wire::json_object made;
    made.field("event", name);
    return made;
}

void tell(const wire::json_object& event) { std::cout << event.text() << std::endl; }

}  // namespace bitpeer::interop
