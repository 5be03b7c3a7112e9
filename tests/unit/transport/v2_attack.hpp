#pragma once
/// An encrypted transport whose remote does as it likes.

#include <bitpeer/params/networks.hpp>
#include <bitpeer/transport/v2.hpp>
#include <tests/support/v2_streams.hpp>

#include <gtest/gtest.h>

#include <string>

namespace bitpeer::transport {

inline const network& regtest = networks::bitcoin_regtest;

/// A transport, and somebody at its other end who may do anything.
struct attack {
    explicit attack(crypto::party us = crypto::party::responder)
        : transport(regtest, us, entropy::from_number(3), {}),
          remote(
              us == crypto::party::responder ? crypto::party::initiator : crypto::party::responder
          ) {
        (void)remote.meet(transport.take_output());
    }
    /// The stream is open and a message has come through.
    void open() {
        ASSERT_TRUE(test::read_all(transport, remote.opening()).empty());
        ASSERT_EQ(test::first_of(transport, remote.message("verack", {})), "verack  33");
    }
    /// What is left of the transport when it is broken.
    void expect_over(const std::string& code) {
        EXPECT_EQ(transport.buffered(), 0U);
        bytes more(100'000, 1);
        byte_view in(more);
        EXPECT_EQ(test::text_of(transport.receive(in)), "broken " + code);
        EXPECT_TRUE(in.empty());
        EXPECT_EQ(transport.buffered(), 0U);
    }
    [[nodiscard]] broken_stream end() {
        byte_view nothing;
        return std::get<broken_stream>(transport.receive(nothing));
    }

    v2 transport;
    test::hand_made_v2 remote;
};

[[nodiscard]] inline bytes with_bit_flipped(bytes data, std::size_t bit) {
    data[bit / 8] ^= static_cast<std::uint8_t>(1U << bit % 8);
    return data;
}

}  // namespace bitpeer::transport
