#pragma once
/// Where the parts of a transaction lie: found in one walk that looks at nothing but lengths.

#include <bitpeer/base/bytes.hpp>
#include <bitpeer/base/endian.hpp>

#include <cstddef>
#include <cstdint>
#include <type_traits>

namespace bitpeer::wire::detail {

inline constexpr std::uint8_t transaction_witness_flag = 1;

/// Bytes of an element besides its script and that one's length.
inline constexpr std::size_t outpoint_size = 36;
inline constexpr std::size_t sequence_size = 4;
inline constexpr std::size_t value_size = 8;

/// Offsets in bytes from the transaction's own beginning.
struct transaction_layout {
    std::size_t base = 0;     ///< the count of inputs, behind marker and flags
    std::size_t inputs = 0;   ///< the first input
    std::size_t outputs = 0;  ///< the first output
    std::size_t witnesses = 0;
    std::size_t extension = 0;
    std::size_t end = 0;
    std::size_t input_count = 0;
    std::size_t output_count = 0;
    std::size_t input_scripts = 0;  ///< at most so many bytes are in the scripts of all inputs
    std::size_t output_scripts = 0;
    bool has_witness = false;
};

/// The CompactSize at `at`, which is moved behind it. Only for bytes that were looked at before.
inline std::size_t known_compact(const std::uint8_t*& at) {
    const auto first = *at++;
    if (first < 0xfd) [[likely]]
        return first;
    const auto* number = at;
    at += std::size_t{2} << (first - 0xfd);
    if (first == 0xfd) return load_le<std::uint16_t>(number);
    if (first == 0xfe) return load_le<std::uint32_t>(number);
    return load_le<std::uint64_t>(number);
}

/// Moves `at` behind so many scripts, or items of a witness. Only for bytes that were looked at
/// before.
inline void skip_known_scripts(const std::uint8_t*& at, std::size_t count) {
    for (; count > 0; --count) {
        const auto length = known_compact(at);
        at += length;
    }
}

/// Goes forward as long as everything is usual. Offsets may come to lie behind the end by what one
/// length says; each step sees to that before it looks.
class stride {
public:
    explicit stride(byte_view over) : data_(over.data()), size_(over.size()) {}

    [[nodiscard]] std::size_t at() const { return at_; }
    [[nodiscard]] bool inside() const { return at_ <= size_; }
    [[nodiscard]] std::uint8_t next(std::size_t ahead) const { return data_[at_ + ahead]; }
    void skip(std::size_t bytes) { at_ += bytes; }

    bool count(std::size_t& number) { return length_at(at_, number); }

    /// So many elements: `Before` bytes, a script behind its length, `Behind` bytes. Each is told
    /// to `tell(element, script)`.
    template <std::size_t Before, std::size_t Behind, class Tell>
    bool scripted(std::size_t elements, Tell&& tell) {
        auto at = at_;
        for (; elements > 0; --elements) {
            const auto start = at;
            at += Before;
            std::size_t length = 0;
            if (!length_at(at, length)) return false;
            const auto script = at;
            at += length + Behind;
            if constexpr (!std::is_same_v<std::decay_t<Tell>, std::nullptr_t>) {
                if (at > size_) return false;
                tell(data_ + start, byte_view(data_ + script, length));
            }
        }
        at_ = at;
        return true;
    }

    /// A stack of so many items for each of `stacks`; at least one must have any.
    bool witnesses(std::size_t stacks) {
        std::size_t all = 0;
        for (; stacks > 0; --stacks) {
            std::size_t items = 0;
            if (!count(items) || !scripted<0, 0>(items, nullptr)) return false;
            all += items;
        }
        return all > 0;
    }

private:
    /// The CompactSize at `at`, in its shortest form and not above what a length may be.
    bool length_at(std::size_t& at, std::size_t& length) const {
        if (at >= size_) return false;
        length = data_[at];
        if (length >= 0xfd) [[unlikely]]
            return long_length(at, length);
        ++at;
        return true;
    }
    bool long_length(std::size_t& at, std::size_t& length) const;

    const std::uint8_t* data_;
    std::size_t size_;
    std::size_t at_ = 0;
};

/// Whom nothing is told.
struct untold {
    static constexpr std::nullptr_t input = nullptr;
    static constexpr std::nullptr_t output = nullptr;
};

/// Whether `from` begins with a transaction as nearly all are, and then where its parts lie. False
/// for what is wrong, and as well for what is rare (no inputs, an extension): the reader then finds
/// out field by field. Never true for what the reader refuses. Elements are told on the way, of a
/// rare transaction none.
template <class Told>
bool walk_usual(byte_view from, transaction_layout& found, Told& told) {
    constexpr std::size_t number_size = 4;  // of a version, a lock time
    constexpr std::size_t size_min = 10;
    if (from.size() < size_min) return false;
    stride in(from);
    in.skip(number_size);
    found.has_witness = in.next(0) == 0;
    if (found.has_witness) {
        if (in.next(1) != transaction_witness_flag) return false;
        in.skip(2);
    }
    found.base = in.at();
    if (!in.count(found.input_count) || found.input_count == 0) return false;
    found.inputs = in.at();
    if (!in.scripted<outpoint_size, sequence_size>(found.input_count, told.input)) return false;
    found.input_scripts =
        in.at() - found.inputs - found.input_count * (outpoint_size + 1 + sequence_size);
    if (!in.count(found.output_count)) return false;
    found.outputs = in.at();
    if (!in.scripted<value_size, 0>(found.output_count, told.output)) return false;
    found.output_scripts = in.at() - found.outputs - found.output_count * (value_size + 1);
    found.witnesses = in.at();
    if (found.has_witness && !in.witnesses(found.input_count)) return false;
    found.extension = in.at();
    in.skip(number_size);
    found.end = in.at();
    return in.inside();
}

/// The same, telling nobody.
bool usual_layout(byte_view from, transaction_layout& found);

}  // namespace bitpeer::wire::detail
