#pragma once
/// Extensions of the owner's, negotiated by `feature` (BIP434).

#include <bitpeer/base/bytes.hpp>
#include <bitpeer/wire/command.hpp>

#include <functional>
#include <string>
#include <vector>

namespace bitpeer {

/// One extension that we know. The engine needs to know nothing about it: what it says, which
/// messages belong to it, and what the remote has to say.
///
///     config.features.push_back({.id = "BIP332", .data = {1}, .commands = {"staletip"}});
struct feature_offer {
    std::string id;  ///< 4 to 80 characters: `BIPnnn`, or a URL or hash for experiments
    bytes data{};    ///< at most 512; its meaning is the extension's
    /// Messages that belong to it: unless both sides know the extension, they are neither sent nor
    /// heard; if both do, they are passed on, also those that the dialect does not have.
    std::vector<wire::command_name> commands{};
    /// Whether we can agree with a remote that advertised it with this data; empty: with all. Where
    /// a remote says it several times, one that will do is enough. Called from within the engine.
    std::function<bool(byte_view remote_data)> accepts{};
};

/// What the remote advertised.
struct remote_feature {
    std::string id;  ///< comes from a stranger: any bytes
    bytes data;

    friend bool operator==(const remote_feature&, const remote_feature&) = default;
};

}  // namespace bitpeer
