#pragma once
/// One rule that a peer keeps or breaks, and how to find out. The tables stand in one file a group.

#include <bitpeer/wire/command.hpp>
#include <bitpeer/wire/services.hpp>

#include "conversation.hpp"
#include "verdict.hpp"
#include <boost/asio/awaitable.hpp>

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace bitpeer::tool::conform {

/// Who says so.
struct rule {
    std::string name;  ///< `group.what`, as `--only` takes it; never changes
    std::string text;  ///< one line
    std::string source;
};

/// What must be there for the question to make sense.
struct needs {
    std::vector<wire::command_name> commands{};   ///< of the network's dialect
    wire::services offered{};                     ///< all of them, by the remote
    wire::services not_offered{};                 ///< none of them
    std::optional<wire::command_name> unasked{};  ///< the remote says this by itself
    int version = 0;                 ///< the remote's at least, where Bitcoin's are counted
    bool bitcoin_only = false;       ///< by its version numbers or layouts
    bool headers = false;            ///< the remote answers `getheaders`
    std::size_t blocks = 0;          ///< so many behind the first, whose `block`s can be had
    std::optional<carriage> over{};  ///< one transport only
    bool slow = false;               ///< waits for a long deadline
};

struct behaviour {
    conform::rule rule;
    conform::needs needs;
    std::function<boost::asio::awaitable<verdict>(conversation&)> run;
};

/// All groups, in the order in which they are asked.
[[nodiscard]] const std::vector<behaviour>& all_behaviours();

using behaviours = std::vector<behaviour>;
// One file each: `handshake.cpp` has `handshake_behaviours`.
[[nodiscard]] behaviours handshake_behaviours();
[[nodiscard]] behaviours version_behaviours();
[[nodiscard]] behaviours negotiation_behaviours();
[[nodiscard]] behaviours framing_behaviours();
[[nodiscard]] behaviours malformed_behaviours();
[[nodiscard]] behaviours ping_behaviours();
[[nodiscard]] behaviours inventory_behaviours();
[[nodiscard]] behaviours headers_behaviours();
[[nodiscard]] behaviours blocks_behaviours();
[[nodiscard]] behaviours addresses_behaviours();
[[nodiscard]] behaviours wishes_behaviours();
[[nodiscard]] behaviours bloom_behaviours();
[[nodiscard]] behaviours filters_behaviours();
[[nodiscard]] behaviours encrypted_behaviours();

// The usual forms of a question.

using messages = std::vector<wire::message>;
using teller = std::function<messages(const conversation&)>;
using judge = std::function<verdict(const conversation&, const aftermath&)>;

[[nodiscard]] inline messages one(wire::message message) {
    messages made;
    made.push_back(std::move(message));
    return made;
}

/// After the handshake something is said: what becomes of the connection? When a message of the
/// name `answer` comes in front of a pong, that was the reaction.
[[nodiscard]] behaviour told(
    rule by, needs with, expectation wanted, teller what, wire::command_name answer = {}
);

/// The same, and what comes before the answer to a ping behind it is looked at. Does the
/// connection end, the behaviour failed.
[[nodiscard]] behaviour asked(rule by, needs with, teller what, judge answer);

/// A handshake with a `version` that is not the ordinary one: is it accepted?
[[nodiscard]] behaviour introduced(
    rule by, needs with, expectation wanted, std::function<void(wire::version&)> change
);

/// A first message that is no `version` to be accepted, followed by an ordinary handshake: the
/// remote may hang up, or let it go; it must not take it.
[[nodiscard]] behaviour not_introduced(
    rule by, needs with, std::function<bytes(const wire::version&)> first
);

}  // namespace bitpeer::tool::conform
