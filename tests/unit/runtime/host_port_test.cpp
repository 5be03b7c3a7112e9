#include <bitpeer/runtime/host_port.hpp>

#include <gtest/gtest.h>

namespace bitpeer {
namespace {

std::optional<host_port> parse(std::string_view text) {
    const auto parsed = parse_host_port(text, 8333);
    if (!parsed) {
        EXPECT_EQ(parsed.error().code, failure_code::bad_address);
        EXPECT_NE(parsed.error().message().find(text), std::string::npos);
        return std::nullopt;
    }
    return *parsed;
}

TEST(host_port, is_read_in_every_usual_form) {
    EXPECT_EQ(parse("192.0.2.1:18444"), (host_port{"192.0.2.1", 18444}));
    EXPECT_EQ(parse("192.0.2.1"), (host_port{"192.0.2.1", 8333}));
    EXPECT_EQ(parse("seed.example.org"), (host_port{"seed.example.org", 8333}));
    EXPECT_EQ(parse("seed.example.org:1"), (host_port{"seed.example.org", 1}));
    EXPECT_EQ(parse("[2001:db8::1]:65535"), (host_port{"2001:db8::1", 65535}));
    EXPECT_EQ(parse("[2001:db8::1]"), (host_port{"2001:db8::1", 8333}));
    EXPECT_EQ(parse("2001:db8::1"), (host_port{"2001:db8::1", 8333}));
    EXPECT_EQ(parse("::"), (host_port{"::", 8333}));
    EXPECT_EQ(parse("127.0.0.1:0"), (host_port{"127.0.0.1", 0}));
}

TEST(host_port, is_refused_when_it_is_none) {
    for (const auto* text :
         {"",
          ":",
          ":8333",
          "a:",
          "a:b",
          "a:65536",
          "a:-1",
          "a:+1",
          "a: 1",
          "a b",
          "[::1",
          "[::1]x",
          "[::1]:",
          "[]:1",
          "[example.org]:1",
          "http://example.org",
          "a:1/",
          "a\tb"}) {
        EXPECT_EQ(parse(text), std::nullopt) << text;
    }
    EXPECT_EQ(parse(std::string(254, 'a')), std::nullopt);
}

TEST(host_port, is_written_as_it_is_read) {
    for (const std::string text : {"example.org:8333", "192.0.2.1:1", "[2001:db8::1]:65535"}) {
        EXPECT_EQ(to_string(*parse_host_port(text, 0)), text);
    }
}

}  // namespace
}  // namespace bitpeer
