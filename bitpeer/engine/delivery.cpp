#include <bitpeer/engine/delivery.hpp>

namespace bitpeer {

delivery::delivery(const wire::message& arrived, const wire::dialect& dialect)
    : payload_(arrived.raw()), dialect_(dialect) {
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
    if (!block_hash_) block_hash_ = dialect_.block_hash(payload_.first(dialect_.header_size));
    return *block_hash_;
}

hash256 delivery::txid() {
    if (!txid_) txid_ = dialect_.txid(payload_);
    return *txid_;
}

hash256 delivery::wtxid() {
    if (!wtxid_) wtxid_ = dialect_.wtxid(payload_);
    return *wtxid_;
}

bool delivery::answers(const wire::inventory& wanted) {
    using type = wire::inventory_type;
    switch (wanted.type.number & ~wire::witness_flag) {
        case type::transaction.number: return carries_transaction() && txid() == wanted.hash;
        case type::wtxid_transaction.number: return carries_transaction() && wtxid() == wanted.hash;
        case type::block.number: return form_ == form::block && block_hash() == wanted.hash;
        case type::filtered_block.number:
            return form_ == form::filtered_block && block_hash() == wanted.hash;
        case type::compact_block.number:
            return (form_ == form::compact_block || form_ == form::block) &&
                   block_hash() == wanted.hash;
        default: return false;
    }
}

}  // namespace bitpeer
