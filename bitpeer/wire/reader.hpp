#pragma once
/// Reads fields out of a payload.

#include <bitpeer/base/endian.hpp>
#include <bitpeer/wire/archive.hpp>
#include <bitpeer/wire/error.hpp>
#include <bitpeer/wire/format_options.hpp>
#include <bitpeer/wire/plain.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <optional>
#include <string>
#include <type_traits>

namespace bitpeer::wire {

/// The archive that decodes. It is sticky: the first error wins and remembers its field and offset,
/// all later reads do nothing. It never throws and never allocates from a claimed count: a list
/// grows with the bytes that are really there.
///
/// In the mode `check` it walks over the payload with the same verdict and stores nothing that
/// would need an allocation: that is how a block is checked when it arrives.
class reader {
public:
    enum class mode { store, check };

    explicit reader(byte_view data, format_options options = {}, mode how = mode::store)
        : data_(data), options_(options), mode_(how) {}

    /// Reads one field.
    template <class T>
    void operator()(const char* name, T& field) {
        if (failure_) return;
        read(field);
        if (failure_) [[unlikely]]
            failure_->field.prepend(name);
    }

    [[nodiscard]] int protocol_version() const { return options_.bitcoin_version(); }
    [[nodiscard]] bool tail() const { return !failure_ && remaining() > 0; }
    [[nodiscard]] const format_options& options() const { return options_; }
    [[nodiscard]] bool storing() const { return mode_ == mode::store; }

    [[nodiscard]] bool ok() const { return !failure_; }
    [[nodiscard]] const std::optional<error>& failure() const { return failure_; }
    [[nodiscard]] std::size_t offset() const { return offset_; }
    [[nodiscard]] std::size_t remaining() const { return data_.size() - offset_; }

    /// The next `count` bytes, or none and a `truncated` error.
    byte_view take(std::size_t count) {
        if (failure_) return {};
        if (count > remaining()) [[unlikely]] {
            fail(errc::truncated, remaining(), count);
            return {};
        }
        const auto taken = data_.subspan(offset_, count);
        offset_ += count;
        return taken;
    }

    /// The bytes from an earlier offset to the present one.
    [[nodiscard]] byte_view since(std::size_t earlier) const {
        return data_.subspan(earlier, offset_ - earlier);
    }

    /// All bytes that come next, left where they are.
    [[nodiscard]] byte_view rest() const { return data_.subspan(offset_); }

    /// The CompactSize that comes next, left where it is; 0 when it cannot be read.
    [[nodiscard]] std::uint64_t peek_compact() const {
        reader ahead(data_.subspan(offset_));
        return ahead.compact_number();
    }

    /// Whether the next byte is there and zero: a CompactSize of nothing in the only form it has.
    [[nodiscard]] bool at_zero() const { return remaining() > 0 && data_[offset_] == 0; }

    /// A CompactSize in its shortest form, any value.
    std::uint64_t compact_number() {
        if (offset_ < data_.size() && data_[offset_] < 0xfd && !failure_) [[likely]]
            return data_[offset_++];
        return long_compact_number();
    }

    /// A CompactSize that says how many bytes or elements follow: at most `limit`, else `above`.
    std::size_t compact_length(std::size_t limit, errc above);

    /// Records an error at the present offset unless there is one already.
    void fail(errc code, std::uint64_t actual, std::uint64_t allowed = 0) {
        fail_at(offset_, code, actual, allowed);
    }
    void fail_at(std::size_t offset, errc code, std::uint64_t actual, std::uint64_t allowed = 0);

    /// Reads a value that has no name of its own: an element, or a part of a hand-made layout.
    template <class T>
    void read(T& value) {
        static_assert(wire_type<T>, "a message field must be of a type that archives know");
        if (failure_) return;
        if constexpr (!wire_type<T>) {
            return;  // the assertion above says it better than fifty overloads could
        } else if constexpr (laid_out_by_hand<T>) {
            T::decode(value, *this);
        } else if constexpr (described<T>) {
            if (!read_plain(value)) T::fields(value, *this);
        } else if constexpr (open_number<T>) {
            read(value.number);
        } else if constexpr (std::same_as<T, bool>) {
            if (const auto field = take(1); !field.empty()) value = field[0] != 0;
        } else if constexpr (std::integral<T>) {
            if (const auto field = take(sizeof(T)); !field.empty())
                value = load_le<T>(field.data());
        } else if constexpr (std::same_as<T, port_number>) {
            if (const auto field = take(2); !field.empty()) {
                value.value = load_be<std::uint16_t>(field.data());
            }
        } else if constexpr (std::same_as<T, hash256>) {
            read(value.bytes);
        } else if constexpr (detail::is_byte_array<T>) {
            if (const auto field = take(value.size()); !field.empty()) {
                std::copy(field.begin(), field.end(), value.begin());
            }
        } else if constexpr (detail::is_compact<T>) {
            read_compact(value);
        } else if constexpr (std::same_as<T, rest_of_payload>) {
            store_bytes(value, remaining());
        } else if constexpr (detail::is_var_string<T>) {
            store_bytes(value.text, sized_run<T>());
        } else if constexpr (detail::is_var_bytes<T>) {
            store_bytes(value, sized_run<T>());
        } else {
            read_list(value);
        }
    }

private:
    std::uint64_t long_compact_number();

    /// Reads a plain value at once. False where it is not, or not all there: whoever reads it field
    /// by field finds out which field is to blame.
    template <class T>
    bool read_plain(T& value) {
        if constexpr (detail::is_plain<T>) {
            const auto size = detail::plain_size<T>(protocol_version());
            if (size == 0 || size > remaining()) return false;
            detail::plain_reader(data_.data() + offset_, protocol_version()).read(value);
            offset_ += size;
            return true;
        }
        return false;
    }

    /// The same for a list of so many.
    template <class T, std::size_t Max, class Allocator>
    bool read_plain_list(list<T, Max, Allocator>& into, std::size_t count) {
        if constexpr (detail::is_plain<T>) {
            const auto size = detail::plain_size<T>(protocol_version());
            if (size == 0 || count * size > remaining()) return false;
            if (storing()) store_plain_list(into, count, size);
            offset_ += count * size;
            return true;
        }
        return false;
    }

    template <class T, std::size_t Max, class Allocator>
    void store_plain_list(list<T, Max, Allocator>& into, std::size_t count, std::size_t size) {
        const auto* from = data_.data() + offset_;
        into.clear();
        into.resize(count);
        if constexpr (detail::mirrors_wire<T>) {
            if (size == sizeof(T)) {
                if (count > 0) std::memcpy(into.data(), from, count * size);
                return;
            }
        }
        for (auto& element : into) {
            detail::plain_reader(from, protocol_version()).read(element);
            from += size;
        }
    }

    /// An empty element more. One of numbers is copied: GCC 12 clears what is longer than 48 bytes
    /// by an instruction that takes longer than all the rest.
    template <class T, std::size_t Max, class Allocator>
    static T& appended_to(list<T, Max, Allocator>& into) {
        if constexpr (std::is_trivially_copyable_v<T>) {
            static const T empty{};
            into.push_back(empty);
            return into.back();
        } else {
            return into.emplace_back();
        }
    }

    // A type may know how nearly all of its values look, and read those without asking whether each
    // part is there: `read_usual`. Where it only skips them, as nobody keeps them: `skip_usual`.
    // Both do nothing but say false where a value is wrong or only rare.

    template <class T>
    void read_kept(T& element) {
        if constexpr (requires(reader & self) { T::read_usual(element, self); }) {
            if (T::read_usual(element, *this)) return;
        }
        read(element);
    }

    template <class T>
    void read_passing() {
        if constexpr (requires(reader & self) { T::skip_usual(self); }) {
            if (T::skip_usual(*this)) return;
        }
        T passing{};
        read(passing);
    }

    template <class T>
    std::size_t sized_run() {
        const auto start = offset_;
        const auto length = compact_length(T::max_length, errc::length_above_limit);
        if (!failure_ && length < T::min_length) {
            fail_at(start, errc::length_below_limit, length, T::min_length);
        }
        return length;
    }

    template <class T>
    void store_bytes(T& into, std::size_t length) {
        const auto run = take(length);
        if (!storing() || !ok()) return;
        if constexpr (std::same_as<T, std::string>) {
            into.assign(reinterpret_cast<const char*>(run.data()), run.size());
        } else {
            into.assign(run.begin(), run.end());
        }
    }

    template <class T>
    void read_compact(compact<T>& into) {
        const auto number = compact_number();
        if constexpr (open_number<T>) {
            into.value.number = static_cast<decltype(into.value.number)>(number);
        } else {
            into.value = static_cast<T>(number);
        }
    }

    template <class T, std::size_t Max, class Allocator>
    void read_list(list<T, Max, Allocator>& into) {
        const auto count = compact_length(Max, errc::count_above_limit);
        if (failure_ || read_plain_list(into, count)) return;
        if (storing()) {
            into.clear();
            into.reserve(std::min(count, (remaining() + remaining() / 4) / sizeof(T) + 1));
        }
        for (std::size_t i = 0; i < count; ++i) {
            if (storing()) {
                read_kept(appended_to(into));
            } else {
                read_passing<T>();
            }
            if (failure_) [[unlikely]] {
                failure_->field.prepend(i);
                return;
            }
        }
    }

    byte_view data_;
    std::size_t offset_ = 0;
    format_options options_;
    mode mode_;
    std::optional<error> failure_;
};

}  // namespace bitpeer::wire
