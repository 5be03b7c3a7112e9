#include <bitpeer/engine/facets/feature_registry.hpp>

#include <algorithm>

namespace bitpeer::facets {

void feature_registry::offer(context& c) {
    if (!c.kind.negotiates || !c.speaks(wire::feature::command)) return;
    for (const auto& ours : c.config.features) {
        c.write(wire::feature{ours.id, decltype(wire::feature::data)(ours.data)});
    }
}

void feature_registry::handle(const wire::feature& theirs, context& c) {
    auto& kept = c.negotiated.remote_features;
    if (kept.size() < kept_max) kept.push_back({theirs.id.text, theirs.data});
}

void feature_registry::handle(const wire::verack& /*theirs*/, context& c) {
    for (const auto& ours : c.config.features) {
        const auto suits = [&](const remote_feature& theirs) {
            return theirs.id == ours.id && (!ours.accepts || ours.accepts(theirs.data));
        };
        if (std::ranges::any_of(c.negotiated.remote_features, suits)) {
            c.negotiated.agreed_features.push_back(ours.id);
        }
    }
}

feature_registry::standing feature_registry::of(wire::command_name command, const context& c) {
    auto found = standing::unrelated;
    for (const auto& ours : c.config.features) {
        if (std::ranges::find(ours.commands, command) == ours.commands.end()) continue;
        if (c.negotiated.has_feature(ours.id)) return standing::agreed;
        found = standing::refused;
    }
    return found;
}

}  // namespace bitpeer::facets
