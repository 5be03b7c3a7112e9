#pragma once
/// What are we connected for?

#include <bitpeer/engine/context.hpp>
#include <bitpeer/wire/messages/addr.hpp>
#include <bitpeer/wire/messages/addrv2.hpp>
#include <bitpeer/wire/type_list.hpp>

namespace bitpeer::facets {

/// Keeps a connection to the rules of its kind (`kind_rules`): what has no place on it, and when it
/// is over.
class purpose {
public:
    using consumes = wire::type_list<wire::addr, wire::addrv2>;

    static void start(context& c);
    /// Our `verack` is queued.
    static void concluded(context& c);

    static void handle(const wire::addr& theirs, context& c);
    static void handle(const wire::addrv2& theirs, context& c);
    static void expired(timer which, context& c);

    /// What a message that can be read is to a connection of this kind.
    [[nodiscard]] static legality verdict(const wire::message& arrived, const context& c);
    /// Whether the owner may send it on a connection of this kind.
    [[nodiscard]] static bool may_send(wire::command_name command, const context& c);

private:
    static void told_addresses(std::size_t count, context& c);
};

}  // namespace bitpeer::facets
