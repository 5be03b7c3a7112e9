#include <bitpeer/base/endian.hpp>
#include <bitpeer/base/hex.hpp>
#include <bitpeer/node/capture_core.hpp>
#include <bitpeer/node/capture_format.hpp>
#include <bitpeer/params/networks.hpp>

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace bitpeer::capture {
namespace {

using namespace std::chrono_literals;

/// As `contrib/message-capture/message-capture-parser.py` of Bitcoin Core reads it: 8 bytes of
/// microseconds, 12 of name, 4 of length, all little endian; then the payload.
const std::string ping_and_verack = "40420f0000000000"
                                    "70696e670000000000000000"
                                    "08000000"
                                    "0102030405060708"
                                    "80841e0000000000"
                                    "76657261636b000000000000"
                                    "00000000";

shared_bytes bytes_of(std::string_view hex) { return shared_bytes(from_hex(hex).value()); }

record said(way which, wire::command_name command, duration when, bytes payload = {}) {
    return {{when, when}, message{which, command, shared_bytes(std::move(payload)), 0}};
}

TEST(capture_core, reads_what_bitcoin_core_writes) {
    const auto found = read_core(bytes_of(ping_and_verack), way::received);
    ASSERT_TRUE(found);
    EXPECT_EQ(found->cut_off, std::nullopt);
    const std::vector<record> expected{
        said(way::received, "ping", 1s, {1, 2, 3, 4, 5, 6, 7, 8}),
        said(way::received, "verack", 2s),
    };
    EXPECT_EQ(found->records, expected);
}

TEST(capture_core, writes_the_same_bytes) {
    bytes file;
    const auto ping = said(way::written, "ping", 0s, {1, 2, 3, 4, 5, 6, 7, 8});
    append_core(file, {5s, 1s + 999ns}, std::get<message>(ping.what));
    append_core(file, {6s, 2s}, std::get<message>(said(way::written, "verack", 0s).what));
    EXPECT_EQ(to_hex(file), ping_and_verack);
}

TEST(capture_core, is_read_up_to_the_last_whole_record_wherever_it_is_cut) {
    const auto whole = bytes_of(ping_and_verack);
    for (std::size_t size = 0; size <= whole.size(); ++size) {
        const auto cut = read_core(whole.slice(0, size), way::received);
        ASSERT_TRUE(cut) << size;
        const std::size_t complete = size < 32 ? 0 : size < 56 ? 1 : 2;
        EXPECT_EQ(cut->records.size(), complete) << size;
        const std::size_t begins[] = {0, 32, 56};
        const bool between = size == begins[complete];
        EXPECT_EQ(cut->cut_off, between ? std::nullopt : std::optional(begins[complete])) << size;
    }
}

TEST(capture_core, tells_what_is_wrong_and_where) {
    const auto whole = from_hex(ping_and_verack).value();
    const auto expect = [](bytes file, errc code, std::size_t offset) {
        const auto found = read_core(shared_bytes(std::move(file)), way::received);
        ASSERT_FALSE(found);
        EXPECT_EQ(to_string(found.error().code), to_string(code));
        EXPECT_EQ(found.error().offset, offset);
    };
    auto changed = whole;
    changed[32 + 8] = 0xff;  // the second's name
    expect(changed, errc::malformed_record, 32);
    changed = whole;
    changed[7] = 0x80;  // before 1970
    expect(changed, errc::malformed_record, 0);
    changed[7] = 0x7f;  // later than anybody lives
    expect(changed, errc::malformed_record, 0);
    changed = whole;
    store_le(changed.data() + 20, 0xffffffffU);
    expect(changed, errc::record_too_long, 0);
}

TEST(capture_core, joins_two_files_by_time) {
    core_messages received;
    core_messages written;
    written.records = {said(way::written, "version", 1s), said(way::written, "verack", 3s)};
    received.records = {said(way::received, "version", 2s), said(way::received, "verack", 3s)};
    received.cut_off = 7;
    const auto whole = join_core(received, written, networks::bitcoin_regtest);
    EXPECT_EQ(whole.opening.who_dialled, direction::outbound);
    EXPECT_EQ(whole.opening.network, "bitcoin-regtest");
    EXPECT_EQ(whole.opening.started.unix_time, 1s);
    EXPECT_FALSE(whole.has_verdicts);
    EXPECT_EQ(whole.cut_off, 7);
    const std::vector<record> expected{
        written.records[0], received.records[0], written.records[1], received.records[1]};
    EXPECT_EQ(whole.records, expected);
}

TEST(capture_core, says_that_we_were_dialled_when_the_remote_spoke_first) {
    core_messages received;
    core_messages written;
    received.records = {said(way::received, "version", 1s)};
    written.records = {said(way::written, "version", 2s)};
    const auto whole = join_core(received, written, networks::bitcoin_regtest);
    EXPECT_EQ(whole.opening.who_dialled, direction::inbound);
}

TEST(capture_core, joins_nothing_to_nothing) {
    const auto whole = join_core({}, {}, networks::bitcoin_regtest);
    EXPECT_TRUE(whole.records.empty());
}

}  // namespace
}  // namespace bitpeer::capture
