#include <bitpeer/runtime/clock.hpp>
#include <bitpeer/runtime/detail/gate_state.hpp>
#include <bitpeer/runtime/detail/session.hpp>
#include <bitpeer/runtime/inbound_gate.hpp>

#include <utility>

namespace bitpeer {

namespace detail {

gate_state::gate_state(const inbound_limits& limits, inbound_gate::trust trusted)
    : trusted_(std::move(trusted)), admission_(limits, system_now()) {}

result<std::shared_ptr<visitor>, refusal> gate_state::enter(const wire::address& from) {
    if (trusted_ && trusted_(from)) {
        const std::lock_guard lock(mutex_);
        ++counts_.trusted;
        return nullptr;
    }
    std::shared_ptr<visitor> fresh;
    std::shared_ptr<visitor> leaving;
    {
        const std::lock_guard lock(mutex_);
        const auto id = ++last_id_;
        const auto verdict = admission_.arrived(id, from, system_now());
        if (verdict.refused) {
            ++counts_.refused[*verdict.refused];
            return failed(*verdict.refused);
        }
        ++counts_.admitted;
        fresh = std::make_shared<visitor>(shared_from_this(), id);
        visitors_.emplace(id, fresh);
        if (verdict.makes_room) {
            ++counts_.made_room;
            const auto place = visitors_.find(*verdict.makes_room);
            if (place != visitors_.end()) leaving = place->second.lock();
        }
    }
    if (leaving) leaving->make_room();
    return fresh;
}

bool gate_state::admits_encrypted(std::uint64_t who) {
    const std::lock_guard lock(mutex_);
    const bool admitted = admission_.admits_encrypted(who, system_now());
    if (!admitted) ++counts_.encrypted_refused;
    return admitted;
}

void gate_state::came_up(std::uint64_t who) {
    const std::lock_guard lock(mutex_);
    admission_.came_up(who);
}

void gate_state::ended(std::uint64_t who) {
    const std::lock_guard lock(mutex_);
    admission_.ended(who);
    visitors_.erase(who);
}

gate_statistics gate_state::statistics() const {
    const std::lock_guard lock(mutex_);
    auto counts = counts_;
    counts.connections = admission_.connections();
    counts.handshakes = admission_.handshakes();
    return counts;
}

void visitor::make_room() const {
    if (const auto own = session_.lock()) own->shed("it made room for another one");
}

}  // namespace detail

inbound_gate::inbound_gate(const inbound_limits& limits, trust trusted)
    : state_(std::make_shared<detail::gate_state>(limits, std::move(trusted))) {}

gate_statistics inbound_gate::statistics() const { return state_->statistics(); }

}  // namespace bitpeer
