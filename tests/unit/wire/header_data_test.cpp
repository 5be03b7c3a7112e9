/// Recorded headers of Bitcoin's networks: decoded, linked, proved.

#include <bitpeer/wire/block_header.hpp>
#include <bitpeer/wire/codec.hpp>
#include <bitpeer/wire/messages/headers.hpp>
#include <bitpeer/wire/proof_of_work.hpp>
#include <tests/support/recorded_chain.hpp>

#include <gtest/gtest.h>

#include <sstream>
#include <string>
#include <vector>

namespace bitpeer::wire {
namespace {

constexpr std::uint32_t easiest = 0x1d00ffff;
constexpr auto mainnet_genesis =
    hash256::literal("000000000019d6689c085ae165831e934ff763ae46a2a6c172b3f1b60a8ce26f");
constexpr auto testnet3_genesis =
    hash256::literal("000000000933ea01ad0ee984209779baaec3ced90fa3f408719526f8d77f4943");

/// Decodes 80 bytes, which must come back the same.
block_header read_header(byte_view raw) {
    const auto read = decode<block_header>(raw, {.trailing = trailing_bytes::refused});
    if (!read) {
        ADD_FAILURE() << read.error().message();
        return {};
    }
    EXPECT_TRUE(std::ranges::equal(encode(*read).value(), raw));
    return *read;
}

/// Each header names the one before and has its work; so `first` names all but the last.
void expect_chain(const std::vector<block_header>& chain, hash256 previous) {
    for (std::size_t i = 0; i < chain.size(); ++i) {
        SCOPED_TRACE(i);
        ASSERT_EQ(chain[i].previous, previous);
        EXPECT_TRUE(meets_target(chain[i], easiest));
        previous = block_hash(chain[i]);
    }
}

std::vector<block_header> mainnet_headers(byte_view file) {
    std::vector<block_header> chain;
    for (; file.size() >= 80; file = file.subspan(80)) chain.push_back(read_header(file.first(80)));
    EXPECT_TRUE(file.empty());
    return chain;
}

TEST(header_data, links_the_first_1111_of_mainnet) {
    const auto file = test::read_recorded("headers/nakamoto_headers.bin");
    if (!file) GTEST_SKIP() << "no data";
    const auto chain = mainnet_headers(*file);
    ASSERT_EQ(chain.size(), 1'111U);
    expect_chain(chain, mainnet_genesis);
    EXPECT_EQ(
        block_hash(chain[0]).to_string(),
        "00000000839a8e6886ab5951d76f411475428afc90947ee320161bbf18eb6048"
    );
}

TEST(header_data, agrees_with_the_recorded_blocks_of_the_same_heights) {
    const auto file = test::read_recorded("headers/nakamoto_headers.bin");
    const auto records = test::read_recorded_bzip2("blocks/blocks1-256.bz2");
    if (!file || !records) GTEST_SKIP() << "no data";
    const auto blocks = test::split_records(*records);
    ASSERT_EQ(blocks.size(), 255U);
    for (std::size_t i = 0; i < blocks.size(); ++i) {
        const auto of_block = byte_view(blocks[i]).first(80);
        EXPECT_TRUE(std::ranges::equal(of_block, byte_view(*file).subspan(80 * i, 80))) << i;
    }
}

TEST(header_data, travels_in_one_message) {
    const auto file = test::read_recorded("headers/nakamoto_headers.bin");
    if (!file) GTEST_SKIP() << "no data";
    headers message;
    for (const auto& header : mainnet_headers(*file)) message.items.push_back({header, {}});
    const auto payload = encode(message).value();
    EXPECT_EQ(payload.size(), 3 + 1'111U * 81);
    EXPECT_EQ(decode<headers>(payload), message);
}

TEST(header_data, links_testnet3_and_its_fork) {
    const auto file = test::read_recorded("headers/blockheader_testnet3.hex");
    if (!file) GTEST_SKIP() << "no data";
    std::istringstream text(std::string(file->begin(), file->end()));
    std::vector<block_header> chain;
    std::vector<block_header> fork;
    const std::string mark = "fork:";
    for (std::string line; std::getline(text, line);) {
        const bool competing = line.starts_with(mark);
        const auto raw = from_hex(competing ? line.substr(mark.size()) : line).value();
        (competing ? fork : chain).push_back(read_header(raw));
    }
    EXPECT_EQ(chain.size(), 546U);
    EXPECT_EQ(fork.size(), 2U);
    expect_chain(chain, testnet3_genesis);
    expect_chain(fork, testnet3_genesis);
}

TEST(header_data, reads_an_entry_of_a_headers_message) {
    const auto entry = test::read_recorded("headers/bcoin_headers1.raw");
    if (!entry) GTEST_SKIP() << "no data";
    const auto read = decode<announced_header>(*entry, {.trailing = trailing_bytes::refused});
    ASSERT_TRUE(read) << read.error().message();
    EXPECT_EQ(read->transaction_count.value, 0U);
    EXPECT_TRUE(meets_target(read->header, easiest));
    EXPECT_EQ(encode(*read), *entry);
}

}  // namespace
}  // namespace bitpeer::wire
