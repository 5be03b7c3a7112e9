#include <bitpeer/base/assert.hpp>
#include <bitpeer/base/endian.hpp>
#include <bitpeer/node/golomb_coded_set.hpp>
#include <bitpeer/wire/encoder.hpp>
#include <bitpeer/wire/reader.hpp>

#include <algorithm>
#include <bit>
#include <limits>
#include <span>

namespace bitpeer {

namespace {

/// The upper half of the product: `hash` as a fraction of 2^64, spread over `[0, range)`.
constexpr std::uint64_t spread(std::uint64_t hash, std::uint64_t range) {
    constexpr std::uint64_t low_half = 0xffffffff;
    const auto low = (hash & low_half) * (range & low_half);
    const auto left = (hash >> 32) * (range & low_half) + (low >> 32);
    const auto right = (hash & low_half) * (range >> 32) + (left & low_half);
    return (hash >> 32) * (range >> 32) + (left >> 32) + (right >> 32);
}

void spread_sorted(std::span<std::uint64_t> hashes, std::uint64_t range) {
    for (auto& hash : hashes) hash = spread(hash, range);
    std::ranges::sort(hashes);
}

/// Puts bits behind each other, the highest first; the last byte is filled up with zeros.
class bit_writer {
public:
    explicit bit_writer(bytes& target) : target_(target) {}
    ~bit_writer() {
        if (used_ > 0) target_.push_back(static_cast<std::uint8_t>(pending_ << (8 - used_)));
    }
    bit_writer(const bit_writer&) = delete;
    bit_writer& operator=(const bit_writer&) = delete;

    /// The low `count` bits, at most 32.
    void put(std::uint64_t value, std::uint32_t count) {
        pending_ = pending_ << count | value;
        for (used_ += count; used_ >= 8; used_ -= 8) {
            target_.push_back(static_cast<std::uint8_t>(pending_ >> (used_ - 8)));
        }
    }

private:
    bytes& target_;
    std::uint64_t pending_ = 0;  // the low `used_` bits wait
    std::uint32_t used_ = 0;
};

void put_gap(bit_writer& out, std::uint64_t gap, std::uint32_t remainder_bits) {
    auto quotient = gap >> remainder_bits;
    for (; quotient >= 32; quotient -= 32) out.put(0xffffffff, 32);
    const auto ones = static_cast<std::uint32_t>(quotient);
    out.put((std::uint64_t{1} << (ones + 1)) - 2, ones + 1);
    out.put(gap & ((std::uint64_t{1} << remainder_bits) - 1), remainder_bits);
}

}  // namespace

crypto::siphash_key golomb_key(const hash256& from) {
    return {
        load_le<std::uint64_t>(from.bytes.data()), load_le<std::uint64_t>(from.bytes.data() + 8)};
}

bytes golomb_set_builder::finish(const golomb_coding& coding) {
    std::ranges::sort(hashes_);
    hashes_.erase(std::unique(hashes_.begin(), hashes_.end()), hashes_.end());
    const auto count = hashes_.size();
    ensure(count <= std::numeric_limits<std::uint32_t>::max() && coding.remainder_bits <= 32);

    bytes set;
    if (count == 0 && coding.empty == golomb_coding::empty_set::no_bytes) return set;
    set.resize(wire::compact_size_length(count));
    wire::span_sink counted(set);
    wire::encoder(counted).compact_size(count);
    set.reserve(set.size() + count * (coding.remainder_bits + 3) / 8 + 1);

    // Spreading keeps the order.
    const auto range = std::uint64_t{count} * coding.inverse_rate;
    {
        bit_writer out(set);
        std::uint64_t last = 0;
        for (const auto hash : hashes_) {
            const auto value = spread(hash, range);
            put_gap(out, value - last, coding.remainder_bits);
            last = value;
        }
    }
    hashes_.clear();
    return set;
}

std::string_view to_string(golomb_fault code) {
    switch (code) {
        case golomb_fault::bad_count: return "bad_count";
        case golomb_fault::truncated: return "truncated";
        case golomb_fault::value_out_of_range: return "value_out_of_range";
        case golomb_fault::bytes_left_over: return "bytes_left_over";
        case golomb_fault::padding_not_zero: return "padding_not_zero";
    }
    return "unknown";
}

golomb_reader::golomb_reader(const golomb_coding& coding, byte_view set)
    : remainder_bits_(coding.remainder_bits) {
    ensure(remainder_bits_ <= 32);
    const bool nothing_is_empty = coding.empty == golomb_coding::empty_set::no_bytes;
    if (set.empty() && nothing_is_empty) return;
    wire::reader in(set);
    const auto count = in.compact_number();
    if (!in.ok() || count > std::numeric_limits<std::uint32_t>::max() ||
        (count == 0 && nothing_is_empty)) {
        fault_ = golomb_fault::bad_count;
        return;
    }
    rest_ = set.subspan(in.offset());
    // Each takes a bit that ends its quotient, and the remainder.
    if (count > std::uint64_t{rest_.size()} * 8 / (remainder_bits_ + 1)) {
        fault_ = golomb_fault::truncated;
        return;
    }
    count_ = left_ = static_cast<std::uint32_t>(count);
    range_ = count * coding.inverse_rate;
    if (count_ == 0) look_behind();
}

void golomb_reader::refill() {
    if (rest_.size() >= 8) {
        window_ |= load_be<std::uint64_t>(rest_.data()) >> window_bits_;
        const auto whole = (64 - window_bits_) / 8;
        rest_ = rest_.subspan(whole);
        window_bits_ += 8 * whole;
        return;
    }
    while (window_bits_ <= 56 && !rest_.empty()) {
        window_ |= std::uint64_t{rest_[0]} << (56 - window_bits_);
        rest_ = rest_.subspan(1);
        window_bits_ += 8;
    }
}

void golomb_reader::drop(std::uint32_t bits) {
    window_ = bits < 64 ? window_ << bits : 0;
    window_bits_ -= bits;
}

std::optional<std::uint64_t> golomb_reader::quotient() {
    std::uint64_t ones = 0;
    for (;;) {
        if (window_bits_ < 32) refill();
        if (window_bits_ == 0) return fail(golomb_fault::truncated);
        const auto run = static_cast<std::uint32_t>(std::countl_one(window_));
        if (run < window_bits_) {
            drop(run + 1);
            return ones + run;
        }
        ones += window_bits_;
        drop(window_bits_);
    }
}

std::optional<std::uint64_t> golomb_reader::remainder() {
    if (window_bits_ < remainder_bits_) refill();
    if (window_bits_ < remainder_bits_) return fail(golomb_fault::truncated);
    if (remainder_bits_ == 0) return 0;
    const auto value = window_ >> (64 - remainder_bits_);
    drop(remainder_bits_);
    return value;
}

std::optional<golomb_reader::gap> golomb_reader::short_gap() {
    if (window_bits_ < 56) refill();
    const auto ones = static_cast<std::uint32_t>(std::countl_one(window_));
    const auto size = ones + 1 + remainder_bits_;
    if (size > window_bits_) return std::nullopt;
    // In two steps each, since no shift may be by 64.
    const auto behind_ones = window_ << ones << 1;
    const gap found{ones, remainder_bits_ == 0 ? 0 : behind_ones >> (64 - remainder_bits_)};
    drop(size);
    return found;
}

std::optional<golomb_reader::gap> golomb_reader::long_gap() {
    const auto high = quotient();
    if (!high) return std::nullopt;
    const auto low = remainder();
    if (!low) return std::nullopt;
    return gap{*high, *low};
}

std::optional<std::uint64_t> golomb_reader::next() {
    if (left_ == 0 || fault_) return std::nullopt;
    auto found = short_gap();
    if (!found) found = long_gap();
    if (!found) return std::nullopt;
    // A quotient that is too large already is not shifted: it might overflow.
    const bool too_large = found->quotient > (range_ >> remainder_bits_);
    const auto step = too_large ? range_ : (found->quotient << remainder_bits_) + found->remainder;
    if (step >= range_ - last_) return fail(golomb_fault::value_out_of_range);
    last_ += step;
    if (--left_ == 0) look_behind();
    return last_;
}

void golomb_reader::look_behind() {
    if (!rest_.empty() || window_bits_ >= 8) {
        fault_ = golomb_fault::bytes_left_over;
    } else if (window_bits_ > 0 && window_ >> (64 - window_bits_) != 0) {
        fault_ = golomb_fault::padding_not_zero;
    }
}

std::nullopt_t golomb_reader::fail(golomb_fault why) {
    fault_ = why;
    return std::nullopt;
}

result<golomb_coded_set, golomb_fault> golomb_coded_set::over(
    const golomb_coding& coding, crypto::siphash_key key, byte_view set
) {
    golomb_reader in(coding, set);
    while (in.next()) continue;
    if (in.fault()) return failed(*in.fault());
    return golomb_coded_set(coding, key, set, in.count());
}

bool golomb_coded_set::contains(byte_view element) const {
    golomb_reader in(coding_, set_);
    const auto wanted = spread(crypto::siphash(key_, element), in.range());
    auto value = in.next();
    while (value && *value < wanted) value = in.next();
    return value == wanted;
}

bool golomb_coded_set::contains_any_hash(std::vector<std::uint64_t>& hashes) const {
    golomb_reader in(coding_, set_);
    spread_sorted(hashes, in.range());
    auto value = in.next();
    for (const auto wanted : hashes) {
        while (value && *value < wanted) value = in.next();
        if (!value) return false;
        if (*value == wanted) return true;
    }
    return false;
}

bool golomb_coded_set::contains_all_hashes(std::vector<std::uint64_t>& hashes) const {
    golomb_reader in(coding_, set_);
    spread_sorted(hashes, in.range());
    auto value = in.next();
    for (const auto wanted : hashes) {
        while (value && *value < wanted) value = in.next();
        if (value != wanted) return false;
    }
    return true;
}

}  // namespace bitpeer
