#include <bitpeer/wire/exchangecoin/transaction.hpp>

#include <algorithm>
#include <utility>

namespace bitpeer::wire::exchangecoin {

std::string to_string(tree which) {
    if (which == tree::regular) return "regular";
    if (which == tree::stake) return "stake";
    if (which == tree::unknown) return "unknown";
    return std::to_string(which.number);
}

std::string to_string(serialization of) {
    if (of == serialization::full) return "full";
    if (of == serialization::prefix) return "prefix";
    if (of == serialization::witness) return "witness";
    return std::to_string(of.number);
}

namespace {

/// In checking mode the inputs are not kept, but their witnesses are there all the same.
void read_witnesses(transaction& self, std::size_t count, reader& in) {
    for (std::size_t i = 0; i < count && in.ok(); ++i) {
        input_witness witness;
        in("witness", witness);
        if (in.ok() && in.storing()) self.inputs[i].witness = std::move(witness);
    }
}

void read_lone_witnesses(transaction& self, std::size_t count, reader& in) {
    if (in.storing()) {
        self.inputs.clear();
        self.inputs.reserve(std::min(count, in.remaining() / sizeof(transaction_input) + 1));
    }
    for (std::size_t i = 0; i < count && in.ok(); ++i) {
        transaction_input input;
        in("witness", input.witness);
        if (in.ok() && in.storing()) self.inputs.push_back(std::move(input));
    }
}

}  // namespace

void transaction::decode(transaction& self, reader& in) {
    using exchangecoin::serialization;
    in("version", self.version);
    in("serialization", self.serialization);
    std::size_t input_count = 0;
    const bool lone = self.serialization == serialization::witness;
    if (!lone) {
        input_count = static_cast<std::size_t>(in.peek_compact());
        in("inputs", self.inputs);
        in("outputs", self.outputs);
        in("lock_time", self.lock_time);
        in("expiry", self.expiry);
    }
    if (!in.ok() || self.serialization == serialization::prefix) return;
    detail::witness_count count{input_count, !lone};
    in("witness_count", count);
    if (!in.ok()) return;
    if (lone) {
        read_lone_witnesses(self, count.number, in);
    } else {
        read_witnesses(self, count.number, in);
    }
}

void detail::witness_count::decode(witness_count& self, reader& in) {
    constexpr auto limit = transaction::input_count_max;
    const auto start = in.offset();
    const auto number = in.compact_number();
    if (!in.ok()) return;
    if (self.is_due && number != self.number) {
        in.fail_at(start, errc::count_mismatch, number, self.number);
    }
    if (number > limit) in.fail_at(start, errc::count_above_limit, number, limit);
    self.number = static_cast<std::size_t>(number);
}

}  // namespace bitpeer::wire::exchangecoin
