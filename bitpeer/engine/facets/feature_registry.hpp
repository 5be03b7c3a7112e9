#pragma once
/// Which extensions do we both know?

#include <bitpeer/engine/context.hpp>
#include <bitpeer/wire/messages/feature.hpp>
#include <bitpeer/wire/messages/verack.hpp>
#include <bitpeer/wire/type_list.hpp>

#include <cstddef>

namespace bitpeer::facets {

/// Negotiates the owner's extensions (BIP434) without knowing any of them: advertises ours, keeps
/// what the remote advertises, and says which messages may flow.
class feature_registry {
public:
    using consumes = wire::type_list<wire::feature, wire::verack>;

    /// The most of the remote's that are kept; any number is legal.
    static constexpr std::size_t kept_max = 256;

    /// The remote's `version` came, our `verack` is next.
    static void offer(context& c);
    static void handle(const wire::feature& theirs, context& c);
    /// Everything that counts was said. Who may not advertise is not heard, so that whoever did was
    /// told of ours.
    static void handle(const wire::verack& theirs, context& c);

    enum class standing : std::uint8_t {
        unrelated,  ///< no feature of ours has this message
        agreed,     ///< one that both sides know has it
        refused,    ///< one of ours has it, and it was not agreed on, or not yet
    };
    [[nodiscard]] static standing of(wire::command_name command, const context& c);
};

}  // namespace bitpeer::facets
