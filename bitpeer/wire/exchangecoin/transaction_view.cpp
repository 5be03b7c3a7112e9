#include <bitpeer/base/assert.hpp>
#include <bitpeer/crypto/sha256.hpp>
#include <bitpeer/wire/exchangecoin/names.hpp>
#include <bitpeer/wire/exchangecoin/transaction_view.hpp>

#include <array>

namespace bitpeer::wire::exchangecoin {

namespace {

std::size_t count(reader& in) { return static_cast<std::size_t>(in.compact_number()); }

/// So many elements of `fixed` bytes each, with a script behind.
void skip_scripted(reader& in, std::size_t elements, std::size_t fixed) {
    for (std::size_t i = 0; i < elements && in.ok(); ++i) {
        in.take(fixed);
        in.take(count(in));
    }
}

void skip_prefix(reader& in) {
    constexpr std::size_t input_size = transaction_input::bounds.max;
    constexpr std::size_t value_and_version_size = 10;
    constexpr std::size_t lock_time_and_expiry_size = 8;
    in.take(count(in) * input_size);
    skip_scripted(in, count(in), value_and_version_size);
    in.take(lock_time_and_expiry_size);
}

void skip_witnesses(reader& in) {
    constexpr std::size_t value_and_position_size = 16;
    skip_scripted(in, count(in), value_and_position_size);
}

}  // namespace

result<transaction_view, error> transaction_view::over(byte_view payload, format_options options) {
    const auto size = check<transaction>(payload, options);
    if (!size) return failed(size.error());
    return over_checked(payload.first(*size));
}

transaction_view transaction_view::over_checked(byte_view checked) {
    transaction_view view;
    reader in(checked, {}, reader::mode::check);
    serialization given;
    in.take(version_size);
    in.read(given);
    if (given != serialization::witness) skip_prefix(in);
    view.witnesses_ = in.offset();
    if (given != serialization::prefix) skip_witnesses(in);
    ensure(in.ok());  // else nobody checked these bytes
    view.bytes_ = checked.first(in.offset());
    return view;
}

hash256 transaction_view::tx_hash() const {
    if (parts() == serialization::witness) return {};
    return name(serialization::prefix, bytes_.first(witnesses_).subspan(head_size));
}

hash256 transaction_view::witness_hash() const {
    if (parts() == serialization::prefix) return {};
    return name(serialization::witness, bytes_.subspan(witnesses_));
}

hash256 transaction_view::full_hash() const {
    if (parts() != serialization::full) return {};
    return joined_hash(tx_hash(), witness_hash());
}

hash256 transaction_view::name(serialization as, byte_view part) const {
    std::array<std::uint8_t, 2> form{};
    store_le(form.data(), as.number);
    crypto::sha256_hasher hasher;
    hasher.put(bytes_.first(version_size));
    hasher.put(form);
    hasher.put(part);
    return hasher.finish();
}

}  // namespace bitpeer::wire::exchangecoin
