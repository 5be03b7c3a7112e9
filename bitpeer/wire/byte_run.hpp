#pragma once
/// Scripts: many short byte strings, kept in few allocations.

#include <bitpeer/base/assert.hpp>
#include <bitpeer/base/bytes.hpp>
#include <bitpeer/wire/field_types.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <initializer_list>
#include <limits>
#include <memory>
#include <new>
#include <type_traits>
#include <utility>

namespace bitpeer::wire {

/// A CompactSize length, then so many bytes; limited by the message only. A value: copies are
/// independent, bytes can be changed in place, and `assign` gives it others.
///
/// Decoding a list of elements that have one puts the bytes of all of them behind the list's
/// elements, in its own allocation (`scripted_list`). Whatever is moved out of such a list takes
/// its bytes along into an allocation of its own; a list that is moved as a whole keeps them.
class byte_run {
public:
    static constexpr std::size_t max_length = bounded_by_message;
    static constexpr std::size_t min_length = 0;

    byte_run() = default;
    explicit byte_run(byte_view from) { assign(from.begin(), from.end()); }
    byte_run(const bytes& from) : byte_run(byte_view(from)) {}  // NOLINT: bytes are bytes
    byte_run(std::initializer_list<std::uint8_t> from) { assign(from.begin(), from.end()); }

    byte_run(const byte_run& other) { assign(other.begin(), other.end()); }
    byte_run(byte_run&& other) { take(std::move(other)); }  // NOLINT: may have to allocate
    byte_run& operator=(const byte_run& other) {
        if (this != &other) assign(other.begin(), other.end());
        return *this;
    }
    byte_run& operator=(byte_run&& other) {  // NOLINT
        if (this != &other) take(std::move(other));
        return *this;
    }
    ~byte_run() { release(); }

    [[nodiscard]] std::size_t size() const { return size_; }
    [[nodiscard]] bool empty() const { return size_ == 0; }
    [[nodiscard]] const std::uint8_t* data() const { return data_; }
    [[nodiscard]] const std::uint8_t* begin() const { return data_; }
    [[nodiscard]] const std::uint8_t* end() const { return data_ + size_; }
    [[nodiscard]] std::uint8_t* data() { return data_; }
    [[nodiscard]] std::uint8_t* begin() { return data_; }
    [[nodiscard]] std::uint8_t* end() { return data_ + size_; }
    [[nodiscard]] std::uint8_t operator[](std::size_t index) const { return data_[index]; }
    [[nodiscard]] std::uint8_t& operator[](std::size_t index) { return data_[index]; }

    /// Copies these bytes, of which it may have some itself.
    template <class Iterator>
    void assign(Iterator first, Iterator last) {
        const auto size = static_cast<std::size_t>(last - first);
        auto* made = allocate(size);
        std::copy(first, last, made);
        replace(made, size);
    }
    /// Cuts it, or adds zeros.
    void resize(std::size_t size) {
        auto* made = allocate(size);
        const auto kept = std::min<std::size_t>(size, size_);
        std::copy_n(data_, kept, made);
        std::fill(made + kept, made + size, std::uint8_t{0});
        replace(made, size);
    }
    void clear() { replace(nullptr, 0); }

    friend bool operator==(const byte_run& left, const byte_run& right) {
        return std::equal(left.begin(), left.end(), right.begin(), right.end());
    }

    /// Makes these bytes its own without freeing them ever: for lists that keep them in their own
    /// allocation, see above.
    void keep_at(std::uint8_t* kept, std::size_t size) {
        replace(kept, size);
        owned_ = false;
    }

private:
    static std::uint8_t* allocate(std::size_t size) {
        ensure(size <= std::numeric_limits<std::uint32_t>::max());
        return size == 0 ? nullptr : std::allocator<std::uint8_t>().allocate(size);
    }

    void release() {
        if (owned_) std::allocator<std::uint8_t>().deallocate(data_, size_);
    }
    void replace(std::uint8_t* with, std::size_t size) {
        release();
        data_ = with;
        size_ = static_cast<std::uint32_t>(size);
        owned_ = with != nullptr;
    }
    void take(byte_run&& other) {
        if (!other.owned_) {
            assign(other.begin(), other.end());
        } else {
            release();
            data_ = other.data_;
            size_ = other.size_;
            owned_ = true;
            other.owned_ = false;
        }
        other.clear();
    }

    std::uint8_t* data_ = nullptr;
    std::uint32_t size_ = 0;
    bool owned_ = false;  // else they are kept with the list that it is an element of
};

namespace detail {

/// Allocates as anybody does, but once `tail` bytes more, behind the elements.
template <class T>
struct tail_allocator {
    using value_type = T;
    using propagate_on_container_move_assignment = std::true_type;
    using propagate_on_container_swap = std::true_type;
    using is_always_equal = std::true_type;

    std::size_t tail = 0;

    tail_allocator() = default;
    explicit tail_allocator(std::size_t bytes) : tail(bytes) {}
    template <class U>
    explicit tail_allocator(const tail_allocator<U>& /*other*/) {}

    [[nodiscard]] T* allocate(std::size_t count) {
        ensure(count <= std::numeric_limits<std::uint32_t>::max());
        return static_cast<T*>(::operator new(count * sizeof(T) + std::exchange(tail, 0)));
    }
    void deallocate(T* memory, std::size_t /*count*/) { ::operator delete(memory); }

    /// As its members say and nothing before: GCC 12 would clear all of it by an instruction that
    /// takes longer than reading an element does.
    template <class U>
    void construct(U* at) {
        ::new (static_cast<void*>(at)) U;
    }
    template <class U, class... Args>
    void construct(U* at, Args&&... args) {
        std::construct_at(at, std::forward<Args>(args)...);
    }

    /// A copy of a list keeps nothing behind its elements.
    [[nodiscard]] static tail_allocator select_on_container_copy_construction() { return {}; }

    friend bool operator==(tail_allocator, tail_allocator) { return true; }
};

}  // namespace detail

/// A list of elements with a `byte_run` each, which decoding keeps behind the elements.
template <class T>
using scripted_list = list<T, bounded_by_message, detail::tail_allocator<T>>;

/// Makes `into` an empty list with room for so many elements, at least one, and for so many bytes
/// behind them. Returns where those are: `byte_run::keep_at` hands them to the elements.
template <class T>
[[nodiscard]] std::uint8_t* make_room(scripted_list<T>& into, std::size_t count, std::size_t tail) {
    ensure(count > 0);
    scripted_list<T> made(detail::tail_allocator<T>{tail});
    made.reserve(count);
    into = std::move(made);
    return reinterpret_cast<std::uint8_t*>(into.data() + into.capacity());
}

}  // namespace bitpeer::wire
