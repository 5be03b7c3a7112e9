#include "output.hpp"

#include <iostream>

namespace bitpeer::interop {

wire::json_object event(std::string_view name) {
    wire::json_object made;
    made.field("event", name);
    return made;
}

void tell(const wire::json_object& event) { std::cout << event.text() << std::endl; }

void tell_error(std::string_view what, std::string_view message) {
    tell(event("error").field("command", what).field("message", message));
}

}  // namespace bitpeer::interop
