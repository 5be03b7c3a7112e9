#pragma once
/// Questions of the owner's that want an answer.

#include <bitpeer/base/ring_queue.hpp>
#include <bitpeer/engine/context.hpp>
#include <bitpeer/engine/delivery.hpp>
#include <bitpeer/wire/inventory.hpp>
#include <bitpeer/wire/messages/notfound.hpp>
#include <bitpeer/wire/type_list.hpp>

#include <cstddef>
#include <optional>

namespace bitpeer::facets {

/// Matches what arrives with what was asked for. Each request ends exactly once: answered, refused
/// by `notfound`, timed out, or with the connection.
class requests {
public:
    using consumes = wire::type_list<wire::notfound>;

    /// A `headers` message answers the oldest request for headers.
    void expect_headers(ticket id, instant deadline, context& c);
    /// What `getdata` for `wanted` is answered by, answers.
    void expect_data(ticket id, const wire::inventory& wanted, instant deadline, context& c);

    /// Any message came: completes the oldest request that it answers.
    void arrived(const wire::message& message, delivery& what, context& c);

    void handle(const wire::notfound& theirs, context& c);
    void expired(timer which, context& c);

    /// Time that we spent not reading does not count.
    void postpone(duration by);

    /// The connection is over.
    void ended(context& c);

private:
    struct expectation {
        ticket id{};
        std::optional<wire::inventory> wanted;  // empty: headers
        instant deadline;
    };

    void expect(expectation added, context& c);
    /// Of `open_`.
    void complete(std::size_t which, result<wire::message, request_error> answer, context& c);
    void rearm(context& c) const;

    ring_queue<expectation> open_;
};

}  // namespace bitpeer::facets
