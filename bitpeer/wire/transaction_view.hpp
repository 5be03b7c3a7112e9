#pragma once
/// A transaction read where it lies: no copy, no allocation.

#include <bitpeer/base/bytes.hpp>
#include <bitpeer/base/hash256.hpp>
#include <bitpeer/base/result.hpp>
#include <bitpeer/crypto/sha256.hpp>
#include <bitpeer/wire/codec.hpp>
#include <bitpeer/wire/counted_view.hpp>
#include <bitpeer/wire/transaction.hpp>
#include <bitpeer/wire/transaction_layout.hpp>
#include <bitpeer/wire/witness_stack.hpp>

#include <cstddef>
#include <cstdint>

namespace bitpeer::wire {

/// The items of one input's witness.
class witness_view {
public:
    witness_view() = default;

    [[nodiscard]] std::size_t size() const { return count_; }
    [[nodiscard]] bool empty() const { return count_ == 0; }
    [[nodiscard]] witness_stack::iterator begin() const { return witness_stack::iterator(packed_); }
    [[nodiscard]] static witness_stack::iterator end() { return {}; }

    /// The stack at `at`, which is moved behind it. The bytes must have been checked before.
    [[nodiscard]] static witness_view known_at(const std::uint8_t*& at) {
        witness_view view;
        view.count_ = detail::known_compact(at);
        const auto* start = at;
        detail::skip_known_scripts(at, view.count_);
        view.packed_ = {start, at};
        return view;
    }

private:
    std::size_t count_ = 0;
    byte_view packed_;
};

struct input_view {
    outpoint previous;
    byte_view script;
    std::uint32_t sequence = 0;
    witness_view witness;  ///< empty where there is none
};

struct output_view {
    std::int64_t value = 0;  ///< satoshi
    byte_view script;
};

namespace detail {

/// Walks over any transaction that was checked before. What its dialect adds behind the witnesses
/// under `extension_flag` is left to `skip_extension`.
[[nodiscard]] transaction_layout lay_out(
    byte_view checked, std::uint8_t extension_flag, void (*skip_extension)(reader&)
);

// Both walk over what was laid out, so they need not look for an end.

struct input_walker {
    using value_type = input_view;
    static constexpr bool quick = true;
    const std::uint8_t* inputs = nullptr;
    const std::uint8_t* witnesses = nullptr;  // null: there are none

    input_view next() {
        input_view view;
        plain_reader(inputs, newest_protocol_version).read(view.previous);
        inputs += outpoint_size;
        const auto length = known_compact(inputs);
        view.script = {inputs, length};
        view.sequence = load_le<std::uint32_t>(inputs + length);
        inputs += length + sequence_size;
        if (witnesses != nullptr) view.witness = witness_view::known_at(witnesses);
        return view;
    }
};

struct output_walker {
    using value_type = output_view;
    static constexpr bool quick = true;
    const std::uint8_t* outputs = nullptr;

    output_view next() {
        output_view view;
        view.value = load_le<std::int64_t>(outputs);
        outputs += value_size;
        const auto length = known_compact(outputs);
        view.script = {outputs, length};
        outputs += length;
        return view;
    }
};

/// SHA-256d over the parts that a name is made from. `witnessed` is empty for a txid.
[[nodiscard]] hash256 transaction_name(
    byte_view version, byte_view base, byte_view witnessed, byte_view lock_time
);

}  // namespace detail

/// The bytes of one transaction and where its parts are. They must outlive the view.
template <class Transaction>
class basic_transaction_view {
public:
    /// A view of nothing: has no version, lock time or name to ask for.
    basic_transaction_view() = default;

    /// Looks at a payload that begins with a transaction, with the verdict of
    /// `decode<Transaction>`.
    [[nodiscard]] static result<basic_transaction_view, error> over(
        byte_view payload, format_options options = {}
    ) {
        const auto size = check<Transaction>(payload, options);
        if (!size) return failed(size.error());
        return over_checked(payload.first(*size));
    }

    /// Looks at the beginning of bytes whose check found a transaction there: the rest of a block.
    [[nodiscard]] static basic_transaction_view over_checked(byte_view checked) {
        using extension = decltype(Transaction::extension);
        const auto skip = [](reader& in) {
            extension skipped{};
            extension::decode(skipped, in);
        };
        detail::transaction_layout layout;
        if (!detail::usual_layout(checked, layout)) {
            layout = detail::lay_out(checked, extension::flag_bit, skip);
        }
        return basic_transaction_view(checked.first(layout.end), layout);
    }

    /// The transaction as it came.
    [[nodiscard]] byte_view bytes() const { return bytes_; }
    [[nodiscard]] std::size_t size() const { return bytes_.size(); }

    [[nodiscard]] std::uint32_t version() const { return load_le<std::uint32_t>(bytes_.data()); }
    [[nodiscard]] std::uint32_t lock_time() const {
        return load_le<std::uint32_t>(part(lock_time_at(), layout_.end).data());
    }
    [[nodiscard]] counted_view<detail::input_walker> inputs() const {
        const auto* inputs = bytes_.data() + layout_.inputs;
        const auto* witnesses = has_witness() ? bytes_.data() + layout_.witnesses : nullptr;
        return {{inputs, witnesses}, layout_.input_count};
    }
    [[nodiscard]] counted_view<detail::output_walker> outputs() const {
        return {{bytes_.data() + layout_.outputs}, layout_.output_count};
    }
    [[nodiscard]] bool has_witness() const { return layout_.has_witness; }
    /// Whether it has something of its chain's own that belongs to neither name (Litecoin's MWEB).
    [[nodiscard]] bool has_extension() const { return layout_.extension != lock_time_at(); }

    /// As `txid`, `wtxid`, `stripped_size` and `weight` of the decoded transaction.
    [[nodiscard]] hash256 txid() const { return name({}); }
    [[nodiscard]] hash256 wtxid() const { return name(part(layout_.witnesses, layout_.extension)); }
    [[nodiscard]] std::size_t stripped_size() const {
        return version_size + (layout_.witnesses - layout_.base) + lock_time_size;
    }
    /// The bytes that the txid is made from.
    void append_stripped(bitpeer::bytes& to) const {
        for (const auto some :
             {bytes_.first(version_size),
              part(layout_.base, layout_.witnesses),
              part(lock_time_at(), layout_.end)})
            to.insert(to.end(), some.begin(), some.end());
    }
    [[nodiscard]] std::size_t weight() const {
        const auto flags = layout_.base - version_size;  // bytes of marker and flags
        const auto witnesses = layout_.extension - layout_.witnesses;
        return 4 * stripped_size() + (has_witness() ? flags + witnesses : 0);
    }

    /// A copy that needs these bytes no longer.
    [[nodiscard]] Transaction owned() const { return decode<Transaction>(bytes_).value(); }

private:
    static constexpr std::size_t version_size = sizeof(Transaction::version);
    static constexpr std::size_t lock_time_size = sizeof(Transaction::lock_time);

    basic_transaction_view(byte_view bytes, const detail::transaction_layout& layout)
        : bytes_(bytes), layout_(layout) {}

    [[nodiscard]] byte_view part(std::size_t from, std::size_t to) const {
        return bytes_.subspan(from, to - from);
    }
    [[nodiscard]] std::size_t lock_time_at() const { return layout_.end - lock_time_size; }
    [[nodiscard]] hash256 name(byte_view witnessed) const {
        const bool left_out = layout_.base != version_size && witnessed.empty();
        if (!left_out && !has_extension()) return crypto::sha256d(bytes_);
        return detail::transaction_name(
            bytes_.first(version_size),
            part(layout_.base, layout_.witnesses),
            witnessed,
            part(lock_time_at(), layout_.end)
        );
    }

    byte_view bytes_;
    detail::transaction_layout layout_;
};

using transaction_view = basic_transaction_view<transaction>;

}  // namespace bitpeer::wire
