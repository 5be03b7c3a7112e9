#include <bitpeer/sim/checkers.hpp>
#include <bitpeer/sim/detail/checkers.hpp>
#include <bitpeer/sim/peer.hpp>

namespace bitpeer::sim {

std::size_t memory_bound(const peer& whose) {
    const auto& budgets = whose.config().budgets;
    // Each part may be exceeded by one message: among the events it may stand twice (it arrived,
    // and it answers a request), one is sent, one is on its way in. A frame and an event cost a
    // little.
    constexpr std::size_t around_a_message = 256;
    const auto message = whose.config().network.dialect->payload_max + around_a_message;
    // When a connection ends, each message in the queue becomes an event, which may be larger.
    constexpr std::size_t event_for_a_message = 3;
    return budgets.undelivered_events + event_for_a_message * budgets.send_queue + 4 * message +
           budgets.inventory_queue + budgets.known_inventory;
}

std::vector<std::unique_ptr<observer>> standard_checkers() {
    std::vector<std::unique_ptr<observer>> all;
    all.push_back(detail::make_time_checker());
    all.push_back(detail::make_budget_checker());
    all.push_back(detail::make_silence_checker());
    all.push_back(detail::make_completion_checker());
    all.push_back(detail::make_patience_checker());
    all.push_back(detail::make_wire_reader());
    all.push_back(detail::make_order_checker());
    all.push_back(detail::make_pong_checker());
    all.push_back(detail::make_known_inventory_checker());
    all.push_back(detail::make_trickle_checker());
    all.push_back(detail::make_delivery_checker());
    all.push_back(detail::make_agreement_checker());
    return all;
}

}  // namespace bitpeer::sim
