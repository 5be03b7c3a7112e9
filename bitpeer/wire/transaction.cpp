#include <bitpeer/wire/transaction.hpp>

namespace bitpeer::wire::detail {

void read_witnesses(list<transaction_input>& inputs, std::size_t count, reader& in) {
    // In checking mode the inputs are not kept, but their witnesses are there all the same.
    const auto start = in.offset();
    bool any = false;
    for (std::size_t i = 0; i < count && in.ok(); ++i) {
        witness_stack stack;
        in("witness", stack);
        any = any || !stack.empty();
        if (in.ok() && in.storing()) inputs[i].witness = std::move(stack);
    }
    if (!any) in.fail_at(start, errc::superfluous_witness, 0);
}

}  // namespace bitpeer::wire::detail
