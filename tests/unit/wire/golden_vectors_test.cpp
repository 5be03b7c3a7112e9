/// Payloads that other implementations or the specifications wrote, byte for byte.

#include <bitpeer/wire/dialects/bitcoin.hpp>
#include <bitpeer/wire/json_writer.hpp>
#include <tests/support/each_message.hpp>
#include <tests/support/vector_file.hpp>

#include <gtest/gtest.h>

namespace bitpeer::wire {
namespace {

/// What a payload reads as, and what that is written as.
struct both_ways {
    result<std::string, error> json;
    std::size_t consumed = 0;
    bytes again{};
};

template <class M>
both_ways read_and_write(byte_view payload, format_options options) {
    const auto read = decode_prefix<M>(payload, options);
    if (!read) return {failed(read.error())};
    return {to_json(read->value), read->consumed, encode(read->value, options).value()};
}

/// Calls `read_and_write` for the message of that name.
template <class... M>
both_ways dispatch(type_list<M...> /*messages*/, const test::payload_vector& vector) {
    const format_options options{.protocol_version = vector.protocol_version};
    both_ways out;
    const bool found =
        ((M::command == vector.command && (out = read_and_write<M>(vector.payload, options), true)
         ) ||
         ...);
    if (!found) throw std::runtime_error("no such message");
    return out;
}

std::string name_of(const ::testing::TestParamInfo<test::payload_vector>& info) {
    return std::string(info.param.command.text()) + '_' + std::to_string(info.index);
}

class golden_vector : public ::testing::TestWithParam<test::payload_vector> {};
INSTANTIATE_TEST_SUITE_P(
    messages, golden_vector, ::testing::ValuesIn(test::read_vectors("messages.txt")), name_of
);

TEST_P(golden_vector, reads_and_writes_as_expected) {
    const auto out = dispatch(bitcoin_messages{}, GetParam());
    ASSERT_TRUE(out.json) << out.json.error().message();
    EXPECT_EQ(*out.json, GetParam().expected);
    EXPECT_EQ(out.consumed, GetParam().payload.size());
    // A `version` that ends early is written whole.
    if (GetParam().remark == "short") return;
    EXPECT_EQ(to_hex(out.again), to_hex(GetParam().payload));
}

class refused_vector : public ::testing::TestWithParam<test::payload_vector> {};
INSTANTIATE_TEST_SUITE_P(
    messages, refused_vector, ::testing::ValuesIn(test::read_vectors("refused.txt")), name_of
);

TEST_P(refused_vector, is_refused_with_command_field_and_offset) {
    const auto out = dispatch(bitcoin_messages{}, GetParam());
    ASSERT_FALSE(out.json) << *out.json;
    EXPECT_EQ(out.json.error().message(), GetParam().expected);
}

template <class M>
class each_has : public ::testing::Test {};
TYPED_TEST_SUITE(each_has, test::each_message, test::named_by_command);

TYPED_TEST(each_has, a_golden_vector) {
    const auto vectors = test::read_vectors("messages.txt");
    EXPECT_NE(
        std::ranges::find(vectors, TypeParam::command, &test::payload_vector::command),
        vectors.end()
    );
}

}  // namespace
}  // namespace bitpeer::wire
