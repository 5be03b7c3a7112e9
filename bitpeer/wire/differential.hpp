#pragma once
/// Positions in a block, written as the gaps between them (BIP152).

#include <bitpeer/wire/archive.hpp>
#include <bitpeer/wire/encoder.hpp>
#include <bitpeer/wire/reader.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace bitpeer::wire {

/// The highest position that a compact block can name.
inline constexpr std::uint64_t index_max = 65'535;

namespace detail {

/// Turns gaps into positions while reading: the first as it is, each next one the gap to the
/// position before, less one.
class index_reader {
public:
    std::uint16_t next(reader& in) {
        const auto start = in.offset();
        const auto gap = in.compact_number();
        if (gap > index_max || next_ + gap > index_max) {
            in.fail_at(start, errc::index_overflow, gap > index_max ? gap : next_ + gap, index_max);
            return 0;
        }
        const auto index = next_ + gap;
        next_ = index + 1;
        return static_cast<std::uint16_t>(index);
    }

private:
    std::uint64_t next_ = 0;
};

/// The way back. Positions must rise.
class index_writer {
public:
    void next(std::uint16_t index, auto& out) {
        if (index < next_) return out.fail(errc::bad_value, index, next_);
        out.compact_size(index - next_);
        next_ = std::uint64_t{index} + 1;
    }

private:
    std::uint64_t next_ = 0;
};

}  // namespace detail

/// Rising positions of transactions in a block; at most 65,536.
struct index_list : std::vector<std::uint16_t> {
    using std::vector<std::uint16_t>::vector;

    static constexpr size_bounds bounds{1, 5 + 3 * (index_max + 1)};
    [[nodiscard]] static std::string type_text() { return "list of differential indexes"; }

    static void decode(index_list& self, reader& in) {
        const auto count = in.compact_length(index_max + 1, errc::count_above_limit);
        detail::index_reader indexes;
        self.clear();
        for (std::size_t i = 0; i < count && in.ok(); ++i) {
            const auto index = indexes.next(in);
            if (in.ok() && in.storing()) self.push_back(index);
        }
    }
    static void encode(const index_list& self, auto& out) {
        out.compact_size(self.size());
        detail::index_writer indexes;
        for (const auto index : self) indexes.next(index, out);
    }
};

}  // namespace bitpeer::wire
