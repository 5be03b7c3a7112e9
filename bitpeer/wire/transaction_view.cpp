#include <bitpeer/base/assert.hpp>
#include <bitpeer/crypto/sha256.hpp>
#include <bitpeer/wire/transaction_view.hpp>

#include <array>

namespace bitpeer::wire {

namespace {

/// A CompactSize length and so many bytes.
byte_view sized_run(reader& in) { return in.take(static_cast<std::size_t>(in.compact_number())); }

std::size_t count(reader& in) { return static_cast<std::size_t>(in.compact_number()); }

}  // namespace

namespace detail {

transaction_layout lay_out(
    byte_view checked, std::uint8_t extension_flag, void (*skip_extension)(reader&)
) {
    constexpr std::size_t number_size = 4;  // of a version, a lock time

    transaction_layout layout;
    reader in(checked, {}, reader::mode::check);
    in.take(number_size);
    std::uint8_t flags = 0;
    layout.base = in.offset();
    if (in.at_zero()) {
        in.take(1);
        in.read(flags);
    }
    if (layout.base != in.offset() && flags == 0) {
        // Not a marker but two counts of zero.
        layout.inputs = layout.base + 1;
        layout.outputs = layout.witnesses = layout.extension = in.offset();
    } else {
        layout.base = in.offset();
        layout.input_count = count(in);
        layout.inputs = in.offset();
        for (std::size_t i = 0; i < layout.input_count && in.ok(); ++i) {
            in.take(outpoint_size);
            sized_run(in);
            in.take(sequence_size);
        }
        layout.output_count = count(in);
        layout.outputs = in.offset();
        for (std::size_t i = 0; i < layout.output_count && in.ok(); ++i) {
            in.take(value_size);
            sized_run(in);
        }
        layout.witnesses = in.offset();
        layout.has_witness = (flags & transaction_witness_flag) != 0;
        if (layout.has_witness) {
            witness_stack skipped;
            for (std::size_t i = 0; i < layout.input_count && in.ok(); ++i) in.read(skipped);
        }
        layout.extension = in.offset();
        if ((flags & extension_flag) != 0) skip_extension(in);
    }
    in.take(number_size);
    layout.end = in.offset();
    ensure(in.ok());  // else nobody checked these bytes
    return layout;
}

hash256 transaction_name(
    byte_view version, byte_view base, byte_view witnessed, byte_view lock_time
) {
    static constexpr std::array<std::uint8_t, 2> marker_and_flag{0, transaction_witness_flag};
    crypto::sha256d_hasher hasher;
    hasher.put(version);
    if (!witnessed.empty()) hasher.put(marker_and_flag);
    hasher.put(base);
    hasher.put(witnessed);
    hasher.put(lock_time);
    return hasher.finish();
}

}  // namespace detail

}  // namespace bitpeer::wire
