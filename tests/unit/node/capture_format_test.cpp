#include <bitpeer/base/endian.hpp>
#include <bitpeer/base/hex.hpp>
#include <bitpeer/crypto/sha256.hpp>
#include <bitpeer/node/capture_format.hpp>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <string>
#include <vector>

namespace bitpeer::capture {
namespace {

instant at(std::int64_t nanoseconds) {
    return {duration(nanoseconds), duration(1'700'000'000'000'000'000 + nanoseconds)};
}

opening some_opening() {
    return {
        .started = at(1),
        .network = "bitcoin-regtest",
        .magic = {0xfa, 0xbf, 0xb5, 0xda},
        .who_dialled = direction::outbound,
        .kind = "none",
        .remote_address = "127.0.0.1:18444",
        .local_address = "127.0.0.1:41234",
        .software = "a test",
    };
}

message some_message(way which, std::size_t size = 8) {
    return {which, wire::command_name("ping"), shared_bytes(bytes(size, 7)), 32};
}

/// One of each.
std::vector<record> some_records() {
    transport::session_id session{};
    session.fill(9);
    return {
        {at(2), some_message(way::written)},
        {at(3), some_message(way::received, 0)},
        {at(3), damaged{"bad_checksum", "inv", 37, 61}},
        {at(4), verdict{"bad_checksum", "inv"}},
        {at(5), handshake{"v2", 70016, session}},
        {at(5), handshake{"v1", 70015, std::nullopt}},
        {at(6), broken{"wrong_magic", "", 0x01020304, 0xfabfb5da}},
        {at(7), end{"wrong_magic", "the stream's magic is another"}},
    };
}

bytes file_of(const std::vector<record>& records) {
    bytes file;
    append(file, some_opening());
    for (const auto& one : records) append(file, one);
    return file;
}

shared_bytes shared(bytes file) { return shared_bytes(std::move(file)); }

/// A record of our own making, right in its frame whatever is in it.
void append_body(bytes& file, byte_view body) {
    const auto start = file.size();
    file.resize(start + 4);
    store_le(file.data() + start, static_cast<std::uint32_t>(body.size()));
    file.insert(file.end(), body.begin(), body.end());
    const auto checksum = crypto::frame_checksum(body);
    file.insert(file.end(), checksum.begin(), checksum.end());
}

void expect_error(const bytes& file, errc code, std::size_t offset) {
    const auto read_so_far = read(shared(file));
    ASSERT_FALSE(read_so_far) << to_string(code);
    EXPECT_EQ(to_string(read_so_far.error().code), to_string(code));
    EXPECT_EQ(read_so_far.error().offset, offset) << to_string(code);
}

TEST(capture_format, reads_what_it_wrote) {
    const auto whole = read(shared(file_of(some_records())));
    ASSERT_TRUE(whole) << whole.error().message();
    EXPECT_EQ(whole->opening, some_opening());
    EXPECT_EQ(whole->opening.started.unix_time, some_opening().started.unix_time);
    EXPECT_EQ(whole->records, some_records());
    EXPECT_EQ(whole->cut_off, std::nullopt);
    EXPECT_EQ(whole->unknown_records, 0);
    EXPECT_TRUE(whole->has_verdicts);
}

TEST(capture_format, is_what_its_documentation_says) {
    bytes file;
    append(
        file,
        opening{
            .started = {duration(1), duration(2)},
            .network = "n",
            .magic = {0xfa, 0xbf, 0xb5, 0xda},
            .who_dialled = direction::outbound,
            .kind = "k",
            .remote_address = "r",
            .local_address = "",
            .software = "s",
        }
    );
    append(file, {{duration(3), duration(4)}, message{way::received, "ping", {}, 24}});
    EXPECT_EQ(
        to_hex(file),
        "62706361700d0a1a"  // "bpcap\r\n\x1a"
        "0100"              // version 1
        "24000000"          // a body of 36 bytes
        "01"                // opening
        "0100000000000000"  // monotonic
        "0200000000000000"  // Unix time
        "fabfb5da"          // magic
        "01"                // we dialled
        "01006e"
        "01006b"
        "010072"
        "0000"
        "010073" +
            to_hex(crypto::frame_checksum(byte_view(file).subspan(14, 36))) +
            "21000000"  // a body of 33 bytes
            "02"        // received
            "0300000000000000"
            "0400000000000000"
            "70696e670000000000000000"  // "ping"
            "18000000" +                // 24 bytes on the wire
            to_hex(crypto::frame_checksum(byte_view(file).last(37).first(33)))
    );
}

TEST(capture_format, is_read_up_to_the_last_whole_record_wherever_it_is_cut) {
    const auto records = some_records();
    const auto whole = file_of(records);
    std::vector<std::size_t> ends{file_of({}).size()};
    for (std::size_t i = 0; i < records.size(); ++i) {
        ends.push_back(file_of({records.begin(), records.begin() + static_cast<long>(i) + 1}).size()
        );
    }
    std::size_t complete = 0;
    for (std::size_t size = ends.front(); size <= whole.size(); ++size) {
        const auto cut =
            read(shared(bytes(whole.begin(), whole.begin() + static_cast<long>(size))));
        ASSERT_TRUE(cut) << "at " << size;
        if (complete + 1 < ends.size() && size == ends[complete + 1]) ++complete;
        EXPECT_EQ(cut->records.size(), complete) << "at " << size;
        const bool between = size == ends[complete];
        EXPECT_EQ(cut->cut_off, between ? std::nullopt : std::optional(ends[complete]));
    }
    for (std::size_t size = 0; size < ends.front(); ++size) {
        const auto cut =
            read(shared(bytes(whole.begin(), whole.begin() + static_cast<long>(size))));
        ASSERT_FALSE(cut) << "at " << size;
        EXPECT_EQ(cut.error().code, size < 10 ? errc::not_a_capture : errc::no_opening);
    }
}

TEST(capture_format, notices_every_byte_that_is_another) {
    const auto whole = file_of(some_records());
    for (std::size_t i = 0; i < whole.size(); ++i) {
        auto damaged_file = whole;
        damaged_file[i] ^= 0x20;
        const auto seen = read(shared(damaged_file));
        EXPECT_TRUE(!seen || seen->cut_off) << "byte " << i;
    }
}

TEST(capture_format, tells_what_is_wrong_and_where) {
    const auto good = file_of({{at(2), some_message(way::received)}});
    const auto second = file_of({}).size();

    expect_error({}, errc::not_a_capture, 0);
    auto other_magic = good;
    other_magic[3] = 'x';
    expect_error(other_magic, errc::not_a_capture, 0);
    auto other_version = good;
    other_version[8] = 2;
    expect_error(other_version, errc::unknown_version, 8);
    auto no_first = bytes(good.begin(), good.begin() + 10);
    expect_error(no_first, errc::no_opening, 10);
    append(no_first, record{at(2), verdict{"malformed", "inv"}});
    expect_error(no_first, errc::no_opening, 10);

    auto longest = good;
    store_le(longest.data() + second, 0xffffffffU);
    expect_error(longest, errc::record_too_long, second);
    store_le(longest.data() + second, static_cast<std::uint32_t>(body_max + 1));
    expect_error(longest, errc::record_too_long, second);
    store_le(longest.data() + second, 16U);
    expect_error(longest, errc::record_too_short, second);
    auto changed = good;
    changed.back() ^= 1;
    expect_error(changed, errc::bad_checksum, second);
}

TEST(capture_format, tells_of_a_record_that_is_not_what_its_kind_says) {
    const auto good = file_of({});
    const auto with = [&](std::uint8_t kind, const std::string& rest, bytes when = bytes(16, 0)) {
        auto file = good;
        bytes body{kind};
        body.insert(body.end(), when.begin(), when.end());
        body.insert(body.end(), rest.begin(), rest.end());
        append_body(file, body);
        return file;
    };
    const std::string name("ping\0\0\0\0\0\0\0\0", 12);
    expect_error(with(1, name), errc::malformed_record, good.size());  // a second opening
    expect_error(with(2, name), errc::malformed_record, good.size());  // ends too early
    expect_error(with(2, std::string(16, '\0')), errc::malformed_record, good.size());  // no name
    expect_error(with(3, std::string(12, '\n') + "1234"), errc::malformed_record, good.size());
    expect_error(
        with(6, "\xff\xff"), errc::malformed_record, good.size()
    );  // a text that is not there
    expect_error(
        with(7, std::string("\0\0\x01\0\0\0\x01", 7)), errc::malformed_record, good.size()
    );
    auto late = bytes(16, 0);
    late[7] = 0x7f;  // in the year 2262 and beyond
    expect_error(with(6, std::string(4, '\0'), late), errc::malformed_record, good.size());
    late[7] = 0xff;  // before the beginning
    expect_error(with(6, std::string(4, '\0'), late), errc::malformed_record, good.size());
}

TEST(capture_format, passes_over_what_a_later_version_has) {
    auto file = file_of({});
    append_body(file, bytes(20, 200));
    bytes longer{6};  // a verdict with more behind it
    longer.resize(17);
    for (const auto c : std::string("\x03\0new\x01\0x and more", 17)) {
        longer.push_back(static_cast<std::uint8_t>(c));
    }
    append_body(file, longer);
    const auto whole = read(shared(file));
    ASSERT_TRUE(whole) << whole.error().message();
    EXPECT_EQ(whole->unknown_records, 1);
    ASSERT_EQ(whole->records.size(), 1);
    EXPECT_EQ(std::get<verdict>(whole->records[0].what), (verdict{"new", "x"}));
}

TEST(capture_format, goes_on_failing_where_it_failed) {
    auto file = file_of({{at(2), some_message(way::received)}});
    file.back() ^= 1;
    auto in = reader::open(shared(file));
    ASSERT_TRUE(in);
    const auto first = in->next();
    const auto second = in->next();
    ASSERT_FALSE(first);
    ASSERT_FALSE(second);
    EXPECT_EQ(first.error().offset, second.error().offset);
}

TEST(capture_format, shares_the_memory_of_the_file) {
    const auto file = shared(file_of({{at(2), some_message(way::received, 100'000)}}));
    const auto whole = read(file);
    ASSERT_TRUE(whole);
    const auto& payload = std::get<message>(whole->records.at(0).what).payload;
    EXPECT_GE(payload.data(), file.data());
    EXPECT_LE(payload.data() + payload.size(), file.data() + file.size());
}

TEST(capture_format, cuts_texts_and_times_that_do_not_fit) {
    bytes file = file_of({});
    append(
        file, record{{duration(-5), duration::max()}, end{"requested", std::string(70'000, 'x')}}
    );
    const auto whole = read(shared(file));
    ASSERT_TRUE(whole);
    EXPECT_EQ(std::get<end>(whole->records.at(0).what).detail.size(), 65'535);
    EXPECT_EQ(whole->records.at(0).when.monotonic, duration::zero());
    EXPECT_EQ(whole->records.at(0).when.unix_time, time_max);
}

RC_GTEST_PROP(capture_format, reads_any_message_that_it_wrote, ()) {
    std::vector<record> records;
    for (const auto& payload : *rc::gen::arbitrary<std::vector<bytes>>()) {
        message what{*rc::gen::element(way::received, way::written), {}, {}, {}};
        what.command = *wire::command_name::parse(*rc::gen::nonEmpty(
            rc::gen::resize(12, rc::gen::container<std::string>(rc::gen::inRange<char>(0x20, 0x7f)))
        ));
        what.wire_size = *rc::gen::arbitrary<std::uint32_t>();
        what.payload = shared_bytes::copy(payload);
        records.push_back({at(*rc::gen::inRange(0, 1'000'000)), std::move(what)});
    }
    const auto whole = read(shared(file_of(records)));
    RC_ASSERT(whole.has_value());
    RC_ASSERT(whole->records == records);
}

RC_GTEST_PROP(capture_format, survives_any_bytes, (const bytes& tail)) {
    auto file = file_of({{at(2), some_message(way::received)}});
    file.insert(file.end(), tail.begin(), tail.end());
    const auto whole = read(shared(file));
    if (whole) RC_ASSERT(whole->records.size() >= 1);
}

}  // namespace
}  // namespace bitpeer::capture
