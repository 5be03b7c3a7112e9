#pragma once
/// Transactions: what blocks are made of.

#include <bitpeer/base/hash256.hpp>
#include <bitpeer/crypto/sha256.hpp>
#include <bitpeer/wire/archive.hpp>
#include <bitpeer/wire/encoder.hpp>
#include <bitpeer/wire/field_types.hpp>
#include <bitpeer/wire/reader.hpp>
#include <bitpeer/wire/transaction_layout.hpp>
#include <bitpeer/wire/witness_stack.hpp>

#include <algorithm>
#include <compare>
#include <cstddef>
#include <cstdint>

namespace bitpeer::wire {

/// One output of one transaction.
struct outpoint {
    hash256 txid;
    std::uint32_t index = 0;

    /// The outpoint of a coinbase's input, which spends nothing.
    [[nodiscard]] static constexpr outpoint none() { return {{}, 0xffffffff}; }

    static constexpr void fields(auto& self, auto& ar) {
        ar("txid", self.txid);
        ar("index", self.index);
    }
    friend constexpr bool operator==(const outpoint&, const outpoint&) = default;
    friend constexpr auto operator<=>(const outpoint&, const outpoint&) = default;
};

struct transaction_input {
    outpoint previous;                    ///< what is spent
    byte_run script;                      ///< the unlocking script
    std::uint32_t sequence = 0xffffffff;  ///< relative lock time (BIP68), replaceability (BIP125)
    witness_stack witness;                ///< on the wire it stands behind the outputs (BIP144)

    static constexpr void fields(auto& self, auto& ar) {
        ar("previous", self.previous);
        ar("script", self.script);
        ar("sequence", self.sequence);
        ar("witness", self.witness);
    }

    static constexpr size_bounds bounds{41, bounded_by_message};
    static void decode(transaction_input& self, reader& in) {
        in("previous", self.previous);
        in("script", self.script);
        in("sequence", self.sequence);
    }
    static void encode(const transaction_input& self, auto& out) {
        out("previous", self.previous);
        out("script", self.script);
        out("sequence", self.sequence);
    }

    friend bool operator==(const transaction_input&, const transaction_input&) = default;
};

struct transaction_output {
    std::int64_t value = 0;  ///< satoshi
    byte_run script;         ///< the locking script

    static constexpr void fields(auto& self, auto& ar) {
        ar("value", self.value);
        ar("script", self.script);
    }
    friend bool operator==(const transaction_output&, const transaction_output&) = default;
};

/// Bitcoin's transactions have nothing but what stands in `basic_transaction`.
struct no_extension {
    static constexpr std::uint8_t flag_bit = 0;

    [[nodiscard]] static constexpr bool present() { return false; }
    static void decode(no_extension& /*self*/, reader& /*in*/) {}
    static void encode(const no_extension& /*self*/, auto& /*out*/) {}
    static constexpr void fields(auto& /*self*/, auto& /*ar*/) {}

    friend bool operator==(no_extension, no_extension) = default;
};

/// A transaction. Where witnesses or an extension follow the outputs, an input count of zero (which
/// no transaction has) and a byte of flags stand before the inputs (BIP144). `Extension` is what a
/// dialect adds behind the witnesses under a flag of its own.
///
/// Whatever was asked for, a witness that comes is read: some senders answer a plain request with
/// it.
template <class Extension>
struct basic_transaction {
    /// Signed in Bitcoin's first years; consensus compares it as unsigned, as Bitcoin Core 28 does.
    std::uint32_t version = 2;
    scripted_list<transaction_input> inputs;
    scripted_list<transaction_output> outputs;
    std::uint32_t lock_time = 0;  ///< a height below 500,000,000, else Unix seconds; 0: none
    [[no_unique_address]] Extension extension;

    static constexpr void fields(auto& self, auto& ar) {
        ar("version", self.version);
        ar("inputs", self.inputs);
        ar("outputs", self.outputs);
        ar("lock_time", self.lock_time);
        Extension::fields(self.extension, ar);
    }

    [[nodiscard]] bool has_witness() const {
        return std::ranges::any_of(inputs, [](const auto& input) {
            return !input.witness.empty();
        });
    }

    static constexpr size_bounds bounds{10, bounded_by_message};
    static void decode(basic_transaction& self, reader& in);
    static bool skip_usual(reader& in);
    static void encode(const basic_transaction& self, auto& out);

    /// Writes the parts that are wanted, without the rules of `encode`: what the names are made
    /// from.
    void write(auto& out, wire::witness witnesses, bool with_extension) const;

    friend bool operator==(const basic_transaction&, const basic_transaction&) = default;
};

using transaction = basic_transaction<no_extension>;

/// The name that does not depend on the witness: how inputs refer to it.
template <class Extension>
[[nodiscard]] hash256 txid(const basic_transaction<Extension>& of) {
    crypto::sha256d_hasher hasher;
    encoder out(hasher);
    of.write(out, witness::stripped, false);
    return hasher.finish();
}

/// The name that does (BIP141): the txid where there is no witness.
template <class Extension>
[[nodiscard]] hash256 wtxid(const basic_transaction<Extension>& of) {
    crypto::sha256d_hasher hasher;
    encoder out(hasher);
    of.write(out, witness::included, false);
    return hasher.finish();
}

/// The bytes without witnesses and extension: those that the txid is made from.
template <class Extension>
[[nodiscard]] std::size_t stripped_size(const basic_transaction<Extension>& of) {
    counting_sink sink;
    encoder out(sink);
    of.write(out, witness::stripped, false);
    return sink.size;
}

/// What blocks are limited by (BIP141): a byte of a witness counts once, any other four times.
template <class Extension>
[[nodiscard]] std::size_t weight(const basic_transaction<Extension>& of) {
    counting_sink whole;
    encoder out(whole);
    of.write(out, witness::included, false);
    return 3 * stripped_size(of) + whole.size;
}

/// A quarter of the weight, rounded up: what fee rates are counted by, in virtual bytes.
template <class Extension>
[[nodiscard]] std::size_t virtual_size(const basic_transaction<Extension>& of) {
    return (weight(of) + 3) / 4;
}

namespace detail {

/// Reads one stack for each of `count` inputs. Having set the flag for nothing is an error.
void read_witnesses(scripted_list<transaction_input>& inputs, std::size_t count, reader& in);

/// Reads the parts of a transaction that was laid out.
void read_inputs(
    scripted_list<transaction_input>& into, byte_view from, const transaction_layout& layout
);
void read_outputs(
    scripted_list<transaction_output>& into, byte_view from, const transaction_layout& layout
);

}  // namespace detail

template <class Extension>
void basic_transaction<Extension>::decode(basic_transaction& self, reader& in) {
    if (detail::transaction_layout layout; in.ok() && detail::usual_layout(in.rest(), layout)) {
        const auto from = in.take(layout.end);
        if (!in.storing()) return;
        self.version = load_le<std::uint32_t>(from.data());
        detail::read_inputs(self.inputs, from, layout);
        detail::read_outputs(self.outputs, from, layout);
        self.lock_time = load_le<std::uint32_t>(from.data() + layout.extension);
        return;
    }
    in("version", self.version);
    std::uint8_t flags = 0;
    if (in.at_zero()) {
        in.take(1);
        const auto flag_offset = in.offset();
        in("flags", flags);
        constexpr auto known = detail::transaction_witness_flag | Extension::flag_bit;
        if ((flags & ~known) != 0) in.fail_at(flag_offset, errc::unknown_transaction_flag, flags);
        if (flags == 0) return in("lock_time", self.lock_time);  // it was the empty list of outputs
    }
    const auto input_count = in.peek_compact();
    in("inputs", self.inputs);
    in("outputs", self.outputs);
    if ((flags & detail::transaction_witness_flag) != 0) {
        detail::read_witnesses(self.inputs, input_count, in);
    }
    if ((flags & Extension::flag_bit) != 0) Extension::decode(self.extension, in);
    in("lock_time", self.lock_time);
}

/// For lists of transactions that are checked only: none is made for it.
template <class Extension>
bool basic_transaction<Extension>::skip_usual(reader& in) {
    detail::transaction_layout layout;
    if (!detail::usual_layout(in.rest(), layout)) return false;
    in.take(layout.end);
    return true;
}

template <class Extension>
void basic_transaction<Extension>::encode(const basic_transaction& self, auto& out) {
    const auto& options = out.options();
    const bool marked = options.witness == witness::included && self.extension.present();
    if (self.inputs.empty() && !self.outputs.empty() && !marked) {
        // Its first bytes would be read as the mark of a transaction with flags.
        return out.fail(errc::bad_value, 0);
    }
    self.write(out, options.witness, options.witness == witness::included);
}

template <class Extension>
void basic_transaction<Extension>::write(auto& out, wire::witness witnesses, bool with_extension)
    const {
    std::uint8_t flags = 0;
    if (witnesses == witness::included && has_witness()) flags = detail::transaction_witness_flag;
    if (with_extension && extension.present()) flags |= Extension::flag_bit;
    out("version", version);
    if (flags != 0) {
        out.compact_size(0);
        out.write(flags);
    }
    out("inputs", inputs);
    out("outputs", outputs);
    if ((flags & detail::transaction_witness_flag) != 0) {
        for (const auto& input : inputs) out("witness", input.witness);
    }
    if (with_extension && extension.present()) Extension::encode(extension, out);
    out("lock_time", lock_time);
}

}  // namespace bitpeer::wire
