#pragma once
/// How software names itself (BIP14).

#include <bitpeer/base/result.hpp>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace bitpeer::wire {

/// One layer of a stack: `name:version(comment; comment)`.
struct user_agent_layer {
    std::string name;
    std::string version{};
    std::vector<std::string> comments{};
};

/// What is wrong with a user agent.
enum class user_agent_fault : std::uint8_t {
    reserved_character,  ///< one of `/`, `:`, `(`, `)`, or one that is not printable ASCII
    no_name,             ///< a layer without a name
    too_long,            ///< above the 256 bytes that `version` has room for
};

[[nodiscard]] std::string_view to_string(user_agent_fault fault);

/// The text of a user agent, the lowest layer first:
///
///     make_user_agent({{"bitpeer", "0.1.0"}, {"mywallet", "1.2", {"linux"}}})
///     "/bitpeer:0.1.0/mywallet:1.2(linux)/"
[[nodiscard]] result<std::string, user_agent_fault> make_user_agent(
    const std::vector<user_agent_layer>& layers
);

}  // namespace bitpeer::wire
