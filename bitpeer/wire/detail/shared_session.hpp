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

/// For dialects whose own has the same fields under the same names, and maybe more.
template <class Version>
std::optional<version> read_version_as(const message& arrived) {
    const auto theirs = arrived.get_if<Version>();
    if (!theirs) return std::nullopt;
    version shared;
    shared.protocol_version = theirs->protocol_version;
    shared.services = theirs->services;
    shared.timestamp = theirs->timestamp;
    shared.receiver = theirs->receiver;
    shared.sender = theirs->sender;
    shared.nonce = theirs->nonce;
    shared.user_agent = theirs->user_agent.text;
    shared.start_height = theirs->start_height;
    shared.relay = theirs->relay;
    return shared;
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
