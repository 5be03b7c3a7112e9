#include <bitpeer/wire/inventory.hpp>

namespace bitpeer::wire {

std::string to_string(inventory_type type) {
    switch (type.number) {
        case inventory_type::error.number: return "error";
        case inventory_type::transaction.number: return "transaction";
        case inventory_type::block.number: return "block";
        case inventory_type::filtered_block.number: return "filtered_block";
        case inventory_type::compact_block.number: return "compact_block";
        case inventory_type::wtxid_transaction.number: return "wtxid_transaction";
        case inventory_type::witness_transaction.number: return "witness_transaction";
        case inventory_type::witness_block.number: return "witness_block";
        default: return std::to_string(type.number);
    }
}

}  // namespace bitpeer::wire
