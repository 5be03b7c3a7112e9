#include <bitpeer/engine/facets/requests.hpp>
#include <bitpeer/wire/dialect.hpp>

#include <algorithm>

namespace bitpeer::facets {

namespace {

constexpr wire::command_name headers_command{"headers"};

/// `notfound` need not repeat how the thing was to be sent.
bool same_thing(const wire::inventory& one, const wire::inventory& other) {
    return one.hash == other.hash &&
           ((one.type.number ^ other.type.number) & ~wire::witness_flag) == 0;
}

}  // namespace

void requests::expect_headers(ticket id, instant deadline, context& c) {
    expect({id, std::nullopt, deadline}, c);
}

void requests::expect_data(ticket id, const wire::inventory& wanted, instant deadline, context& c) {
    expect({id, wanted, deadline}, c);
}

void requests::expect(expectation added, context& c) {
    open_.push_back(added);
    rearm(c);
}

void requests::arrived(const wire::message& message, delivery& what, context& c) {
    const bool headers = message.command() == headers_command;
    const auto answered = open_.find_if([&](const expectation& waiting) {
        return waiting.wanted ? what.answers(*waiting.wanted) : headers;
    });
    if (answered < open_.size()) complete(answered, message, c);
}

void requests::handle(const wire::notfound& theirs, context& c) {
    for (const auto& entry : theirs.items) {
        const auto refused = open_.find_if([&](const expectation& waiting) {
            return waiting.wanted && same_thing(*waiting.wanted, entry);
        });
        if (refused < open_.size()) complete(refused, failed(request_error::not_found), c);
    }
}

void requests::expired(timer which, context& c) {
    if (which != timer::request) return;
    for (;;) {
        const auto late =
            open_.find_if([&](const expectation& waiting) { return waiting.deadline <= c.now; });
        if (late == open_.size()) break;
        complete(late, failed(request_error::timed_out), c);
    }
    rearm(c);
}

void requests::postpone(duration by) {
    for (std::size_t i = 0; i < open_.size(); ++i) open_[i].deadline = open_[i].deadline + by;
}

void requests::ended(context& c) {
    while (!open_.empty()) complete(0, failed(request_error::ended), c);
}

void requests::complete(
    std::size_t which, result<wire::message, request_error> answer, context& c
) {
    c.events.push(request_completed{open_[which].id, std::move(answer)});
    open_.erase(which);
    rearm(c);
}

void requests::rearm(context& c) const {
    if (open_.empty()) return c.timers.clear(timer::request);
    auto first = open_.front().deadline;
    for (std::size_t i = 1; i < open_.size(); ++i) first = std::min(first, open_[i].deadline);
    c.timers.set(timer::request, first);
}

}  // namespace bitpeer::facets
