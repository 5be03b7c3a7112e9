#pragma once
/// One run: who the remote is, then behaviour after behaviour.

#include <bitpeer/base/result.hpp>
#include <bitpeer/engine/transport_policy.hpp>

#include "behaviour.hpp"
#include "remote.hpp"

#include <string>
#include <vector>

namespace bitpeer::tool::conform {

struct run_options {
    transport_policy transports = transport_policy::prefer_v2;
    duration patience = std::chrono::seconds(5);
    std::vector<std::string> only{};  ///< beginnings of names; empty: all
    bool slow = true;
};

/// Those that a run would ask, in order.
[[nodiscard]] std::vector<const behaviour*> chosen(const run_options& from);

/// The first conversation, in v2 and in v1 as far as the policy goes. An error is for people: it
/// cannot be spoken with.
[[nodiscard]] boost::asio::awaitable<result<remote, std::string>> meet(
    boost::asio::any_io_executor executor, const network& net, boost::asio::ip::tcp::endpoint where,
    const run_options& by
);

/// One behaviour's end.
struct finding {
    conform::verdict verdict;
    transcript said;
    duration took{};
};

/// Asks one; again, after a pause, while the remote takes no connection.
[[nodiscard]] boost::asio::awaitable<finding> ask(
    boost::asio::any_io_executor executor, const terms& on, const behaviour& what
);

}  // namespace bitpeer::tool::conform
