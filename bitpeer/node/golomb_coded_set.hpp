#pragma once
/// Golomb-coded sets (BIP158): many elements in few bits, to be asked "is this one in it?". The
/// answer may be a wrong *yes*, never a wrong *no*. Elements are hashed to numbers of a range that
/// grows with their count; the numbers are sorted, and what is written down are the gaps.
///
/// What is in a set, and by which key, is for others to say: `compact_filter.hpp`.

#include <bitpeer/base/bytes.hpp>
#include <bitpeer/base/hash256.hpp>
#include <bitpeer/base/result.hpp>
#include <bitpeer/crypto/siphash.hpp>

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <ranges>
#include <string_view>
#include <vector>

namespace bitpeer {

/// How a set is written down.
struct golomb_coding {
    /// How a set without elements looks.
    enum class empty_set : std::uint8_t {
        zero_count,  ///< a count of zero, as any other
        no_bytes,    ///< nothing at all
    };

    std::uint32_t remainder_bits = 0;  ///< of a gap, as they are; the rest in unary. At most 32
    std::uint32_t inverse_rate = 0;    ///< one wrong *yes* in so many
    empty_set empty = empty_set::zero_count;

    friend bool operator==(const golomb_coding&, const golomb_coding&) = default;
};

/// The key that a hash's first 16 bytes make: that of a block, for a basic filter.
[[nodiscard]] crypto::siphash_key golomb_key(const hash256& from);

/// Gathers a set. An element that is added twice is there once; so are two whose 64-bit hashes are
/// equal, which nobody can bring about by chance. Not thread-safe.
class golomb_set_builder {
public:
    explicit golomb_set_builder(crypto::siphash_key key) : key_(key) {}

    void add(byte_view element) { hashes_.push_back(crypto::siphash(key_, element)); }

    /// The set: a CompactSize count, and the gaps as bits, highest first. Begins anew.
    [[nodiscard]] bytes finish(const golomb_coding& coding);

private:
    crypto::siphash_key key_;
    std::vector<std::uint64_t> hashes_;
};

/// Why bytes are no set.
enum class golomb_fault : std::uint8_t {
    bad_count,           ///< not there, not in its shortest form, or above 32 bits
    truncated,           ///< the bits end before the elements
    value_out_of_range,  ///< a number that no element can have; Bitcoin Core lets it be
    bytes_left_over,     ///< the elements end a byte or more before the bits
    padding_not_zero,    ///< the last byte goes on behind the elements; Bitcoin Core lets it be
};

/// The code's name as it stands above.
[[nodiscard]] std::string_view to_string(golomb_fault code);

/// Reads a set's numbers one by one, in rising order. Takes no memory, and time in proportion to
/// the bytes that are there, whatever the count says. The bytes must outlive it.
class golomb_reader {
public:
    golomb_reader(const golomb_coding& coding, byte_view set);

    /// How many elements the set claims to have: never more than its bits can hold.
    [[nodiscard]] std::uint32_t count() const { return count_; }

    /// What all numbers are below.
    [[nodiscard]] std::uint64_t range() const { return range_; }

    /// The next number; nothing at the end, and for good from the first fault.
    [[nodiscard]] std::optional<std::uint64_t> next();

    /// What is wrong, as far as was read. All is well when it is unset after the last number.
    [[nodiscard]] std::optional<golomb_fault> fault() const { return fault_; }

private:
    struct gap {
        std::uint64_t quotient = 0;
        std::uint64_t remainder = 0;
    };

    void refill();
    void drop(std::uint32_t bits);
    [[nodiscard]] std::optional<gap> short_gap();  // as nearly all are: it fits into the window
    [[nodiscard]] std::optional<gap> long_gap();   // any
    [[nodiscard]] std::optional<std::uint64_t> quotient();
    [[nodiscard]] std::optional<std::uint64_t> remainder();
    void look_behind();
    std::nullopt_t fail(golomb_fault why);

    std::uint32_t remainder_bits_;
    std::uint32_t count_ = 0;
    std::uint32_t left_ = 0;
    std::uint64_t range_ = 0;
    std::uint64_t last_ = 0;
    byte_view rest_;
    std::uint64_t window_ = 0;  // the next bits, from the top; below `window_bits_` anything
    std::uint32_t window_bits_ = 0;
    std::optional<golomb_fault> fault_;
};

/// A set as somebody sent it, to be asked. The bytes must outlive it. Thread-safe.
class golomb_coded_set {
public:
    /// Looks at all of it once.
    [[nodiscard]] static result<golomb_coded_set, golomb_fault> over(
        const golomb_coding& coding, crypto::siphash_key key, byte_view set
    );

    [[nodiscard]] std::uint32_t size() const { return count_; }
    [[nodiscard]] bool empty() const { return count_ == 0; }

    /// Whether the element is in the set, or happens to look so.
    [[nodiscard]] bool contains(byte_view element) const;

    /// The same for any of several, in one walk over the set.
    template <std::ranges::input_range Elements>
        requires std::convertible_to<std::ranges::range_reference_t<Elements>, byte_view>
    [[nodiscard]] bool contains_any(Elements&& elements) const {
        std::vector<std::uint64_t> hashes;
        if constexpr (std::ranges::sized_range<Elements>)
            hashes.reserve(std::ranges::size(elements));
        for (const auto& element : elements) hashes.push_back(crypto::siphash(key_, element));
        return contains_any_hash(hashes);
    }

    /// The same for all of several.
    template <std::ranges::input_range Elements>
        requires std::convertible_to<std::ranges::range_reference_t<Elements>, byte_view>
    [[nodiscard]] bool contains_all(Elements&& elements) const {
        std::vector<std::uint64_t> hashes;
        for (const auto& element : elements) hashes.push_back(crypto::siphash(key_, element));
        return contains_all_hashes(hashes);
    }

private:
    golomb_coded_set(
        const golomb_coding& coding, crypto::siphash_key key, byte_view set, std::uint32_t count
    )
        : coding_(coding), key_(key), set_(set), count_(count) {}

    // Both overwrite the hashes.
    [[nodiscard]] bool contains_any_hash(std::vector<std::uint64_t>& hashes) const;
    [[nodiscard]] bool contains_all_hashes(std::vector<std::uint64_t>& hashes) const;

    golomb_coding coding_;
    crypto::siphash_key key_;
    byte_view set_;
    std::uint32_t count_;
};

}  // namespace bitpeer
