/// Descriptions are complete, and what is derived from them holds.

#include <bitpeer/wire/limits.hpp>
#include <tests/support/each_message.hpp>

#include <boost/pfr/tuple_size.hpp>
#include <gtest/gtest.h>

namespace bitpeer::wire {
namespace {

/// Counts the fields that it is shown, and those calls that one type makes per field.
struct call_counter {
    std::size_t calls = 0;
    constexpr void operator()(const char* /*name*/, const auto& /*field*/) { ++calls; }
    [[nodiscard]] static constexpr int protocol_version() { return described_protocol_version; }
    static constexpr bool tail() { return true; }
};

template <class M>
class every_description : public ::testing::Test {};
TYPED_TEST_SUITE(every_description, test::each_layout, test::named_by_command);

TYPED_TEST(every_description, names_each_member) {
    if constexpr (laid_out_by_hand<TypeParam> || !std::is_aggregate_v<TypeParam>) {
        SUCCEED() << "its layout is written by hand";
    } else {
        call_counter counter;
        TypeParam::fields(detail::specimen<TypeParam>, counter);
        EXPECT_EQ(counter.calls, boost::pfr::tuple_size_v<TypeParam>);
    }
}

/// The archive that makes the field with a given number too long.
class overfiller {
public:
    explicit overfiller(int target) : target_(target) {}

    template <class T>
    void operator()(const char* /*name*/, T& field) {
        if constexpr (detail::is_list<T>) {
            overfill(field, T::max_count);
        } else if constexpr (detail::is_var_bytes<T>) {
            overfill(field, T::max_length);
        } else if constexpr (detail::is_var_string<T>) {
            overfill(field.text, T::max_length);
            if (limit_ == 0) field.text.resize(T::min_length);
        } else if constexpr (described<T> && !laid_out_by_hand<T>) {
            T::fields(field, *this);
        }
    }
    [[nodiscard]] static constexpr int protocol_version() { return described_protocol_version; }
    static constexpr bool tail() { return true; }

    /// The limit that was broken; 0: there was no such field.
    [[nodiscard]] std::size_t limit() const { return limit_; }

private:
    void overfill(auto& field, std::size_t max) {
        if (max == bounded_by_message || seen_++ != target_) return;
        limit_ = max;
        field.resize(max + 1);
    }

    int target_;
    int seen_ = 0;
    std::size_t limit_ = 0;
};

TYPED_TEST(every_description, gives_limits_that_encoding_keeps) {
    using message = TypeParam;
    if constexpr (laid_out_by_hand<message>) {
        SUCCEED() << "its layout is written by hand";
    } else {
        for (int target = 0;; ++target) {
            message value{};
            overfiller fill(target);
            message::fields(value, fill);
            if (fill.limit() == 0) break;
            const auto encoded = encode(value, test::options_for<message>());
            ASSERT_FALSE(encoded);
            const auto& failure = encoded.error();
            EXPECT_TRUE(
                failure.code == errc::count_above_limit || failure.code == errc::length_above_limit
            ) << failure.message();
            EXPECT_EQ(failure.actual, fill.limit() + 1);
            EXPECT_EQ(failure.allowed, fill.limit());
            EXPECT_EQ(failure.command, message::command);
        }
    }
}

// The table "numeric limits for the codec" of the protocol's notes, in bytes.
static_assert(max_payload<version>() == 4 + 8 + 8 + 26 + 26 + 8 + (3 + 256) + 4 + 1);
static_assert(max_payload<verack>() == 0);
static_assert(max_payload<getaddr>() == 0);
static_assert(max_payload<mempool>() == 0);
static_assert(max_payload<sendheaders>() == 0);
static_assert(max_payload<sendaddrv2>() == 0);
static_assert(max_payload<wtxidrelay>() == 0);
static_assert(max_payload<filterclear>() == 0);
static_assert(max_payload<ping>() == 8);
static_assert(max_payload<pong>() == 8);
static_assert(max_payload<feefilter>() == 8);
static_assert(max_payload<sendcmpct>() == 9);
static_assert(max_payload<sendtxrcncl>() == 12);
static_assert(max_payload<addr>() == 3 + 1000 * 30);
static_assert(max_payload<addrv2>() == 3 + 1000 * (4 + 9 + 1 + 3 + 512 + 2));
static_assert(max_payload<inv>() == 3 + 50'000 * 36);
static_assert(max_payload<getdata>() == 3 + 50'000 * 36);
static_assert(max_payload<notfound>() == 3 + 50'000 * 36);
static_assert(max_payload<getheaders>() == 4 + 1 + 101 * 32 + 32);
static_assert(max_payload<getblocks>() == 4 + 1 + 101 * 32 + 32);
static_assert(max_payload<tx>() == 4'000'000);
static_assert(max_payload<block>() == 4'000'000);
static_assert(max_payload<blocktxn>() == 4'000'000);
static_assert(max_payload<cmpctblock>() == 4'000'000);
static_assert(max_payload<merkleblock>() == 4'000'000);
static_assert(max_payload<cfilter>() == 4'000'000);
static_assert(max_payload<getblocktxn>() >= 32 + 3 + 65'535 * 3);
static_assert(max_payload<filterload>() == 3 + 36'000 + 9);
static_assert(max_payload<filteradd>() == 3 + 520);
static_assert(max_payload<getcfilters>() == 37);
static_assert(max_payload<getcfheaders>() == 37);
static_assert(max_payload<getcfcheckpt>() == 33);
static_assert(max_payload<cfheaders>() == 1 + 32 + 32 + 3 + 2000 * 32);
static_assert(max_payload<cfcheckpt>() == 4'000'000);
static_assert(max_payload<feature>() == 1 + 80 + 3 + 512);
static_assert(max_payload<reqrecon>() == 4);
static_assert(max_payload<reqsketchext>() == 0);
static_assert(max_payload<sketch>() == 4'000'000);
static_assert(max_payload<reconcildiff>() == 4'000'000);
static_assert(max_payload<reject>() == (1 + 12) + 1 + (1 + 111) + 32);
static_assert(max_payload<alert>() == 4'000'000);
static_assert(max_payload<headers>() >= 3 + 2000 * 81);

static_assert(bounds_of<version>().min == 4 + 8 + 8 + 26);

}  // namespace
}  // namespace bitpeer::wire
