#include <bitpeer/wire/inventory.hpp>
#include <bitpeer/wire/limits.hpp>
#include <bitpeer/wire/messages/cfilter.hpp>
#include <bitpeer/wire/messages/headers.hpp>
#include <bitpeer/wire/messages/inv.hpp>
#include <bitpeer/wire/messages/reject.hpp>
#include <bitpeer/wire/messages/verack.hpp>
#include <bitpeer/wire/messages/version.hpp>

#include <gtest/gtest.h>

namespace bitpeer::wire {
namespace {

// Everything here is known while compiling; a test that runs is only there to say so.

static_assert(bounds_of<bool>().max == 1);
static_assert(bounds_of<std::uint64_t>().min == 8);
static_assert(bounds_of<hash256>().max == 32);
static_assert(bounds_of<port_number>().max == 2);
static_assert(bounds_of<services>().max == 8);
static_assert(bounds_of<compact<services>>().min == 1 && bounds_of<compact<services>>().max == 9);
static_assert(bounds_of<var_bytes<252>>().max == 253 && bounds_of<var_bytes<253>>().max == 256);
static_assert(bounds_of<var_string<80, 4>>().min == 5 && bounds_of<var_string<80, 4>>().max == 81);
static_assert(bounds_of<list<std::uint16_t, 3>>().max == 1 + 6);
static_assert(bounds_of<rest_of_payload>().min == 0);

static_assert(fixed_size<inventory>);
static_assert(fixed_size<verack>);
static_assert(!fixed_size<announced_header>);  // its count is a CompactSize
static_assert(!fixed_size<inv>);

// What old peers leave out does not count for the least.
static_assert(bounds_of<version>().min == 46);
static_assert(bounds_of<reject>().min == 3 && bounds_of<reject>().max == 158);

// The network's limit caps what the fields would allow.
static_assert(bounds_of<cfilter>().max > max_message_payload);
static_assert(max_payload<cfilter>() == max_message_payload);

TEST(limits, are_known_while_compiling) { SUCCEED(); }

}  // namespace
}  // namespace bitpeer::wire
