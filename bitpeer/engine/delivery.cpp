#include <bitpeer/engine/delivery.hpp>

namespace bitpeer {

delivery::delivery(
    const wire::message& arrived, const wire::dialect& dialect, const hash256* digest
)
    : payload_(arrived.raw()), dialect_(dialect), digest_(digest) {
    constexpr struct {
        wire::command_name command;
        form is;
    } forms[] = {
        {"tx", form::transaction},
        {"block", form::block},
        {"merkleblock", form::filtered_block},
        {"cmpctblock", form::compact_block},
    };
    for (const auto& [command, is] : forms) {
        if (arrived.known() != nullptr && arrived.command() == command) form_ = is;
    }
}

hash256 delivery::block_hash() {
    if (!block_hash_) block_hash_ = dialect_.block_hash(payload_.first(dialect_.header.size));
    return *block_hash_;
}

hash256 delivery::id(wire::inventory_kind kind) {
    auto& known = kind == wire::inventory_kind::wtxid ? wtxid_ : txid_;
    if (!known) known = dialect_.id(payload_, kind, digest_);
    return *known;
}

bool delivery::nearly_named(wire::inventory_kind kind) const {
    if (digest_ != nullptr) return true;
    return kind == wire::inventory_kind::wtxid ? wtxid_.has_value() : txid_.has_value();
}

bool delivery::answers(const wire::inventory& wanted) {
    using kind = wire::inventory_kind;
    const auto as = dialect_.kind_of(wanted.type);
    switch (as) {
        case kind::txid:
        case kind::wtxid: return carries_transaction() && id(as) == wanted.hash;
        case kind::whole_block: return form_ == form::block && block_hash() == wanted.hash;
        case kind::filtered_block:
            return form_ == form::filtered_block && block_hash() == wanted.hash;
        case kind::compact_block:
            return (form_ == form::compact_block || form_ == form::block) &&
                   block_hash() == wanted.hash;
        case kind::other: break;
    }
    return false;
}

}  // namespace bitpeer
