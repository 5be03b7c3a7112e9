#pragma once
/// Have I asked that already?

#include <bitpeer/engine/context.hpp>
#include <bitpeer/wire/locator.hpp>

#include <array>
#include <memory>

namespace bitpeer::facets {

/// Keeps `getblocks` and `getheaders` from being repeated while their answer is on its way: the
/// same beginning and the same end make the same question. It may be asked again once an answer
/// came, or when none came for a while.
class chain_questions {
public:
    enum kind : std::uint8_t { blocks, headers, kinds };

    /// After this time a question counts as lost.
    static constexpr duration patience = std::chrono::minutes(2);

    /// Whether to ask: no, when just that was asked. A locator without hashes is always asked.
    [[nodiscard]] bool is_new(kind which, const wire::locator& from, const context& c) const;
    void asked(kind which, const wire::locator& from, const context& c);

    /// A message came that may be an answer.
    void arrived(const wire::message& message);

private:
    struct question {
        hash256 begin;
        hash256 stop;
        instant when;
    };
    std::array<std::unique_ptr<const question>, kinds> last_;  // null: none that waits
};

}  // namespace bitpeer::facets
