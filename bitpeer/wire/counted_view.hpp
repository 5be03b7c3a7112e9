#pragma once
/// A list of elements of different lengths, read where it lies: no copy, no allocation.

#include <concepts>
#include <cstddef>
#include <iterator>
#include <type_traits>

namespace bitpeer::wire {

/// What a list's elements are made by: a cheap value that knows where the next one begins.
template <class T>
concept element_walker = std::default_initializable<T> && std::copyable<T> && requires(T& walker) {
    { walker.next() } -> std::same_as<typename T::value_type>;
};

/// A walker whose elements are so quickly made that keeping the present one costs more.
template <class T>
concept quick_walker = element_walker<T> && requires {
    requires T::quick;
};

/// So many elements, one after the other; each is made when the iterator comes to it. The bytes
/// must outlive the view.
template <element_walker Walker>
class counted_view {
public:
    class iterator;

    counted_view() = default;
    counted_view(Walker at_first, std::size_t count) : first_(at_first), count_(count) {}

    [[nodiscard]] std::size_t size() const { return count_; }
    [[nodiscard]] bool empty() const { return count_ == 0; }

    [[nodiscard]] iterator begin() const { return iterator(first_, count_); }
    [[nodiscard]] static std::default_sentinel_t end() { return {}; }

private:
    Walker first_;
    std::size_t count_ = 0;
};

template <element_walker Walker>
class counted_view<Walker>::iterator {
public:
    using iterator_category = std::input_iterator_tag;
    using iterator_concept = std::forward_iterator_tag;
    using value_type = typename Walker::value_type;
    using difference_type = std::ptrdiff_t;
    using reference = value_type;

    iterator() = default;
    iterator(Walker at_first, std::size_t count) : walker_(at_first), left_(count) { load(); }

    [[nodiscard]] value_type operator*() const {
        if constexpr (quick_walker<Walker>) {
            auto here = walker_;
            return here.next();
        } else {
            return element_;
        }
    }
    [[nodiscard]] auto operator->() const {
        if constexpr (quick_walker<Walker>) {
            return made_element{**this};
        } else {
            return &element_;
        }
    }

    iterator& operator++() {
        if constexpr (quick_walker<Walker>) (void)walker_.next();
        --left_;
        load();
        return *this;
    }
    iterator operator++(int) {
        auto before = *this;
        ++*this;
        return before;
    }

    friend bool operator==(const iterator& a, const iterator& b) { return a.left_ == b.left_; }
    friend bool operator==(const iterator& a, std::default_sentinel_t /*end*/) {
        return a.left_ == 0;
    }

private:
    struct nothing {};
    struct made_element {
        value_type value;
        const value_type* operator->() const { return &value; }
    };

    void load() {
        if constexpr (!quick_walker<Walker>) {
            if (left_ > 0) element_ = walker_.next();
        }
    }

    Walker walker_;  // at the present element if it is quick, else behind it
    [[no_unique_address]] std::conditional_t<quick_walker<Walker>, nothing, value_type> element_{};
    std::size_t left_ = 0;
};

}  // namespace bitpeer::wire
