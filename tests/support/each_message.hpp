#pragma once
/// Typed tests over all messages that this library knows.

#include <bitpeer/wire/codec.hpp>
#include <bitpeer/wire/dialects/every_layout.hpp>
#include <bitpeer/wire/type_list.hpp>
#include <tests/support/arbitrary_dash.hpp>
#include <tests/support/arbitrary_exchangecoin.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
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
using each_layout = as_test_types<wire::every_layout>::type;

/// What stands before the command in a test's name.
template <class M>
constexpr std::string_view dialect_prefix() {
    if (wire::is_in<wire::bitcoin_messages, M>) return "";
    if (wire::is_in<wire::litecoin_messages, M>) return "litecoin_";
    return wire::is_in<wire::messages_of<wire::exchangecoin_messages>, M> ? "exchangecoin_"
                                                                          : "dash_";
}

/// Lets a typed test carry its command in its name.
struct named_by_command {
    template <class M>
    static std::string GetName(int /*index*/) {
        return std::string(dialect_prefix<M>()) + std::string(M::command.text());
    }
};

/// The archive that notices a field that takes all bytes that are left.
struct rest_finder {
    bool found = false;
    template <class T>
    void operator()(const char* /*name*/, const T& /*field*/) {
        found = found || std::same_as<T, wire::rest_of_payload>;
    }
    static constexpr int protocol_version() { return wire::described_protocol_version; }
    static constexpr bool tail() { return true; }
};

/// A message whose last field takes all bytes that are left.
template <class M>
inline const bool takes_the_rest = [] {
    rest_finder finder;
    M::fields(wire::detail::specimen<M>, finder);
    return finder.found;
}();

/// The newest options that have the message `M`.
template <class M>
[[nodiscard]] wire::format_options options_for() {
    constexpr auto newest = 79'999;  // of any dialect that goes on from Bitcoin's numbers
    return {.protocol_version = std::max(newest, wire::detail::first_version<M>())};
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
