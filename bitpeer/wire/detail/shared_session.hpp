#pragma once
/// How a dialect's own structs become what all dialects share. Included by the dialects' bodies
/// only.

#include <bitpeer/wire/locator.hpp>
#include <bitpeer/wire/message.hpp>
#include <bitpeer/wire/messages/version.hpp>

#include <optional>

namespace bitpeer::wire::detail {

/// For dialects whose `version` is Bitcoin's.
inline std::optional<version> read_version(const message& arrived) {
    return arrived.get_if<version>();
}

template <class Question>
message ask(const locator& from) {
    return Question{from};
}

/// What a `Headers` or `Blocks` question asks: both have a member `locator`.
template <class Headers, class Blocks>
std::optional<locator> read_locator(const message& arrived) {
    if (auto asked = arrived.get_if<Headers>()) return std::move(asked->locator);
    if (auto asked = arrived.get_if<Blocks>()) return std::move(asked->locator);
    return std::nullopt;
}

}  // namespace bitpeer::wire::detail
