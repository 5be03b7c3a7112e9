#pragma once
/// What an input brings to prove that it may spend (BIP141).

#include <bitpeer/base/bytes.hpp>
#include <bitpeer/wire/archive.hpp>
#include <bitpeer/wire/encoder.hpp>
#include <bitpeer/wire/reader.hpp>

#include <cstddef>
#include <initializer_list>
#include <iterator>
#include <string>

namespace bitpeer::wire {

/// A list of byte strings, kept as it is on the wire: one allocation however many items there are,
/// so that four million empty ones take four megabytes and not a hundred.
class witness_stack {
public:
    class iterator;

    witness_stack() = default;
    witness_stack(std::initializer_list<bytes> items) {
        for (const auto& item : items) push_back(item);
    }

    void push_back(byte_view item);

    /// The number of items.
    [[nodiscard]] std::size_t size() const { return count_; }
    [[nodiscard]] bool empty() const { return count_ == 0; }

    [[nodiscard]] iterator begin() const;
    [[nodiscard]] iterator end() const;

    static constexpr size_bounds bounds{1, bounded_by_message};
    [[nodiscard]] static std::string type_text() {
        return "CompactSize, then that many byte strings";
    }

    static void decode(witness_stack& self, reader& in);
    /// The same for bytes that were looked at before: reads at `at` and moves it behind.
    static void decode_known(witness_stack& self, const std::uint8_t*& at);
    static void encode(const witness_stack& self, auto& out) {
        out.compact_size(self.count_);
        out.put(self.packed_);
    }

    friend bool operator==(const witness_stack&, const witness_stack&) = default;

private:
    std::size_t count_ = 0;
    bytes packed_;  // each item with its CompactSize length before it
};

/// Goes through the items in order; each is valid as long as the stack is not changed.
class witness_stack::iterator {
public:
    using iterator_category = std::forward_iterator_tag;
    using value_type = byte_view;
    using difference_type = std::ptrdiff_t;
    using pointer = const byte_view*;
    using reference = const byte_view&;

    iterator() = default;
    explicit iterator(byte_view packed) : rest_(packed) { load(); }

    reference operator*() const { return item_; }
    pointer operator->() const { return &item_; }
    iterator& operator++() {
        rest_ = next_;
        load();
        return *this;
    }
    iterator operator++(int) {
        auto before = *this;
        ++*this;
        return before;
    }
    friend bool operator==(const iterator& left, const iterator& right) {
        return left.rest_.size() == right.rest_.size();
    }

private:
    void load();

    byte_view rest_;  // from the present item's length on
    byte_view item_;
    byte_view next_;
};

inline witness_stack::iterator witness_stack::begin() const { return iterator(packed_); }
inline witness_stack::iterator witness_stack::end() const { return {}; }

}  // namespace bitpeer::wire
