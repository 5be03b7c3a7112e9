#pragma once
/// What live peers say to each other.

#include <bitpeer/base/random.hpp>
#include <bitpeer/runtime/inbox.hpp>
#include <bitpeer/runtime/peer.hpp>

#include "ledger.hpp"
#include <boost/asio/awaitable.hpp>

#include <span>

namespace bitpeer::soak {

/// The messages that `answer_all` wants to see.
[[nodiscard]] std::span<const wire::message_type_id> talked_about();

/// Answers what the other side asks: by headers, transactions, or that there is no such thing. Ends
/// with the connection.
boost::asio::awaitable<void> answer_all(peer with, raw_inbox inbox, ledger& count);

/// One thing at random: a ping, announcements, a transaction, a question for headers or
/// transactions. Completes when it is answered.
boost::asio::awaitable<void> say_something(peer to, random_source& random, ledger& count);

}  // namespace bitpeer::soak
