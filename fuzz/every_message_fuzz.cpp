/// Every message of Bitcoin's dialect, one target: the first byte chooses the message, the rest is
/// its payload. Generated from the list, so a new message is fuzzed without a line here.

#include <bitpeer/base/assert.hpp>
#include <bitpeer/wire/codec.hpp>
#include <bitpeer/wire/detail/row_table.hpp>
#include <bitpeer/wire/dialects/bitcoin.hpp>

#include <algorithm>
#include <array>
#include <concepts>
#include <cstddef>
#include <cstdint>

namespace {

using namespace bitpeer;

/// What decodes must be accepted by `check`, which must have taken as many bytes; encoding gives
/// those bytes again, followed by nothing but the optional tail that the input left out.
template <wire::message_type M>
void judge(byte_view payload) {
    constexpr auto since = wire::detail::first_version<M>();
    const wire::format_options options{
        .protocol_version = std::max(since, wire::newest_protocol_version)};
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
    // The relay flag of `version` takes any byte but zero for true, and is written as one.
    if constexpr (!std::same_as<M, wire::version>) {
        const auto read = payload.first(value->consumed);
        ensure(std::ranges::equal(read, byte_view(*again).first(value->consumed)));
    }
    ensure(!wire::to_json(value->value).empty());
}

template <class... M>
constexpr auto judges(wire::type_list<M...> /*messages*/) {
    return std::array{&judge<M>...};
}

constexpr auto all = judges(wire::bitcoin_messages{});

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) return 0;
    all[data[0] % all.size()]({data + 1, size - 1});
    return 0;
}
