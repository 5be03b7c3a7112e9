#pragma once
/// Remotes to test against: ready-made behaviours for scripts. Those that mean harm are in
/// abuses.hpp.

#include <bitpeer/base/bytes.hpp>
#include <bitpeer/base/time.hpp>
#include <bitpeer/sim/script.hpp>
#include <bitpeer/wire/message.hpp>
#include <bitpeer/wire/messages/version.hpp>

#include <cstddef>
#include <functional>
#include <vector>

namespace bitpeer::sim::behaviours {

/// A `version` as an ordinary full node sends it; of the newest protocol version of this network's
/// dialect.
[[nodiscard]] wire::version ordinary_version();
[[nodiscard]] wire::version ordinary_version(const network& net);

/// Takes everything, says nothing.
[[nodiscard]] behaviour silent();

/// Does the handshake in either role with `ours`, answers pings; `then` is called when the remote's
/// `verack` has come.
[[nodiscard]] behaviour polite(
    std::function<void(script&)> then = {}, wire::version ours = ordinary_version()
);

/// Says these bytes as soon as it is connected, whatever they are.
[[nodiscard]] behaviour recite(bytes raw);

/// Says these bytes one by one, with a pause after each.
[[nodiscard]] behaviour drip(bytes raw, duration pause);

/// So many random bytes, drawn from the world's source.
[[nodiscard]] behaviour garbage(std::size_t count);

/// Says whatever it hears.
[[nodiscard]] behaviour echo();

/// Does the handshake, then says what `next` gives, again and again, as fast as the link takes it.
[[nodiscard]] behaviour flood(std::function<wire::message(script&)> next);

/// These messages as they stand in the stream.
[[nodiscard]] bytes framed(const network& net, const std::vector<wire::message>& messages);

}  // namespace bitpeer::sim::behaviours
