#pragma once
/// A chain server with a chain, and somebody who asks.

#include <bitpeer/node/chain_server.hpp>
#include <bitpeer/wire/messages/getdata.hpp>
#include <tests/unit/node/generated_chains.hpp>

#include <gtest/gtest.h>

#include <cstdint>
#include <vector>

namespace bitpeer::test {

/// A hash that no chain has.
inline constexpr hash256 stranger =
    hash256::literal("00000000000000000000000000000000000000000000000000000000deadbeef");

class chain_server_of : public ::testing::Test {
protected:
    explicit chain_server_of(std::uint32_t height) : chain(generated(height)) {}

    /// All answers to a message.
    std::vector<wire::message> ask(const wire::message& message) {
        EXPECT_EQ(server.take(message, peer), serving_verdict::accepted);
        return answers();
    }

    std::vector<wire::message> answers() {
        std::vector<wire::message> all;
        while (const auto* answer = server.next()) {
            all.push_back(*answer);
            server.sent();
        }
        EXPECT_EQ(server.pending(), 0U);
        return all;
    }

    /// The only answer to a message, which must be of that type.
    template <class Answer>
    Answer answer_to(const wire::message& message) {
        const auto all = ask(message);
        EXPECT_EQ(all.size(), 1U);
        if (all.empty() || !all[0].is<Answer>()) {
            ADD_FAILURE() << "not what was expected";
            return {};
        }
        return *all[0].get_if<Answer>();
    }

    static wire::getdata getdata(std::vector<wire::inventory> items) {
        wire::getdata message;
        message.items.assign(items.begin(), items.end());
        return message;
    }

    [[nodiscard]] const hash256& hash_at(std::uint32_t height) const {
        return chain.headers().hash_at(height);
    }

    served_chain chain;
    features peer;
    chain_server server{chain};
};

class chain_server_of_30_blocks : public chain_server_of {
protected:
    chain_server_of_30_blocks() : chain_server_of(30) {}
};

class chain_server_of_2100_blocks : public chain_server_of {
protected:
    chain_server_of_2100_blocks() : chain_server_of(2100) {}
};

}  // namespace bitpeer::test
