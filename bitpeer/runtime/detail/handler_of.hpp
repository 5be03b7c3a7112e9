#pragma once
/// Handlers that are missed.

#include <memory>
#include <utility>

namespace bitpeer::detail {

/// The owner's part in a handler: when the handler is destroyed without being called, the owner
/// learns it by `lost`, on whichever thread that happens.
template <class Owner>
class handler_of {
public:
    handler_of(std::shared_ptr<Owner> owner, void (Owner::*lost)())
        : owner_(std::move(owner)), lost_(lost) {}
    handler_of(handler_of&& other) noexcept = default;
    handler_of& operator=(handler_of&&) = delete;
    ~handler_of() {
        if (owner_) (owner_.get()->*lost_)();
    }

    /// It is called.
    [[nodiscard]] std::shared_ptr<Owner> called() { return std::exchange(owner_, nullptr); }

private:
    std::shared_ptr<Owner> owner_;
    void (Owner::*lost_)();
};

}  // namespace bitpeer::detail
