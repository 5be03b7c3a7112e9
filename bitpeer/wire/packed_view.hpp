#pragma once
/// A list of equally long elements read where it lies: no copy, no allocation.

#include <bitpeer/base/assert.hpp>
#include <bitpeer/base/bytes.hpp>
#include <bitpeer/base/result.hpp>
#include <bitpeer/wire/codec.hpp>
#include <bitpeer/wire/limits.hpp>

#include <algorithm>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <iterator>

namespace bitpeer::wire {

namespace detail {

/// The archive that finds out whether a message is one list of `T` and nothing else.
template <class T>
class sole_list_finder {
public:
    template <class Field>
    constexpr void operator()(const char* /*name*/, const Field& /*field*/) {
        ++fields_;
        if constexpr (is_list<Field>) {
            if (std::same_as<typename Field::element_type, T>) ++lists_;
        }
    }
    [[nodiscard]] static constexpr int protocol_version() { return described_protocol_version; }
    static constexpr bool tail() { return true; }

    [[nodiscard]] constexpr bool found() const { return fields_ == 1 && lists_ == 1; }

private:
    int fields_ = 0;
    int lists_ = 0;
};

template <class M, class T>
constexpr bool is_sole_list() {
    sole_list_finder<T> finder;
    M::fields(specimen<M>, finder);
    return finder.found();
}

}  // namespace detail

/// The elements of a payload whose only field is a list: `inv`, `getdata`, `notfound`. Each access
/// decodes one element; the bytes must outlive the view.
///
///     if (const auto items = packed_view<inventory>::over<inv>(message.raw()))
///         for (const auto& item : *items) …
template <wire_type T>
class packed_view {
    static_assert(fixed_size<T>, "only elements that all have the same size can be found by index");

public:
    class iterator;

    /// The bytes of one element.
    static constexpr std::size_t element_size = bounds_of<T>().max;

    packed_view() = default;

    /// Looks at the payload of an `M` once, with the verdict of `decode<M>`.
    template <message_type M>
    [[nodiscard]] static result<packed_view, error> over(
        byte_view payload, format_options options = {}
    ) {
        static_assert(detail::is_sole_list<M, T>(), "M is not just one list of T");
        const auto size = check<M>(payload, options);
        if (!size) return failed(size.error());
        reader in(payload);
        const auto count = static_cast<std::size_t>(in.compact_number());
        return packed_view(payload.subspan(in.offset(), count * element_size));
    }

    /// Looks at elements without a count before them; a part of one at the end is left out.
    [[nodiscard]] static packed_view over_elements(byte_view elements) {
        return packed_view(elements.first(elements.size() - elements.size() % element_size));
    }

    [[nodiscard]] std::size_t size() const { return elements_.size() / element_size; }
    [[nodiscard]] bool empty() const { return elements_.empty(); }

    /// The element at `index`, which must be below `size()`.
    [[nodiscard]] T operator[](std::size_t index) const {
        ensure(index < size());
        return iterator(elements_.data() + index * element_size)[0];
    }

    [[nodiscard]] iterator begin() const { return iterator(elements_.data()); }
    [[nodiscard]] iterator end() const { return iterator(elements_.data() + elements_.size()); }

private:
    explicit packed_view(byte_view elements) : elements_(elements) {}

    byte_view elements_;
};

/// Random access; an element is made when it is asked for, so there is nothing to point to.
template <wire_type T>
class packed_view<T>::iterator {
public:
    using iterator_category = std::input_iterator_tag;
    using iterator_concept = std::random_access_iterator_tag;
    using value_type = T;
    using difference_type = std::ptrdiff_t;
    using reference = T;

    iterator() = default;

    [[nodiscard]] T operator*() const {
        T element{};
        reader({at_, element_size}).read(element);
        return element;
    }
    [[nodiscard]] T operator[](difference_type n) const { return *(*this + n); }

    iterator& operator++() { return *this += 1; }
    iterator& operator--() { return *this -= 1; }
    iterator operator++(int) { return std::exchange(*this, *this + 1); }
    iterator operator--(int) { return std::exchange(*this, *this - 1); }
    iterator& operator+=(difference_type n) {
        at_ += n * stride;
        return *this;
    }
    iterator& operator-=(difference_type n) { return *this += -n; }

    friend iterator operator+(iterator from, difference_type n) { return from += n; }
    friend iterator operator+(difference_type n, iterator from) { return from += n; }
    friend iterator operator-(iterator from, difference_type n) { return from -= n; }
    friend difference_type operator-(iterator left, iterator right) {
        return (left.at_ - right.at_) / stride;
    }
    friend bool operator==(iterator, iterator) = default;
    friend auto operator<=>(iterator, iterator) = default;

private:
    friend class packed_view;

    static constexpr auto stride = static_cast<difference_type>(element_size);

    explicit iterator(const std::uint8_t* at) : at_(at) {}

    const std::uint8_t* at_ = nullptr;
};

}  // namespace bitpeer::wire
