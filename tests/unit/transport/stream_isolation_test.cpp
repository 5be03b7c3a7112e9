#include <bitpeer/transport/stream_isolation.hpp>

#include <gtest/gtest.h>

#include <set>
#include <string>

namespace bitpeer::transport {
namespace {

class fixed_number final : public random_source {
public:
    explicit fixed_number(std::uint64_t number) : number_(number) {}
    std::uint64_t next() override { return number_; }

private:
    std::uint64_t number_;
};

TEST(stream_isolation, gives_fresh_credentials_each_time) {
    fixed_number random(0x0807060504030201);
    stream_isolation isolation(random);
    EXPECT_EQ(isolation.next(), (socks5_credentials{"0102030405060708-0", "0102030405060708-0"}));
    EXPECT_EQ(isolation.next(), (socks5_credentials{"0102030405060708-1", "0102030405060708-1"}));
}

TEST(stream_isolation, gives_none_that_another_owner_gives) {
    std::set<std::string> users;
    for (std::uint64_t owner = 0; owner < 20; ++owner) {
        fixed_number random(owner);
        stream_isolation isolation(random);
        for (int i = 0; i < 20; ++i) users.insert(isolation.next().user);
    }
    EXPECT_EQ(users.size(), 400U);
}

TEST(stream_isolation, fits_into_a_login) {
    fixed_number random(~std::uint64_t{0});
    stream_isolation isolation(random);
    EXPECT_FALSE(socks5("example.onion", 8333, isolation.next()).outcome());
}

}  // namespace
}  // namespace bitpeer::transport
