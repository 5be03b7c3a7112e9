/// Field types whose values follow rules, and the parts that messages share.

#include <bitpeer/base/hex.hpp>
#include <bitpeer/wire/codec.hpp>
#include <bitpeer/wire/filter_type.hpp>
#include <bitpeer/wire/locator.hpp>
#include <bitpeer/wire/messages/filterload.hpp>
#include <bitpeer/wire/messages/reject.hpp>
#include <bitpeer/wire/messages/sendcmpct.hpp>
#include <bitpeer/wire/messages/version.hpp>
#include <bitpeer/wire/optional_tail.hpp>
#include <bitpeer/wire/strict_types.hpp>

#include <gtest/gtest.h>

namespace bitpeer::wire {
namespace {

template <class T>
std::string encoded(const T& value) {
    return to_hex(encode(value).value());
}

TEST(strict_bool, is_zero_or_one) {
    EXPECT_EQ(decode<strict_bool>(bytes{0}).value(), false);
    EXPECT_EQ(decode<strict_bool>(bytes{1}).value(), true);
    for (int byte = 2; byte < 256; ++byte) {
        const auto read = decode<strict_bool>(bytes{static_cast<std::uint8_t>(byte)});
        ASSERT_FALSE(read);
        EXPECT_EQ(read.error().code, errc::bad_value);
        EXPECT_EQ(read.error().actual, static_cast<std::uint64_t>(byte));
    }
    EXPECT_EQ(decode<strict_bool>({}).error().code, errc::truncated);
    const sendcmpct wish{.announce = true, .version = 2};
    EXPECT_TRUE(wish.announce);
    EXPECT_EQ(encoded(wish), "010200000000000000");
}

TEST(at_most, refuses_more_both_ways) {
    using small = at_most<std::uint16_t, 300>;
    EXPECT_EQ(decode<small>(from_hex("2c01").value()).value(), 300);
    const auto read = decode<small>(from_hex("2d01").value());
    ASSERT_FALSE(read);
    EXPECT_EQ(read.error().code, errc::bad_value);
    EXPECT_EQ(read.error().offset, 0U);
    EXPECT_EQ(encoded(small(300)), "2c01");
    EXPECT_EQ(encode(small(301)).error().code, errc::bad_value);
    const filterload too_many{.filter = {}, .hash_functions = 51, .tweak = 0, .flags = {}};
    EXPECT_EQ(
        encode(too_many).error().message(),
        "filterload.hash_functions: value 51 is not allowed, at 0"
    );
}

TEST(optional_tail, is_written_only_when_it_is_there) {
    reject refused{.message = "version", .code = reject_code::obsolete, .reason = "", .hash = {}};
    EXPECT_EQ(encoded(refused), "0776657273696f6e1100");
    EXPECT_EQ(encoded_size(refused), 10U);
    EXPECT_EQ(decode<reject>(encode(refused).value()).value(), refused);

    refused.hash = hash256{.bytes = {7}};
    EXPECT_EQ(encoded_size(refused), 42U);
    EXPECT_EQ(decode<reject>(encode(refused).value()).value(), refused);
}

TEST(version, has_the_meaning_of_absent_fields_as_defaults) {
    const version fresh;
    EXPECT_EQ(fresh.nonce, 1U);
    EXPECT_TRUE(fresh.relay);
    EXPECT_EQ(fresh.start_height, 0);
    EXPECT_EQ(fresh.services, services::none);
}

TEST(locator, is_made_from_hashes) {
    const hash256 tip{.bytes = {1}};
    const hash256 genesis{.bytes = {2}};
    const auto size_of = [](const locator& made) { return made.hashes.size(); };
    EXPECT_EQ(size_of({}), 0U);
    EXPECT_EQ(size_of({genesis}), 1U);
    EXPECT_EQ(size_of({tip, genesis}), 2U);

    const locator until({tip, genesis}, tip);
    EXPECT_EQ(until.hashes.front(), tip);
    EXPECT_EQ(until.stop, tip);
    EXPECT_EQ(until.version, 70017U);
    EXPECT_TRUE(locator{genesis}.stop.is_zero());
}

TEST(open_numbers, have_names) {
    EXPECT_EQ(to_string(filter_type::basic), "basic");
    EXPECT_EQ(to_string(filter_type{9}), "9");
    EXPECT_EQ(to_string(bloom_update::none), "none");
    EXPECT_EQ(to_string(bloom_update::all), "all");
    EXPECT_EQ(to_string(bloom_update::pubkey_only), "pubkey_only");
    EXPECT_EQ(to_string(bloom_update{3}), "3");
    EXPECT_EQ(to_string(reject_code::malformed), "malformed");
    EXPECT_EQ(to_string(reject_code::invalid), "invalid");
    EXPECT_EQ(to_string(reject_code::obsolete), "obsolete");
    EXPECT_EQ(to_string(reject_code::duplicate), "duplicate");
    EXPECT_EQ(to_string(reject_code::nonstandard), "nonstandard");
    EXPECT_EQ(to_string(reject_code::dust), "dust");
    EXPECT_EQ(to_string(reject_code::insufficient_fee), "insufficient_fee");
    EXPECT_EQ(to_string(reject_code::checkpoint), "checkpoint");
    EXPECT_EQ(to_string(reject_code{0x44}), "68");
}

}  // namespace
}  // namespace bitpeer::wire
