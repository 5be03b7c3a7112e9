#pragma once
/// Which messages an inbox is for, by command: dialects have structs of their own for some.

#include <bitpeer/wire/dialect.hpp>

#include <initializer_list>
#include <vector>

namespace bitpeer::tool {

/// The types of these messages in a dialect; what it does not have is left out.
[[nodiscard]] inline std::vector<wire::message_type_id> types_of(
    const wire::dialect& dialect, std::initializer_list<wire::command_name> commands
) {
    std::vector<wire::message_type_id> types;
    for (const auto command : commands) {
        if (const auto* row = dialect.find(command)) types.push_back(row->type);
    }
    return types;
}

}  // namespace bitpeer::tool
