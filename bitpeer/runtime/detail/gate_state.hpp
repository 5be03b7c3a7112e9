#pragma once
/// What stands behind an inbound gate.

#include <bitpeer/base/result.hpp>
#include <bitpeer/node/inbound_admission.hpp>
#include <bitpeer/runtime/detail/overseer.hpp>
#include <bitpeer/runtime/inbound_gate.hpp>

#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <utility>

namespace bitpeer::detail {

class session;
class visitor;

/// One admission under a mutex, which is never held while a session's functions run.
class gate_state : public std::enable_shared_from_this<gate_state> {
public:
    gate_state(const inbound_limits& limits, inbound_gate::trust trusted);

    /// Lets a connection in, or says why not. Who has to make room is ended.
    [[nodiscard]] result<std::shared_ptr<visitor>, refusal> enter(const wire::address& from);

    [[nodiscard]] bool admits_encrypted(std::uint64_t who);
    void came_up(std::uint64_t who);
    void ended(std::uint64_t who);
    [[nodiscard]] gate_statistics statistics() const;

private:
    const inbound_gate::trust trusted_;

    mutable std::mutex mutex_;
    inbound_admission admission_;
    std::map<std::uint64_t, std::weak_ptr<visitor>> visitors_;
    gate_statistics counts_;
    std::uint64_t last_id_ = 0;
};

/// A connection that was let in; its place is free again when that is over, or this is gone.
class visitor final : public overseer {
public:
    visitor(std::shared_ptr<gate_state> gate, std::uint64_t id) : gate_(std::move(gate)), id_(id) {}
    ~visitor() override { gate_->ended(id_); }

    /// This is its session, from now on.
    void is(const std::shared_ptr<session>& own) { session_ = own; }
    [[nodiscard]] bool admits_encrypted() const { return gate_->admits_encrypted(id_); }
    void make_room() const;

    void came_up(std::uint64_t /*session*/) override { gate_->came_up(id_); }
    void over(
        std::uint64_t /*session*/, const disconnect& /*why*/, const bitpeer::statistics& /*counts*/
    ) override {
        gate_->ended(id_);
    }

private:
    const std::shared_ptr<gate_state> gate_;
    const std::uint64_t id_;
    std::weak_ptr<session> session_;
};

}  // namespace bitpeer::detail
