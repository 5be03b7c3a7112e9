#include <bitpeer/transport/socks5.hpp>
#include <tests/support/splitmix64.hpp>

#include <gtest/gtest.h>

#include <set>
#include <string>
#include <vector>

namespace bitpeer::transport {
namespace {

using code = socks5_error_code;
using step = socks5_step;

const socks5_credentials alice{"alice", "secret"};
const bytes no_login = {5, 0};
const bytes login = {5, 2};
const bytes login_done = {1, 0};
const bytes connected_v4 = {5, 0, 0, 1, 192, 0, 2, 7, 0x20, 0x8d};

bytes operator+(bytes left, const bytes& right) {
    left.insert(left.end(), right.begin(), right.end());
    return left;
}

bytes of(std::string_view text) { return {text.begin(), text.end()}; }

bytes connected_v6() {
    bytes reply{5, 0, 0, 4};
    for (std::uint8_t i = 0; i < 16; ++i) reply.push_back(i);
    return reply + bytes{0, 80};
}

bytes connected_name(std::string_view name) {
    return bytes{5, 0, 0, 3, static_cast<std::uint8_t>(name.size())} + of(name) + bytes{0xff, 0xfe};
}

/// What a negotiation came to when the proxy said these bytes in these pieces.
struct course {
    bytes written;
    std::size_t taken = 0;
    std::optional<result<socks5_bound_address, socks5_error>> outcome;

    friend bool operator==(const course&, const course&) = default;
};

class negotiation {
public:
    explicit negotiation(std::optional<socks5_credentials> credentials = {})
        : proxy_("example.onion", 8333, std::move(credentials)) {}

    void hear(byte_view piece) {
        for (;;) {
            write();
            const auto before = piece.size();
            proxy_.receive(piece);
            course_.taken += before - piece.size();
            if (before == piece.size()) break;
        }
    }
    course end() {
        write();
        course_.outcome = proxy_.outcome();
        return course_;
    }
    socks5& machine() { return proxy_; }

private:
    void write() { course_.written = course_.written + proxy_.take_output(); }

    socks5 proxy_;
    course course_;
};

course after(const bytes& said, const std::optional<socks5_credentials>& credentials = {}) {
    negotiation whole(credentials);
    whole.hear(said);
    return whole.end();
}

socks5_error error_after(
    const bytes& said, const std::optional<socks5_credentials>& credentials = {}
) {
    const auto came = after(said, credentials);
    EXPECT_TRUE(came.outcome && !*came.outcome);
    EXPECT_EQ(came.taken, said.size()) << "it fails at the byte that is wrong";
    return came.outcome && !*came.outcome ? came.outcome->error() : socks5_error{};
}

TEST(socks5, asks_for_a_name_and_a_port) {
    const auto came = after(no_login + connected_v4);
    EXPECT_EQ(
        came.written,
        (bytes{5, 1, 0} + bytes{5, 1, 0, 3, 13} + of("example.onion") + bytes{0x20, 0x8d})
    );
    ASSERT_TRUE(came.outcome && *came.outcome);
    EXPECT_EQ(
        **came.outcome, (socks5_bound_address{socks5_bound_address::ipv4{192, 0, 2, 7}, 8333})
    );
}

TEST(socks5, sends_ip_addresses_as_names_too) {
    for (const std::string host : {"192.0.2.1", "2001:db8::1"}) {
        socks5 proxy(host, 1);
        (void)proxy.take_output();
        byte_view in(no_login);
        proxy.receive(in);
        const auto size = static_cast<std::uint8_t>(host.size());
        EXPECT_EQ(proxy.take_output(), (bytes{5, 1, 0, 3, size} + of(host) + bytes{0, 1}));
    }
}

TEST(socks5, logs_in_when_the_proxy_wants_it) {
    const auto came = after(login + login_done + connected_v4, alice);
    EXPECT_EQ(
        came.written,
        (bytes{5, 2, 0, 2} + bytes{1, 5} + of("alice") + bytes{6} + of("secret") +
         bytes{5, 1, 0, 3, 13} + of("example.onion") + bytes{0x20, 0x8d})
    );
    EXPECT_TRUE(came.outcome && *came.outcome);
}

TEST(socks5, keeps_its_credentials_when_the_proxy_does_not_want_them) {
    const auto came = after(no_login + connected_v4, alice);
    EXPECT_TRUE(came.outcome && *came.outcome);
    const std::string written(came.written.begin(), came.written.end());
    EXPECT_EQ(written.find("secret"), std::string::npos);
}

TEST(socks5, reads_the_bound_address_in_all_its_forms) {
    const auto v6 = after(no_login + connected_v6());
    ASSERT_TRUE(v6.outcome && *v6.outcome);
    socks5_bound_address::ipv6 expected;
    for (std::uint8_t i = 0; i < 16; ++i) expected[i] = i;
    EXPECT_EQ(**v6.outcome, (socks5_bound_address{expected, 80}));
    for (const std::string& name : {std::string(), std::string("exit"), std::string(255, 'n')}) {
        const auto named = after(no_login + connected_name(name));
        ASSERT_TRUE(named.outcome && *named.outcome) << name;
        EXPECT_EQ(**named.outcome, (socks5_bound_address{name, 0xfffe}));
    }
}

TEST(socks5, takes_names_and_credentials_up_to_255_bytes) {
    const std::string longest(255, 'x');
    socks5 proxy(longest, 8333, {{longest, longest}});
    EXPECT_EQ(proxy.take_output(), (bytes{5, 2, 0, 2}));
    byte_view in(login);
    proxy.receive(in);
    EXPECT_EQ(proxy.take_output(), (bytes{1, 255} + of(longest) + bytes{255} + of(longest)));
    in = login_done;
    proxy.receive(in);
    EXPECT_EQ(proxy.take_output(), (bytes{5, 1, 0, 3, 255} + of(longest) + bytes{0x20, 0x8d}));
}

TEST(socks5, sends_nothing_when_what_it_was_given_does_not_fit) {
    const std::string too_long(256, 'x');
    const std::optional<socks5_credentials> bad[] = {
        {{"", "b"}}, {{"a", ""}}, {{too_long, "b"}}, {{"a", too_long}}};
    for (const auto& credentials : bad) {
        socks5 proxy("example.onion", 8333, credentials);
        ASSERT_TRUE(proxy.outcome());
        EXPECT_EQ(proxy.outcome()->error().code, code::bad_credentials);
        EXPECT_TRUE(proxy.take_output().empty());
    }
    for (const auto& host : {std::string(), too_long}) {
        socks5 proxy(host, 8333);
        ASSERT_TRUE(proxy.outcome());
        EXPECT_EQ(proxy.outcome()->error().code, code::bad_host);
        EXPECT_TRUE(proxy.take_output().empty());
        EXPECT_EQ(proxy.wanted(), 0U);
    }
}

TEST(socks5, fails_when_no_way_to_log_in_is_accepted) {
    EXPECT_EQ(error_after({5, 0xff}), (socks5_error{code::no_method, step::method, 0xff}));
    EXPECT_EQ(error_after({5, 0xff}, alice).code, code::no_method);
}

TEST(socks5, fails_when_a_way_is_chosen_that_was_not_offered) {
    EXPECT_EQ(error_after({5, 2}), (socks5_error{code::unoffered_method, step::method, 2}));
    EXPECT_EQ(error_after({5, 1}, alice), (socks5_error{code::unoffered_method, step::method, 1}));
}

TEST(socks5, fails_when_the_credentials_are_refused) {
    EXPECT_EQ(
        error_after(login + bytes{1, 3}, alice), (socks5_error{code::login_refused, step::login, 3})
    );
}

TEST(socks5, fails_when_an_answer_begins_with_another_version) {
    EXPECT_EQ(error_after(of("H")), (socks5_error{code::wrong_version, step::method, 'H'}));
    EXPECT_EQ(
        error_after(login + bytes{5}, alice), (socks5_error{code::wrong_version, step::login, 5})
    );
    EXPECT_EQ(
        error_after(no_login + bytes{0}), (socks5_error{code::wrong_version, step::request, 0})
    );
}

TEST(socks5, tells_each_reply_of_a_proxy_that_does_not_connect) {
    std::set<std::string_view> words;
    for (unsigned reply = 1; reply < 256; ++reply) {
        const auto byte = static_cast<std::uint8_t>(reply);
        const auto error = error_after(no_login + bytes{5, byte});
        EXPECT_EQ(error, (socks5_error{code::refused, step::request, byte}));
        ASSERT_TRUE(error.reply());
        words.insert(to_string(*error.reply()));
    }
    EXPECT_EQ(words.size(), 8U + 8U + 1U);
    EXPECT_EQ(
        error_after(no_login + bytes{5, 5}).message(), "request: refused: connection refused (0x05)"
    );
    EXPECT_EQ(
        error_after(no_login + bytes{5, 0xf0}).message(),
        "request: refused: onion service not found (0xf0)"
    );
    EXPECT_EQ(
        error_after(no_login + bytes{5, 9}).message(), "request: refused: unknown reply (0x09)"
    );
}

TEST(socks5, fails_when_the_reply_is_malformed) {
    EXPECT_EQ(
        error_after(no_login + bytes{5, 0, 1}),
        (socks5_error{code::bad_reserved_byte, step::request, 1})
    );
    for (unsigned type = 0; type < 256; ++type) {
        if (type == 1 || type == 3 || type == 4) continue;
        const auto byte = static_cast<std::uint8_t>(type);
        EXPECT_EQ(
            error_after(no_login + bytes{5, 0, 0, byte}),
            (socks5_error{code::bad_address_type, step::request, byte})
        );
    }
}

TEST(socks5, says_at_which_step_the_proxy_hung_up) {
    const auto said = login + login_done + connected_name("exit");
    for (std::size_t count = 0; count < said.size(); ++count) {
        negotiation cut(alice);
        cut.hear(byte_view(said).first(count));
        cut.machine().closed();
        const auto came = cut.end();
        ASSERT_TRUE(came.outcome && !*came.outcome) << count;
        const auto where = count < 2 ? step::method : count < 4 ? step::login : step::request;
        EXPECT_EQ(came.outcome->error(), (socks5_error{code::closed, where, 0})) << count;
    }
    negotiation whole(alice);
    whole.hear(said);
    whole.machine().closed();
    EXPECT_TRUE(whole.end().outcome->has_value()) << "then it is the target's";
}

TEST(socks5, takes_no_byte_of_the_target) {
    const auto target = of("from the target");
    for (const auto& reply : {connected_v4, connected_v6(), connected_name("exit")}) {
        const auto said = login + login_done + reply;
        const auto came = after(said + target, alice);
        ASSERT_TRUE(came.outcome && *came.outcome);
        EXPECT_EQ(came.taken, said.size());
    }
}

TEST(socks5, comes_to_the_same_however_the_answer_is_cut) {
    const auto tail = of("tail");
    const std::vector<bytes> all = {
        no_login + connected_v4 + tail,
        no_login + connected_name("exit") + tail,
        login + login_done + connected_v6() + tail,
        login + bytes{1, 9} + tail,
        login + login_done + bytes{5, 4} + tail,
        login + login_done + bytes{5, 0, 0, 9} + tail,
        of("HTTP/1.1 400 Bad Request"),
    };
    for (const auto& said : all) {
        const auto expected = after(said, alice);
        for (std::size_t first = 0; first <= said.size(); ++first) {
            for (std::size_t second = first; second <= said.size(); ++second) {
                negotiation thirds(alice);
                const byte_view view(said);
                thirds.hear(view.first(first));
                thirds.hear(view.subspan(first, second - first));
                thirds.hear(view.subspan(second));
                ASSERT_EQ(thirds.end(), expected) << "cut at " << first << " and " << second;
            }
        }
    }
}

/// Who reads what is wanted at a time reads nothing else, whatever the proxy says.
TEST(socks5, wants_no_more_than_the_proxy_has_to_say) {
    for (std::uint64_t seed = 0; seed < 2000; ++seed) {
        test::splitmix64 chance(seed);
        bytes said = chance.below(2) == 0 ? no_login : login + login_done;
        said = said + (chance.below(2) == 0 ? connected_v6()
                                            : connected_name(std::string(chance.below(256), 'n')));
        if (chance.below(2) == 0) {
            said[chance.below(said.size())] ^= static_cast<std::uint8_t>(1 + chance.below(255));
        }
        const auto expected = after(said, alice);
        negotiation careful(alice);
        std::size_t read = 0;
        while (const auto count = careful.machine().wanted()) {
            if (read + count > said.size()) break;
            careful.hear(byte_view(said).subspan(read, count));
            read += count;
        }
        const auto came = careful.end();
        if (!expected.outcome) continue;
        ASSERT_TRUE(came.outcome) << "seed " << seed;
        ASSERT_EQ(*came.outcome, *expected.outcome) << "seed " << seed;
        if (*came.outcome) ASSERT_EQ(read, expected.taken) << "seed " << seed;
    }
}

TEST(socks5, hears_no_answer_before_its_question) {
    socks5 proxy("example.onion", 8333);
    const auto said = no_login + connected_v4;
    byte_view in(said);
    proxy.receive(in);
    EXPECT_EQ(in.size(), said.size());
    (void)proxy.take_output();
    proxy.receive(in);
    EXPECT_EQ(in.size(), connected_v4.size());
    EXPECT_FALSE(proxy.outcome());
    EXPECT_FALSE(proxy.take_output().empty());
    proxy.receive(in);
    EXPECT_TRUE(in.empty());
    EXPECT_TRUE(proxy.outcome());
}

TEST(socks5, has_a_name_for_each_error_and_step) {
    std::set<std::string_view> names;
    for (int i = 0; i <= static_cast<int>(code::closed); ++i) {
        names.insert(to_string(static_cast<code>(i)));
    }
    for (int i = 0; i <= static_cast<int>(step::request); ++i) {
        names.insert(to_string(static_cast<step>(i)));
    }
    EXPECT_EQ(names.size(), static_cast<std::size_t>(code::closed) + 1 + 3);
    EXPECT_FALSE(names.contains("unknown"));
    EXPECT_EQ(
        (socks5_error{code::closed, step::login}).message(), "login: closed: the proxy hung up"
    );
    EXPECT_EQ(
        (socks5_error{code::bad_host, step::method}).message(),
        "method: bad_host: 1 to 255 bytes are allowed"
    );
}

}  // namespace
}  // namespace bitpeer::transport
