#pragma once
/// Kinds of abuse.

#include "hostile.hpp"
#include <boost/asio/awaitable.hpp>

#include <span>
#include <string>
#include <vector>

namespace bitpeer::abuse {

/// One way to behave badly on a connection that was just made. What it leaves open at its end is
/// closed then.
struct kind {
    std::string name;
    boost::asio::awaitable<void> (*attack)(hostile&);
};

// One file each.
[[nodiscard]] std::span<const kind> silent_kinds();
[[nodiscard]] std::span<const kind> connecting_kinds();
[[nodiscard]] std::span<const kind> framing_kinds();
[[nodiscard]] std::span<const kind> order_kinds();
[[nodiscard]] std::span<const kind> storm_kinds();
[[nodiscard]] std::span<const kind> asking_kinds();
[[nodiscard]] std::span<const kind> encrypted_kinds();
[[nodiscard]] std::span<const kind> flood_kinds();

/// All of them.
[[nodiscard]] std::vector<kind> every_kind();

/// Those of these names; all when there are none. Names that nobody has are passed over.
[[nodiscard]] std::vector<kind> chosen_kinds(std::span<const std::string> names);

}  // namespace bitpeer::abuse
