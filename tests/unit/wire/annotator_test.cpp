#include <bitpeer/base/hex.hpp>
#include <bitpeer/wire/annotator.hpp>
#include <tests/support/arbitrary_transaction.hpp>
#include <tests/support/each_message.hpp>
#include <tests/support/splitmix64.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace bitpeer::wire {
namespace {

using ::testing::ElementsAre;

template <class M>
std::vector<std::string> lines(std::string_view hex) {
    std::vector<std::string> out;
    for (const auto& note : annotate<M>(from_hex(hex).value())) {
        out.push_back(
            std::to_string(note.offset) + '+' + std::to_string(note.size) + ' ' + note.field +
            " = " + note.value
        );
    }
    return out;
}

TEST(annotator, names_each_run_of_bytes) {
    EXPECT_THAT(lines<verack>(""), ElementsAre());
    EXPECT_THAT(
        lines<sendcmpct>("010200000000000000"),
        ElementsAre("0+1 announce = true", "1+8 version = 2")
    );
    EXPECT_THAT(
        lines<addr>("0129ab5f49010000000000000000000000000000000000ffff7f000001208d"),
        ElementsAre(
            "0+1 items = 1",
            "1+4 items[0].time = 1231006505",
            "5+8 items[0].services = \"network\"",
            "13+16 items[0].address.bytes = \"00000000000000000000ffff7f000001\"",
            "29+2 items[0].address.port = 8333"
        )
    );
}

TEST(annotator, ends_where_reading_ends) {
    EXPECT_THAT(
        lines<pong>("0700000000000000abcd"),
        ElementsAre("0+8 nonce = 7", "8+2  = behind the last field")
    );
    EXPECT_THAT(lines<pong>("0700"), ElementsAre("0+2  = needs 8 bytes, has 2, at 0"));
    EXPECT_THAT(
        lines<inv>("0201000000"),
        ElementsAre("0+1 items = 2", "1+4 items[0].type = \"transaction\"")
    );
}

template <class M>
class annotation_of_each : public ::testing::Test {};
TYPED_TEST_SUITE(annotation_of_each, test::each_layout, test::named_by_command);

TYPED_TEST(annotation_of_each, covers_each_byte_once_in_order) {
    test::splitmix64 random(0xa77);
    const auto options = test::options_for<TypeParam>();
    for (int round = 0; round < 20; ++round) {
        const auto payload = encode(test::make_arbitrary<TypeParam>(random), options).value();
        for (std::size_t size = 0; size <= payload.size(); ++size) {
            std::size_t next = 0;
            for (const auto& note : annotate<TypeParam>(byte_view(payload).first(size), options)) {
                ASSERT_EQ(note.offset, next);
                next += note.size;
                EXPECT_TRUE(size < payload.size() || !note.field.empty()) << note.value;
            }
            ASSERT_EQ(next, size);
        }
    }
}

}  // namespace
}  // namespace bitpeer::wire
