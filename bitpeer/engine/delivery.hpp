#pragma once
/// Which question an arrived message answers.

#include <bitpeer/base/hash256.hpp>
#include <bitpeer/wire/dialect.hpp>
#include <bitpeer/wire/inventory.hpp>
#include <bitpeer/wire/message.hpp>

#include <optional>

namespace bitpeer {

/// What a message delivers: a transaction, a block in one of its forms, or nothing that `getdata`
/// could have asked for. Hashes are made when they are first asked for, and kept. For the time of
/// one input: it looks at what it is made of.
class delivery {
public:
    /// `digest`: the payload's, where the transport knows it; else null.
    delivery(
        const wire::message& arrived, const wire::dialect& dialect, const hash256* digest = nullptr
    );

    [[nodiscard]] bool carries_transaction() const { return form_ == form::transaction; }
    [[nodiscard]] bool carries_block() const { return form_ >= form::block; }

    /// Whether it is what a `getdata` for `wanted` asks for. A compact block may be answered by the
    /// whole one (BIP152).
    [[nodiscard]] bool answers(const wire::inventory& wanted);

    [[nodiscard]] hash256 block_hash();
    /// What inventory of this kind calls the transaction.
    [[nodiscard]] hash256 id(wire::inventory_kind kind);
    /// Whether that costs little: most of it was computed already.
    [[nodiscard]] bool nearly_named(wire::inventory_kind kind) const;

private:
    enum class form { nothing, transaction, block, filtered_block, compact_block };

    byte_view payload_;
    const wire::dialect& dialect_;
    const hash256* digest_;
    form form_ = form::nothing;
    std::optional<hash256> block_hash_;
    std::optional<hash256> txid_;
    std::optional<hash256> wtxid_;
};

}  // namespace bitpeer
