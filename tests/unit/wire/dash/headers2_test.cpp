/// Compressed headers to the byte, and what no such header may look like.

#include <bitpeer/base/hex.hpp>
#include <bitpeer/wire/codec.hpp>
#include <bitpeer/wire/dash/messages/headers2.hpp>
#include <bitpeer/wire/describer.hpp>
#include <bitpeer/wire/json_writer.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <string>

namespace bitpeer::wire::dash {
namespace {

constexpr format_options newest{
    .protocol_version = newest_protocol_version, .trailing = trailing_bytes::refused};

const std::string version = "04000020";
const std::string previous(64, '1');
const std::string merkle_root(64, '2');
const std::string time = "00112233";
const std::string bits = "ffff7f20";
const std::string nonce = "0a000000";

bytes raw(const std::string& text) { return from_hex(text).value(); }

TEST(dash_headers2, has_the_fields_that_its_flags_say) {
    struct form {
        std::string text;
        std::string json;
    };
    const std::string root_json = R"("merkle_root":")" + std::string(64, '2') + R"(",)";
    const std::vector<form> forms{
        {"38" + version + previous + merkle_root + time + bits + nonce,
         R"({"items":[{"version_index":0,"version":536870916,"previous":")" + std::string(64, '1') +
             R"(",)" + root_json +
             R"("time":857870592,"time_offset":null,"bits":545259519,"nonce":10}]})"},
        {"03" + merkle_root + "feff" + nonce,
         R"({"items":[{"version_index":3,"version":null,"previous":null,)" + root_json +
             R"("time":null,"time_offset":-2,"bits":null,"nonce":10}]})"},
        {"27" + merkle_root + "1000" + bits + nonce,
         R"({"items":[{"version_index":7,"version":null,"previous":null,)" + root_json +
             R"("time":null,"time_offset":16,"bits":545259519,"nonce":10}]})"},
        {"00" + version + merkle_root + "1000" + nonce,
         R"({"items":[{"version_index":0,"version":536870916,"previous":null,)" + root_json +
             R"("time":null,"time_offset":16,"bits":null,"nonce":10}]})"},
    };
    for (const auto& [text, json] : forms) {
        SCOPED_TRACE(text);
        const auto payload = raw("01" + text);
        const auto read = decode<headers2>(payload, newest);
        ASSERT_TRUE(read) << read.error().message();
        EXPECT_EQ(to_json(*read), json);
        EXPECT_EQ(encode(*read, newest), payload);
        EXPECT_EQ(check<headers2>(payload, newest), payload.size());
        EXPECT_EQ(read->items[0].flags(), payload[1]);
        for (std::size_t size = 0; size < payload.size(); ++size) {
            const auto cut = decode<headers2>(byte_view(payload).first(size), newest);
            ASSERT_FALSE(cut) << "at " << size;
            EXPECT_EQ(cut.error().code, errc::truncated);
        }
    }
}

TEST(dash_headers2, keeps_the_highest_bits_of_its_flags_zero) {
    for (const std::string flags : {"78", "b8", "f8", "40", "80"}) {
        const auto payload =
            raw("01" + flags + version + previous + merkle_root + time + bits + nonce);
        const auto read = decode<headers2>(payload, newest);
        ASSERT_FALSE(read);
        EXPECT_EQ(read.error().code, errc::bad_value);
        EXPECT_EQ(read.error().offset, 1U);
        EXPECT_EQ(read.error().field.to_string(), "items[0].flags");
        EXPECT_EQ(check<headers2>(payload, newest).error().code, errc::bad_value);
    }
}

TEST(dash_headers2, writes_either_a_time_or_an_offset) {
    headers2 message;
    auto& item = message.items.emplace_back();
    item.version_index = 1;
    EXPECT_EQ(encode(message, newest).error().code, errc::bad_value);
    item.time = 1;
    EXPECT_TRUE(encode(message, newest));
    item.time_offset = 1;
    EXPECT_EQ(encode(message, newest).error().code, errc::bad_value);
    item.time.reset();
    EXPECT_TRUE(encode(message, newest));
}

TEST(dash_headers2, writes_either_a_version_or_a_reference_to_one) {
    headers2 message;
    auto& item = message.items.emplace_back();
    item.time = 1;
    EXPECT_EQ(encode(message, newest).error().code, errc::bad_value);  // neither
    item.version_index = 8;
    EXPECT_EQ(encode(message, newest).error().code, errc::bad_value);  // none that exists
    item.version_index = 7;
    EXPECT_TRUE(encode(message, newest));
    item.version = 1;
    EXPECT_EQ(encode(message, newest).error().code, errc::bad_value);  // both
    item.version_index = 0;
    EXPECT_TRUE(encode(message, newest));
}

TEST(dash_headers2, carries_more_headers_in_newer_protocols) {
    const format_options older{.protocol_version = 70234};
    const format_options newer{.protocol_version = 70235};
    headers2 message;
    message.items.resize(2000);
    for (auto& item : message.items) {
        item.version_index = 1;
        item.time_offset = 0;
    }
    const auto shorter = encode(message, older);
    ASSERT_TRUE(shorter);
    EXPECT_TRUE(decode<headers2>(*shorter, older));

    message.items.push_back(message.items.back());
    EXPECT_EQ(encode(message, older).error().code, errc::count_above_limit);
    const auto longer = encode(message, newer);
    ASSERT_TRUE(longer);
    EXPECT_EQ(decode<headers2>(*longer, newer), message);
    const auto refused = check<headers2>(*longer, older);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, errc::count_above_limit);
    EXPECT_EQ(refused.error().actual, 2001U);
    EXPECT_EQ(refused.error().allowed, 2000U);

    message.items.resize(8001, message.items.back());
    EXPECT_EQ(encode(message, newer).error().code, errc::count_above_limit);
    EXPECT_EQ(decode<headers2>(raw("fd411f"), newer).error().code, errc::count_above_limit);
}

TEST(dash_headers2, tells_which_fields_may_be_missing) {
    const auto rows = describe<headers2>();
    const auto optional = [&](const std::string& name) {
        return std::ranges::find(rows, "items[]." + name, &field_description::name)->optional;
    };
    EXPECT_TRUE(optional("version"));
    EXPECT_TRUE(optional("previous"));
    EXPECT_TRUE(optional("time"));
    EXPECT_TRUE(optional("time_offset"));
    EXPECT_TRUE(optional("bits"));
    EXPECT_FALSE(optional("merkle_root"));
    EXPECT_EQ(bounds_of<headers2>().min, 1U);
    EXPECT_EQ(bounds_of<headers2>().max, 3U + 8000 * 81);
}

}  // namespace
}  // namespace bitpeer::wire::dash
