/// Headers to `headers2` and back, in the styles that nodes write.

#include <bitpeer/base/hex.hpp>
#include <bitpeer/crypto/sha256.hpp>
#include <bitpeer/wire/codec.hpp>
#include <bitpeer/wire/dash/header_compression.hpp>
#include <tests/support/arbitrary.hpp>
#include <tests/support/recorded_data.hpp>
#include <tests/support/splitmix64.hpp>

#include <gtest/gtest.h>

#include <map>
#include <string>
#include <vector>

namespace bitpeer::wire::dash {
namespace {

constexpr format_options newest{
    .protocol_version = newest_protocol_version, .trailing = trailing_bytes::refused};
constexpr std::array styles{
    compression_style::announcement, compression_style::reply, compression_style::signed_offsets};

/// Any function of the header does to show which hash stands where.
hash256 stand_in(byte_view header) { return crypto::sha256(header); }

/// So many headers that link, with few versions and times near each other.
std::vector<block_header> linked_headers(std::size_t count, random_source& random) {
    std::vector<block_header> headers;
    for (std::size_t i = 0; i < count; ++i) {
        auto header = test::make_arbitrary<block_header>(random);
        header.version = static_cast<std::int32_t>(random.below(10));
        if (i > 0) {
            const auto& before = headers.back();
            header.previous = stand_in(encode(before).value());
            if (random.below(4) != 0) {
                header.time =
                    before.time + static_cast<std::uint32_t>(random.below(70'000)) - 35'000;
            }
            if (random.below(2) == 0) header.bits = before.bits;
        }
        headers.push_back(header);
    }
    return headers;
}

std::vector<std::uint8_t> flags_of(const headers2& message) {
    std::vector<std::uint8_t> flags;
    for (const auto& item : message.items) flags.push_back(item.flags());
    return flags;
}

/// Headers whose times are these, equal in all else.
std::vector<block_header> headers_at(const std::vector<std::uint32_t>& times) {
    std::vector<block_header> headers(times.size());
    for (std::size_t i = 0; i < times.size(); ++i) headers[i].time = times[i];
    return headers;
}

TEST(dash_header_compression, gives_back_the_headers_in_every_style) {
    test::splitmix64 random{11};
    for (const auto style : styles) {
        for (std::size_t count = 0; count < 60; ++count) {
            const auto headers = linked_headers(count, random);
            const auto payload = encode(compress(headers, style), newest).value();
            const auto message = decode<headers2>(payload, newest).value();
            const auto again = decompress(message, stand_in);
            ASSERT_TRUE(again) << to_string(again.error().fault);
            ASSERT_EQ(*again, headers);
        }
    }
}

TEST(dash_header_compression, keeps_the_first_header_whole) {
    const auto headers = headers_at({7, 7});
    for (const auto style : styles) {
        const auto message = compress(headers, style);
        EXPECT_EQ(message.items[0].flags(), 0x38U);
        EXPECT_FALSE(message.items[1].previous);
        EXPECT_FALSE(message.items[1].bits);
    }
    EXPECT_TRUE(compress({}).items.empty());
}

TEST(dash_header_compression, writes_offsets_as_far_as_the_style_has_them) {
    // Forward by the most, by one more, back by one, by the most, by one more.
    const auto headers = headers_at({100'000, 132'767, 165'535, 165'534, 132'766, 99'997});
    using flags = std::vector<std::uint8_t>;
    EXPECT_EQ(flags_of(compress(headers)), (flags{0x38, 0x01, 0x11, 0x11, 0x11, 0x11}));
    const auto offsets = compress(headers, compression_style::signed_offsets);
    EXPECT_EQ(flags_of(offsets), (flags{0x38, 0x01, 0x11, 0x01, 0x01, 0x11}));
    EXPECT_EQ(offsets.items[1].time_offset.value(), 32'767);
    EXPECT_EQ(offsets.items[3].time_offset.value(), -1);
    EXPECT_EQ(offsets.items[4].time_offset.value(), -32'768);
}

TEST(dash_header_compression, lets_times_wrap_around) {
    for (auto headers : {headers_at({0xffffffff, 5}), headers_at({5, 0xffffffff})}) {
        headers[1].previous = stand_in(encode(headers[0]).value());
        for (const auto style : styles) {
            EXPECT_EQ(decompress(compress(headers, style), stand_in).value(), headers);
        }
    }
}

TEST(dash_header_compression, refers_to_the_last_seven_versions) {
    auto headers = headers_at(std::vector<std::uint32_t>(12));
    constexpr std::array versions{1, 2, 3, 4, 5, 6, 7, 1, 1, 8, 2, 3};
    for (std::size_t i = 0; i < headers.size(); ++i) headers[i].version = versions.at(i);
    using flags = std::vector<std::uint8_t>;
    EXPECT_EQ(flags_of(compress(headers)), (flags{0x38, 0, 0, 0, 0, 0, 0, 7, 1, 0, 0, 0}));
    // The list is 8 1 7 6 5 4 3, then 2 pushes 3 out.
    headers[10].version = 3;
    EXPECT_EQ(compress(headers).items[10].flags(), 7U);
    EXPECT_EQ(compress(headers).items[11].flags(), 1U);
}

TEST(dash_header_compression, forgets_the_first_version_in_a_reply) {
    const auto headers = headers_at({1, 1, 1});
    using flags = std::vector<std::uint8_t>;
    EXPECT_EQ(flags_of(compress(headers, compression_style::reply)), (flags{0x38, 0x00, 0x01}));
}

TEST(dash_header_compression, refuses_a_first_header_that_leaves_something_out) {
    const auto whole = compress(headers_at({1}));
    ASSERT_TRUE(decompress(whole, stand_in));
    const compression_error expected{compression_fault::first_incomplete, 0};
    const auto refused = [&](auto&& spoil) {
        auto message = whole;
        spoil(message.items[0]);
        EXPECT_EQ(decompress(message, stand_in).error(), expected);
    };
    refused([](compressed_header& first) { first.previous.reset(); });
    refused([](compressed_header& first) { first.time.reset(); });
    refused([](compressed_header& first) { first.bits.reset(); });
    refused([](compressed_header& first) {
        first.version.reset();
        first.version_index = 1;
    });
    EXPECT_EQ(to_string(expected.fault), "first_incomplete");
}

TEST(dash_header_compression, refuses_a_reference_to_a_version_that_did_not_occur) {
    for (const std::uint8_t index : bytes{0, 2, 7, 8, 255}) {
        auto message = compress(headers_at({1, 1, 1}));
        message.items[2].version_index = index;
        const auto read = decompress(message, stand_in);
        ASSERT_FALSE(read);
        EXPECT_EQ(read.error(), (compression_error{compression_fault::unknown_version, 2}));
        EXPECT_EQ(to_string(read.error().fault), "unknown_version");
    }
}

TEST(dash_header_compression, keeps_a_previous_hash_that_is_told) {
    auto message = compress(headers_at({1, 1}));
    hash256 told;
    told.bytes.fill(9);
    message.items[1].previous = told;
    EXPECT_EQ(decompress(message, stand_in)->back().previous, told);
}

class dash_header_compression_data : public ::testing::Test {
protected:
    void SetUp() override {
        const auto file = test::read_recorded_json("dash/headers2.json");
        if (!file) GTEST_SKIP() << "no data";
        data = *file;
        for (const auto& text : texts("headers_hex")) {
            headers.push_back(decode<block_header>(from_hex(text).value()).value());
        }
        const auto hashes = texts("x11");
        for (std::size_t i = 0; i < headers.size(); ++i) {
            stated_hashes[encode(headers[i]).value()] = hash256::parse(hashes[i]).value();
        }
    }

    [[nodiscard]] std::vector<std::string> texts(const std::string& name) const {
        std::vector<std::string> list;
        for (const auto& [unused, entry] : data.get_child(name)) list.push_back(entry.data());
        return list;
    }

    [[nodiscard]] std::vector<std::uint8_t> stated_flags(const std::string& name) const {
        std::vector<std::uint8_t> flags;
        for (const auto& text : texts(name)) {
            flags.push_back(static_cast<std::uint8_t>(std::stoul(text, nullptr, 0)));
        }
        return flags;
    }

    /// X11 of the recorded headers, as the file states it.
    static hash256 stated_hash(byte_view header) {
        return stated_hashes.at(bytes(header.begin(), header.end()));
    }

    inline static std::map<bytes, hash256> stated_hashes;
    boost::property_tree::ptree data;
    std::vector<block_header> headers;
};

TEST_F(dash_header_compression_data, is_read_as_stated_and_comes_back_to_the_byte) {
    for (const std::string name : {"payload_hex", "core_encoder_payload_hex"}) {
        SCOPED_TRACE(name);
        const auto payload = from_hex(data.get<std::string>(name)).value();
        const auto message = decode<headers2>(payload, newest);
        ASSERT_TRUE(message) << message.error().message();
        EXPECT_EQ(encode(*message, newest), payload);
        EXPECT_EQ(decompress(*message, stated_hash).value(), headers);
    }
}

TEST_F(dash_header_compression_data, is_written_as_both_encoders_do) {
    const auto core = compress(headers, compression_style::announcement);
    EXPECT_EQ(flags_of(core), stated_flags("core_encoder_flags"));
    EXPECT_EQ(
        to_hex(encode(core, newest).value()), data.get<std::string>("core_encoder_payload_hex")
    );
    const auto offsets = compress(headers, compression_style::signed_offsets);
    EXPECT_EQ(flags_of(offsets), stated_flags("flags"));
    EXPECT_EQ(to_hex(encode(offsets, newest).value()), data.get<std::string>("payload_hex"));
}

TEST_F(dash_header_compression_data, carries_a_version_in_full_in_a_reply) {
    const auto reply = compress(headers, compression_style::reply);
    ASSERT_TRUE(reply.items[5].version);
    EXPECT_EQ(*reply.items[5].version, headers[5].version);
    EXPECT_EQ(decompress(reply, stated_hash).value(), headers);
}

}  // namespace
}  // namespace bitpeer::wire::dash
