#include <bitpeer/runtime/proxy_options.hpp>

#include <gtest/gtest.h>

#include <string>

namespace bitpeer {
namespace {

TEST(parse_proxy, reads_an_address_with_or_without_credentials) {
    const auto plain = parse_proxy("tor.example.org:9050");
    ASSERT_TRUE(plain);
    EXPECT_EQ(plain->address, (host_port{"tor.example.org", 9050}));
    EXPECT_FALSE(plain->credentials);
    EXPECT_TRUE(plain->isolates_streams);
    EXPECT_EQ(parse_proxy("127.0.0.1")->address.port, socks_port);
    EXPECT_EQ(parse_proxy("[::1]:9050")->address, (host_port{"::1", 9050}));
    const auto login = parse_proxy("alice:se:cr@et@[::1]:9050");
    ASSERT_TRUE(login);
    EXPECT_EQ(login->address, (host_port{"::1", 9050}));
    EXPECT_EQ(login->credentials, (transport::socks5_credentials{"alice", "se:cr@et"}));
}

TEST(parse_proxy, refuses_what_is_no_proxy_and_keeps_the_password) {
    const auto too_long = std::string(256, 'x');
    for (const auto& text :
         {std::string(),
          std::string("alice@host:1"),
          std::string("alice:@host:1"),
          std::string(":secret@host:1"),
          std::string("alice:secret@"),
          std::string("alice:secret@host:99999"),
          too_long + ":secret@host:1",
          "alice:secret" + too_long + "@host:1"}) {
        const auto parsed = parse_proxy(text);
        ASSERT_FALSE(parsed) << text;
        EXPECT_EQ(parsed.error().code, failure_code::bad_address);
        EXPECT_EQ(parsed.error().message().find("secret"), std::string::npos);
    }
}

}  // namespace
}  // namespace bitpeer
