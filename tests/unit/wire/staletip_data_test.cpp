/// BIP332's own payloads: what the compressed headers say is the branch that they came from.

#include <bitpeer/base/hex.hpp>
#include <bitpeer/wire/block_header.hpp>
#include <bitpeer/wire/codec.hpp>
#include <bitpeer/wire/messages/staletip.hpp>
#include <tests/support/recorded_data.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <cctype>
#include <string>
#include <string_view>

namespace bitpeer::wire {
namespace {

struct published_branch {
    std::string file;
    std::string_view fork_point_begins;
    std::string_view tip_begins;
    std::string_view tip_ends;
    std::size_t length;
};

/// The hash of the last header, each put behind the one before.
hash256 tip_of(const staletip& branch) {
    auto tip = branch.fork_point;
    for (const auto& header : branch.headers) {
        tip = block_hash(
            {header.version, tip, header.merkle_root, header.time, header.bits, header.nonce}
        );
    }
    return tip;
}

void expect_branch(const published_branch& published) {
    auto text = test::read_recorded("bip332/" + published.file);
    if (!text) GTEST_SKIP();
    std::erase_if(*text, [](auto character) { return std::isspace(character) != 0; });
    const auto payload = from_hex({reinterpret_cast<const char*>(text->data()), text->size()});
    ASSERT_TRUE(payload);
    const auto read = decode<staletip>(*payload, {.trailing = trailing_bytes::refused});
    ASSERT_TRUE(read) << read.error().message();
    EXPECT_EQ(encode(*read).value(), *payload);
    EXPECT_EQ(read->headers.size(), published.length);
    EXPECT_FALSE(read->have_block);
    EXPECT_TRUE(read->fork_point.to_string().starts_with(published.fork_point_begins));
    const auto tip = tip_of(*read).to_string();
    EXPECT_TRUE(tip.starts_with(published.tip_begins)) << tip;
    EXPECT_TRUE(tip.ends_with(published.tip_ends)) << tip;
}

TEST(staletip, rebuilds_the_published_signet_branch) {
    expect_branch({"signet_19_headers.hex", "00000012602fde2e", "0000000024ff924f", "a001", 19});
}

TEST(staletip, rebuilds_the_published_branch_of_2017) {
    expect_branch(
        {"bch_fork_18_headers.hex",
         "0000000000000000011865af",
         "000000000000000001416af0",
         "4ffa",
         18}
    );
}

}  // namespace
}  // namespace bitpeer::wire
