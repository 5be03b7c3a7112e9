#include <bitpeer/runtime/failure.hpp>

#include <gtest/gtest.h>

#include <set>
#include <string>

namespace bitpeer {
namespace {

TEST(failure, has_a_name_for_each_code) {
    std::set<std::string_view> names;
    for (int i = 0; i <= static_cast<int>(failure_code::would_block); ++i) {
        names.insert(to_string(static_cast<failure_code>(i)));
    }
    EXPECT_EQ(names.size(), static_cast<std::size_t>(failure_code::would_block) + 1);
    EXPECT_FALSE(names.contains("unknown"));
    EXPECT_EQ(to_string(static_cast<failure_code>(255)), "unknown");
}

TEST(failure, says_which_transport_which_rule_and_whose_fault) {
    failure what{failure_code::handshake_failed, "192.0.2.1:8333", "v1"};
    what.disconnect = disconnect{disconnect_reason::wrong_magic, "0b110907"};
    EXPECT_EQ(
        what.message(),
        "handshake_failed: 192.0.2.1:8333 (v1, fault of the remote): wrong_magic: 0b110907"
    );
    EXPECT_EQ(what.whose(), fault::remote);
}

TEST(failure, says_what_the_engine_refused) {
    failure what{failure_code::not_sent};
    what.refused = send_error{misuse::back_pressure, {}};
    EXPECT_EQ(what.message(), "not_sent: back_pressure");
    EXPECT_EQ(what.whose(), fault::local);
}

TEST(failure, says_what_the_proxy_said) {
    failure what{failure_code::proxy_refused, "192.0.2.1:8333 through 127.0.0.1:9050"};
    what.proxy = {transport::socks5_error_code::refused, transport::socks5_step::request, 5};
    EXPECT_EQ(
        what.message(),
        "proxy_refused: 192.0.2.1:8333 through 127.0.0.1:9050: "
        "request: refused: connection refused (0x05)"
    );
    EXPECT_EQ(what.whose(), fault::network);
}

TEST(failure, blames_nobody_where_that_is_not_known) {
    EXPECT_EQ(failure{failure_code::ended}.whose(), std::nullopt);
    EXPECT_EQ(failure{failure_code::connect_refused}.whose(), fault::network);
    EXPECT_EQ(failure{failure_code::timed_out}.whose(), fault::remote);
}

}  // namespace
}  // namespace bitpeer
