#pragma once
/// What an observer keeps for each endpoint.

#include <bitpeer/sim/endpoint.hpp>

#include <cstddef>
#include <memory>
#include <vector>

namespace bitpeer::sim::detail {

/// Found by the endpoint's number; what is forgotten costs a pointer.
template <class State>
class per_endpoint {
public:
    /// Made when it is asked for the first time.
    [[nodiscard]] State& of(const endpoint& who) {
        if (states_.size() <= who.id()) states_.resize(who.id() + 1);
        auto& state = states_[who.id()];
        if (!state) state = std::make_unique<State>();
        return *state;
    }
    /// Null when there is none.
    [[nodiscard]] State* find(const endpoint& who) const {
        return who.id() < states_.size() ? states_[who.id()].get() : nullptr;
    }
    void forget(const endpoint& who) {
        if (who.id() < states_.size()) states_[who.id()].reset();
    }

private:
    std::vector<std::unique_ptr<State>> states_;
};

}  // namespace bitpeer::sim::detail
