#pragma once
/// The standard checkers, each by itself: checkers.hpp of the floor says what they check.

#include <bitpeer/sim/observer.hpp>
#include <bitpeer/sim/peer.hpp>

#include <memory>
#include <string>

namespace bitpeer::sim::detail {

/// Says that `who` broke a promise.
void report(const peer& who, const std::string& text);

/// Reads along what peers write and tells `observer::said`. Has to stand before those that listen.
[[nodiscard]] std::unique_ptr<observer> make_wire_reader();

// Of one engine.
[[nodiscard]] std::unique_ptr<observer> make_time_checker();
[[nodiscard]] std::unique_ptr<observer> make_budget_checker();
[[nodiscard]] std::unique_ptr<observer> make_silence_checker();
[[nodiscard]] std::unique_ptr<observer> make_completion_checker();
[[nodiscard]] std::unique_ptr<observer> make_patience_checker();

// Of what an engine writes.
[[nodiscard]] std::unique_ptr<observer> make_order_checker();
[[nodiscard]] std::unique_ptr<observer> make_pong_checker();
[[nodiscard]] std::unique_ptr<observer> make_known_inventory_checker();
[[nodiscard]] std::unique_ptr<observer> make_trickle_checker();

// Of both ends together.
[[nodiscard]] std::unique_ptr<observer> make_delivery_checker();
[[nodiscard]] std::unique_ptr<observer> make_agreement_checker();

}  // namespace bitpeer::sim::detail
