#pragma once
/// `docs/messages.md`, made from a dialect's table.

#include <bitpeer/wire/dialect.hpp>

#include <string>

namespace bitpeer::tool {

/// The whole reference as Markdown, without a newline at its end.
[[nodiscard]] std::string message_reference(const wire::dialect& dialect);

}  // namespace bitpeer::tool
