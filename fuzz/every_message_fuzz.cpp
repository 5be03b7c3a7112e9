// aims: bitpeer/wire/messages bitpeer/wire/dash/messages bitpeer/wire/exchangecoin/messages
// bitpeer/wire/reader.cpp bitpeer/wire/reader.hpp bitpeer/wire/encoder.hpp bitpeer/wire/codec.hpp
// bitpeer/wire/strict_types.hpp bitpeer/wire/optional_tail.hpp bitpeer/wire/differential.hpp
// bitpeer/wire/ascii_string.hpp bitpeer/wire/transaction.hpp bitpeer/wire/witness_stack.cpp
// bitpeer/wire/dash/bit_set.hpp bitpeer/wire/dash/compressed_header.hpp
// bitpeer/wire/dash/masternode_changes.hpp bitpeer/wire/dash/masternode_entry.hpp
// bitpeer/wire/dash/quorum_commitment.hpp bitpeer/wire/dash/transaction.hpp
// bitpeer/wire/exchangecoin/transaction.hpp bitpeer/wire/exchangecoin/transaction.cpp
/// Every message of every dialect, one target: the first byte chooses the message, the rest is
/// its payload. Generated from the lists, so a new message is fuzzed without a line here.

#include <bitpeer/base/assert.hpp>
#include <bitpeer/wire/codec.hpp>
#include <bitpeer/wire/detail/row_table.hpp>
#include <bitpeer/wire/dialects/every_layout.hpp>

#include "json_checker.hpp"

#include <algorithm>
#include <array>
#include <concepts>
#include <cstddef>
#include <cstdint>

namespace {

using namespace bitpeer;

/// Finds fields that take any byte but zero for true, and write it as one.
struct lax_flag_finder {
    bool found = false;
    template <class T>
    void operator()(const char* /*name*/, const T& field) {
        if constexpr (std::same_as<T, bool>) {
            found = true;
        } else if constexpr (wire::detail::is_list<T>) {
            (*this)("", wire::detail::specimen<typename T::element_type>);
        } else if constexpr (wire::described<T>) {
            T::fields(field, *this);
        }
    }
    static constexpr int protocol_version() { return wire::described_protocol_version; }
    static constexpr bool tail() { return true; }
};

template <wire::message_type M>
bool has_lax_flags() {
    static const bool known = [] {
        lax_flag_finder finder;
        M::fields(wire::detail::specimen<M>, finder);
        return finder.found;
    }();
    return known;
}

/// What decodes must be accepted by `check`, which must have taken as many bytes; encoding gives
/// those bytes again, followed by nothing but the optional tail that the input left out.
template <wire::message_type M>
void judge(byte_view payload) {
    constexpr auto newest = 79'999;  // of any dialect that goes on from Bitcoin's numbers
    const wire::format_options options{
        .protocol_version = std::max(wire::detail::first_version<M>(), newest)};
    const auto value = wire::decode_prefix<M>(payload, options);
    const auto verdict = wire::check<M>(payload, options);
    ensure(value.has_value() == verdict.has_value());
    if (!value) {
        ensure(value.error().code == verdict.error().code);
        ensure(value.error().offset == verdict.error().offset);
        ensure(value.error().offset <= payload.size());
        return;
    }
    ensure(value->consumed == *verdict);
    const auto again = wire::encode(value->value, options);
    ensure(again.has_value());
    ensure(again->size() == wire::encoded_size(value->value, options));
    ensure(again->size() >= value->consumed);
    const auto twice = wire::decode_prefix<M>(*again, options);
    ensure(twice.has_value() && twice->value == value->value);
    if (!has_lax_flags<M>()) {
        const auto read = payload.first(value->consumed);
        ensure(std::ranges::equal(read, byte_view(*again).first(value->consumed)));
    }
    ensure(fuzz::json_checker::accepts(wire::to_json(value->value)));
    ensure(wire::encode_shared(value->value, options).value().view().size() == again->size());

    // What an older peer says has less in it, or does not exist.
    const wire::format_options older{
        .protocol_version = 209, .trailing = wire::trailing_bytes::refused};
    const auto then = wire::decode<M>(payload, older);
    ensure(then.has_value() == wire::check<M>(payload, older).has_value());
    const auto written = wire::encode(value->value, older);
    ensure(written.has_value() || !written.error().message().empty());
    if (then) ensure(wire::decode<M>(wire::encode(*then, older).value(), older).value() == *then);
}

template <class... M>
constexpr auto judges(wire::type_list<M...> /*messages*/) {
    return std::array{&judge<M>...};
}

constexpr auto all = judges(wire::every_layout{});

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) return 0;
    all[data[0] % all.size()]({data + 1, size - 1});
    return 0;
}
