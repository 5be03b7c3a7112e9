#include <bitpeer/wire/describer.hpp>
#include <tests/support/each_message.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace bitpeer::wire {
namespace {

/// One line a field: name, type, bytes, and `?` when old peers leave it out.
template <class M>
std::vector<std::string> lines() {
    std::vector<std::string> out;
    for (const auto& row : describe<M>()) {
        auto line = row.name + ": " + row.type + ", " + std::to_string(row.size.min);
        if (row.size.max != row.size.min) line += '-' + std::to_string(row.size.max);
        if (row.optional) line += '?';
        out.push_back(line);
    }
    return out;
}

using ::testing::ElementsAre;

TEST(describer, lists_fields_in_the_order_of_the_wire) {
    EXPECT_THAT(lines<verack>(), ElementsAre());
    EXPECT_THAT(lines<ping>(), ElementsAre("nonce: u64, 8"));
    EXPECT_THAT(lines<feefilter>(), ElementsAre("fee_rate: i64, 8"));
    EXPECT_THAT(
        lines<filterload>(),
        ElementsAre(
            "filter: bytes, at most 36000, 1-36003",
            "hash_functions: u32, at most 50, 4",
            "tweak: u32, 4",
            "flags: u8, 1"
        )
    );
    EXPECT_THAT(
        lines<feature>(), ElementsAre("id: text, 4 to 80, 5-81", "data: bytes, at most 512, 1-515")
    );
    EXPECT_THAT(lines<sendcmpct>(), ElementsAre("announce: bool, 0 or 1, 1", "version: u64, 8"));
}

TEST(describer, puts_the_fields_of_a_part_behind_its_name) {
    EXPECT_THAT(
        lines<version>(),
        ElementsAre(
            "protocol_version: i32, 4",
            "services: u64, 8",
            "timestamp: i64, 8",
            "receiver.services: u64, 8",
            "receiver.address.bytes: 16 bytes, 16",
            "receiver.address.port: u16, big endian, 2",
            "sender.services: u64, 8?",
            "sender.address.bytes: 16 bytes, 16?",
            "sender.address.port: u16, big endian, 2?",
            "nonce: u64, 8?",
            "user_agent: text, at most 256, 1-259?",
            "start_height: i32, 4?",
            "relay: bool, 1?"
        )
    );
}

TEST(describer, puts_the_fields_of_elements_behind_brackets) {
    EXPECT_THAT(
        lines<inv>(),
        ElementsAre(
            "items: list, at most 50000, 1-1800003",
            "items[].type: u32, 4",
            "items[].hash: hash, 32"
        )
    );
    EXPECT_THAT(
        lines<addrv2>(),
        ElementsAre(
            "items: list, at most 1000, 1-531003",
            "items[].time: u32, 4",
            "items[].services: CompactSize, 1-9",
            "items[].address.network: u8, 1",
            "items[].address.bytes: bytes, at most 512, 1-515",
            "items[].address.port: u16, big endian, 2"
        )
    );
}

TEST(describer, names_the_kind_of_plain_elements) {
    EXPECT_THAT(
        lines<getheaders>(),
        ElementsAre(
            "locator.version: u32, 4",
            "locator.hashes: list of hash, at most 101, 1-3233",
            "locator.stop: hash, 32"
        )
    );
    EXPECT_THAT(
        lines<reconcildiff>(),
        ElementsAre("success: bool, 0 or 1, 1", "wanted: list of u32, 1-16000005")
    );
}

TEST(describer, marks_what_may_be_missing) {
    EXPECT_THAT(
        lines<reject>(),
        ElementsAre(
            "message: text, at most 12, 1-13",
            "code: u8, 1",
            "reason: text, at most 111, 1-112",
            "hash: hash, 0-32?"
        )
    );
}

template <class M>
class description_of_each : public ::testing::Test {};
TYPED_TEST_SUITE(description_of_each, test::each_message, test::named_by_command);

/// What is listed makes up the message: the sizes of the fields outside of lists add up to its own.
TYPED_TEST(description_of_each, adds_up) {
    size_bounds sum;
    for (const auto& row : describe<TypeParam>()) {
        EXPECT_FALSE(row.name.empty());
        EXPECT_FALSE(row.type.empty());
        EXPECT_NE(row.type, "structure") << row.name << " needs a type_text";
        if (row.name.find("[]") != std::string::npos) continue;
        if (!row.optional) sum.min += row.size.min;
        sum.max += row.size.max;
    }
    // A layout written by hand has bounds of its own.
    if (sum.max == 0) {
        EXPECT_EQ(bounds_of<TypeParam>().max, 0U);
    }
    EXPECT_LE(sum.min, std::max<std::uint64_t>(sum.max, bounds_of<TypeParam>().max));
}

}  // namespace
}  // namespace bitpeer::wire
