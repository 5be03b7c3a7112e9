#pragma once
/// Typed tests over all messages that this library knows.

#include <bitpeer/wire/codec.hpp>
#include <bitpeer/wire/dialects/bitcoin.hpp>
#include <bitpeer/wire/dialects/litecoin.hpp>
#include <bitpeer/wire/type_list.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <cstddef>
#include <string>
#include <vector>

namespace bitpeer::test {

template <class List>
struct as_test_types;
template <class... M>
struct as_test_types<wire::type_list<M...>> {
    using type = ::testing::Types<M...>;
};

/// Bitcoin's messages, as TYPED_TEST_SUITE takes them.
using each_message = as_test_types<wire::bitcoin_messages>::type;

/// And those of other dialects that look different.
using each_layout = as_test_types<wire::append<
    wire::bitcoin_messages, wire::litecoin::tx, wire::litecoin::block, wire::litecoin::blocktxn,
    wire::litecoin::cmpctblock>>::type;

/// Lets a typed test carry its command in its name.
struct named_by_command {
    template <class M>
    static std::string GetName(int index) {
        const bool bitcoin = static_cast<std::size_t>(index) < wire::bitcoin_messages::size;
        return (bitcoin ? "" : "litecoin_") + std::string(M::command.text());
    }
};

/// A message whose last field takes all bytes that are left.
template <class M>
inline constexpr bool takes_the_rest = std::same_as<M, wire::litecoin::block>;

/// The newest options that have the message `M`.
template <class M>
[[nodiscard]] wire::format_options options_for() {
    const auto first = wire::detail::first_version<M>();
    return {.protocol_version = std::max(wire::newest_protocol_version, first)};
}

/// A sink that keeps the bytes and where the parts begin that old peers leave out.
struct tail_marking_sink {
    bytes data;
    std::vector<std::size_t> tails;

    void put(byte_view run) { data.insert(data.end(), run.begin(), run.end()); }
    void mark_tail() { tails.push_back(data.size()); }
    [[nodiscard]] bool tail_begins_at(std::size_t offset) const {
        return std::ranges::find(tails, offset) != tails.end();
    }
};

template <class M>
[[nodiscard]] tail_marking_sink encode_marking_tails(const M& value) {
    tail_marking_sink sink;
    wire::encoder(sink, options_for<M>()).write(value);
    return sink;
}

/// Two errors say the same.
[[nodiscard]] inline bool same(const wire::error& left, const wire::error& right) {
    return left.code == right.code && left.command == right.command &&
           left.offset == right.offset && left.actual == right.actual &&
           left.allowed == right.allowed && left.field.to_string() == right.field.to_string();
}

}  // namespace bitpeer::test
