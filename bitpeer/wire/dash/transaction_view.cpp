#include <bitpeer/base/assert.hpp>
#include <bitpeer/crypto/sha256.hpp>
#include <bitpeer/wire/dash/transaction_view.hpp>

namespace bitpeer::wire {

namespace {

std::size_t count(reader& in) { return static_cast<std::size_t>(in.compact_number()); }

/// A CompactSize length and so many bytes.
byte_view sized_run(reader& in) { return in.take(count(in)); }

}  // namespace

using view = basic_transaction_view<dash::transaction>;

result<view, error> view::over(byte_view payload, format_options options) {
    const auto size = check<dash::transaction>(payload, options);
    if (!size) return failed(size.error());
    return over_checked(payload.first(*size));
}

view view::over_checked(byte_view checked) {
    constexpr std::size_t outpoint_size = 36;
    constexpr std::size_t number_size = 4;  // of a sequence, a lock time
    constexpr std::size_t value_size = 8;

    basic_transaction_view found;
    reader in(checked, {}, reader::mode::check);
    std::uint16_t version = 0;
    dash::transaction_type type;
    in.read(version);
    in.read(type);
    found.input_count_ = count(in);
    found.inputs_ = in.offset();
    for (std::size_t i = 0; i < found.input_count_ && in.ok(); ++i) {
        in.take(outpoint_size);
        sized_run(in);
        in.take(number_size);
    }
    found.output_count_ = count(in);
    found.outputs_ = in.offset();
    for (std::size_t i = 0; i < found.output_count_ && in.ok(); ++i) {
        in.take(value_size);
        sized_run(in);
    }
    found.lock_time_ = in.offset();
    in.take(number_size);
    const bool special = dash::has_extra_payload(version, type);
    const auto payload = special ? sized_run(in) : byte_view{};
    ensure(in.ok());  // else nobody checked these bytes
    found.bytes_ = checked.first(in.offset());
    found.extra_payload_ = in.offset() - payload.size();
    return found;
}

hash256 view::txid() const { return crypto::sha256d(bytes_); }

dash::transaction view::owned() const { return decode<dash::transaction>(bytes_).value(); }

hash256 dash::txid_of_checked(byte_view checked) {
    return transaction_view::over_checked(checked).txid();
}

}  // namespace bitpeer::wire
