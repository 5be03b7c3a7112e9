#pragma once
/// A transaction that passed and whose name nobody needed yet.

#include <bitpeer/base/bytes.hpp>
#include <bitpeer/base/hash256.hpp>
#include <bitpeer/wire/dialect.hpp>

#include <cstddef>
#include <utility>

namespace bitpeer {

/// To name two at once takes two thirds of the time that one after the other takes
/// (`crypto::sha256d_each`), so the payload of a `tx` is kept until the next one comes, or until
/// somebody wants its name. Allocates nothing; lets go of what it kept.
class unnamed_transaction {
public:
    /// A larger one is not worth the memory.
    static constexpr std::size_t size_max = 4096;

    /// Keeps one that `tx`'s check accepted, or, where one is kept already, calls `use` with the
    /// wtxid of each, in the order in which they came.
    template <class Use>
    void add(const shared_bytes& payload, const wire::dialect& dialect, Use use) {
        if (kept_.empty() && payload.size() <= size_max) {
            kept_ = payload;
            return;
        }
        const auto first = std::exchange(kept_, {});
        if (first.empty()) return use(name_of(payload, dialect));
        const auto [older, newer] = names_of(first, payload, dialect);
        use(older);
        use(newer);
    }

    /// Calls `use` with the wtxid of the one that is kept, if there is one; none is left.
    template <class Use>
    void name(const wire::dialect& dialect, Use use) {
        if (kept_.empty()) return;
        const auto last = std::exchange(kept_, {});
        use(name_of(last, dialect));
    }

    /// Whether the one of this name is kept.
    [[nodiscard]] bool is(const hash256& wtxid, const wire::dialect& dialect) const {
        return !kept_.empty() && name_of(kept_, dialect) == wtxid;
    }

    void clear() { kept_ = {}; }
    /// Bytes kept.
    [[nodiscard]] std::size_t bytes() const { return kept_.size(); }

private:
    [[nodiscard]] static hash256 name_of(byte_view payload, const wire::dialect& dialect);
    [[nodiscard]] static std::pair<hash256, hash256> names_of(
        byte_view first, byte_view second, const wire::dialect& dialect
    );

    shared_bytes kept_;
};

}  // namespace bitpeer
