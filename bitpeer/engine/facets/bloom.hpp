#pragma once
/// Who may filter what we send?

#include <bitpeer/engine/context.hpp>
#include <bitpeer/wire/messages/filterclear.hpp>
#include <bitpeer/wire/messages/filterload.hpp>
#include <bitpeer/wire/type_list.hpp>

namespace bitpeer::facets {

/// The rule of BIP111: `filterload`, `filteradd`, `filterclear` and `mempool` are for peers that
/// offer bloom filters. From version 70011 on a remote that does not care is disconnected; an older
/// one cannot know, and is not heard. The filter itself is `node/bloom_filter.hpp`.
class bloom {
public:
    using consumes = wire::type_list<wire::filterload, wire::filterclear>;

    /// What to do with a message of this name, before anybody is told of it.
    [[nodiscard]] static legality verdict(wire::command_name command, const context& c);

    /// A filter, or its end, is a wish for transactions, whatever `version` said (BIP37).
    static void handle(const wire::filterload& theirs, context& c);
    static void handle(const wire::filterclear& theirs, context& c);
};

}  // namespace bitpeer::facets
