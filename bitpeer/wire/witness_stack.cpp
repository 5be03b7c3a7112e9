#include <bitpeer/wire/transaction_layout.hpp>
#include <bitpeer/wire/witness_stack.hpp>

namespace bitpeer::wire {

namespace {

/// Appends to the packed form.
struct appending_sink {
    bytes& to;
    void put(byte_view data) { to.insert(to.end(), data.begin(), data.end()); }
};

}  // namespace

void witness_stack::push_back(byte_view item) {
    appending_sink sink{packed_};
    encoder out(sink);
    out.compact_size(item.size());
    out.put(item);
    ++count_;
}

void witness_stack::decode(witness_stack& self, reader& in) {
    const auto count = in.compact_length(bounded_by_message, errc::count_above_limit);
    const auto start = in.offset();
    for (std::size_t i = 0; i < count && in.ok(); ++i) {
        in.take(in.compact_length(bounded_by_message, errc::length_above_limit));
    }
    if (!in.ok()) return;
    self.count_ = count;
    if (!in.storing()) return;
    const auto packed = in.since(start);
    self.packed_.assign(packed.begin(), packed.end());
}

void witness_stack::decode_known(witness_stack& self, const std::uint8_t*& at) {
    self.count_ = detail::known_compact(at);
    const auto* start = at;
    detail::skip_known_scripts(at, self.count_);
    self.packed_.assign(start, at);
}

void witness_stack::iterator::load() {
    item_ = next_ = {};
    if (rest_.empty()) return;
    reader in(rest_);
    item_ = in.take(in.compact_length(bounded_by_message, errc::length_above_limit));
    next_ = rest_.subspan(in.offset());
}

}  // namespace bitpeer::wire
