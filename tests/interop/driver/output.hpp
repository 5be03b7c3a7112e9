#pragma once
/// Events on standard output, one JSON object a line.

#include <bitpeer/wire/json_writer.hpp>

#include <string_view>

namespace bitpeer::interop {

/// An event without further members yet.
[[nodiscard]] wire::json_object event(std::string_view name);

/// Prints it at once.
void tell(const wire::json_object& event);

/// Tells that an order was not carried out, and why.
void tell_error(std::string_view what, std::string_view message);

}  // namespace bitpeer::interop
