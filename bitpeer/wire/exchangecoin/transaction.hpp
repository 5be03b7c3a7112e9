#pragma once
/// Transactions of Exchangecoin: Decred's layout. Their names are in `names.hpp`.

#include <bitpeer/base/hash256.hpp>
#include <bitpeer/wire/archive.hpp>
#include <bitpeer/wire/encoder.hpp>
#include <bitpeer/wire/exchangecoin/payload_limits.hpp>
#include <bitpeer/wire/field_types.hpp>
#include <bitpeer/wire/reader.hpp>

#include <compare>
#include <cstddef>
#include <cstdint>
#include <string>

namespace bitpeer::wire::exchangecoin {

/// Which of a block's two trees a transaction stands in. Other numbers are kept.
struct tree {
    std::int8_t number = 0;

    static const tree regular;
    static const tree stake;
    static const tree unknown;

    friend constexpr bool operator==(tree, tree) = default;
    friend constexpr auto operator<=>(tree, tree) = default;
};

inline constexpr tree tree::regular{0};
inline constexpr tree tree::stake{1};
inline constexpr tree tree::unknown{-1};

/// The name as it stands above, or the number.
[[nodiscard]] std::string to_string(tree which);

/// Which parts of a transaction its bytes have. Any other number is the error `bad_value`.
struct serialization {
    std::uint16_t number = 0;

    static const serialization full;
    static const serialization prefix;   ///< all but the witnesses: what the TxHash is made from
    static const serialization witness;  ///< the witnesses only

    static constexpr size_bounds bounds{2, 2};
    [[nodiscard]] static std::string type_text() { return "u16, at most 2"; }
    static void decode(serialization& self, reader& in) {
        const auto start = in.offset();
        in.read(self.number);
        if (in.ok() && self.number > 2) in.fail_at(start, errc::bad_value, self.number, 2);
    }
    static void encode(const serialization& self, auto& out) {
        if (self.number > 2) return out.fail(errc::bad_value, self.number, 2);
        out.write(self.number);
    }

    friend constexpr bool operator==(serialization, serialization) = default;
};

inline constexpr serialization serialization::full{0};
inline constexpr serialization serialization::prefix{1};
inline constexpr serialization serialization::witness{2};

/// The name as it stands above, or the number.
[[nodiscard]] std::string to_string(serialization of);

/// One output of one transaction.
struct outpoint {
    hash256 tx_hash;
    std::uint32_t index = 0;
    exchangecoin::tree tree;  ///< where that transaction stands

    /// The outpoint of a coinbase's input, which spends nothing.
    [[nodiscard]] static constexpr outpoint none() {
        return {{}, 0xffffffff, exchangecoin::tree::regular};
    }

    static constexpr void fields(auto& self, auto& ar) {
        ar("tx_hash", self.tx_hash);
        ar("index", self.index);
        ar("tree", self.tree);
    }
    friend constexpr bool operator==(const outpoint&, const outpoint&) = default;
    friend constexpr auto operator<=>(const outpoint&, const outpoint&) = default;
};

/// What an input brings to prove that it may spend, and what it claims to spend: the numbers prove
/// fraud to those who do not have the chain. What stands here means "not known".
struct input_witness {
    std::int64_t value = -1;                 ///< of the output that is spent, in atoms
    std::uint32_t block_height = 0;          ///< of the block that it stands in
    std::uint32_t block_index = 0xffffffff;  ///< of its transaction in that block's tree
    var_bytes<frame_payload_max> script;     ///< the unlocking script

    static constexpr void fields(auto& self, auto& ar) {
        ar("value", self.value);
        ar("block_height", self.block_height);
        ar("block_index", self.block_index);
        ar("script", self.script);
    }
    friend bool operator==(const input_witness&, const input_witness&) = default;
};

struct transaction_input {
    outpoint previous;                    ///< what is spent
    std::uint32_t sequence = 0xffffffff;  ///< relative lock time
    input_witness witness;                ///< on the wire it stands behind the prefix

    static constexpr void fields(auto& self, auto& ar) {
        ar("previous", self.previous);
        ar("sequence", self.sequence);
        ar("witness", self.witness);
    }

    static constexpr size_bounds bounds{41, 41};
    static void decode(transaction_input& self, reader& in) {
        in("previous", self.previous);
        in("sequence", self.sequence);
    }
    static void encode(const transaction_input& self, auto& out) {
        out("previous", self.previous);
        out("sequence", self.sequence);
    }

    friend bool operator==(const transaction_input&, const transaction_input&) = default;
};

struct transaction_output {
    std::int64_t value = 0;               ///< atoms: a hundred millionth of a coin
    std::uint16_t script_version = 0;     ///< of the language that the script is written in
    var_bytes<frame_payload_max> script;  ///< the locking script

    static constexpr void fields(auto& self, auto& ar) {
        ar("value", self.value);
        ar("script_version", self.script_version);
        ar("script", self.script);
    }
    friend bool operator==(const transaction_output&, const transaction_output&) = default;
};

/// A transaction: version and serialization, then the prefix (inputs, outputs, lock time, expiry),
/// then one witness for each input. A part that its serialization leaves out is not written, and
/// keeps the values that stand here when it is read; from witnesses alone as many inputs are made.
/// Blocks have full ones.
struct transaction {
    static constexpr std::size_t input_count_max = 780'336;
    static constexpr std::size_t output_count_max = 3'728'271;

    std::uint16_t version = 1;  ///< 2: relative lock times; 3: treasury
    exchangecoin::serialization serialization;
    list<transaction_input, input_count_max> inputs;
    list<transaction_output, output_count_max> outputs;
    std::uint32_t lock_time = 0;  ///< a height below 500,000,000, else Unix seconds; 0: none
    std::uint32_t expiry = 0;     ///< the height from which on it is not valid; 0: never

    static constexpr void fields(auto& self, auto& ar) {
        ar("version", self.version);
        ar("serialization", self.serialization);
        ar("inputs", self.inputs);
        ar("outputs", self.outputs);
        ar("lock_time", self.lock_time);
        ar("expiry", self.expiry);
    }

    static constexpr size_bounds bounds{5, newest_block_payload_max};
    /// Errors of its own: `bad_value` for an unknown serialization, `count_mismatch` for another
    /// number of witnesses than of inputs.
    static void decode(transaction& self, reader& in);
    static void encode(const transaction& self, auto& out) { self.write(out, self.serialization); }

    /// Writes it in this serialization, whatever its own is: what the names are made from.
    void write(auto& out, exchangecoin::serialization parts) const;

    friend bool operator==(const transaction&, const transaction&) = default;
};

namespace detail {

/// The count of witnesses.
struct witness_count {
    std::size_t number = 0;
    bool is_due = false;  ///< when read, `number` says what it must be

    static constexpr size_bounds bounds{1, 5};
    static void decode(witness_count& self, reader& in);
    static void encode(const witness_count& self, auto& out) {
        constexpr auto limit = transaction::input_count_max;
        if (self.number > limit) return out.fail(errc::count_above_limit, self.number, limit);
        out.compact_size(self.number);
    }
};

}  // namespace detail

void transaction::write(auto& out, exchangecoin::serialization parts) const {
    using exchangecoin::serialization;
    out("version", version);
    out("serialization", parts);
    if (parts != serialization::witness) {
        out("inputs", inputs);
        out("outputs", outputs);
        out("lock_time", lock_time);
        out("expiry", expiry);
    }
    if (parts != serialization::prefix) {
        out("witness_count", detail::witness_count{inputs.size()});
        for (const auto& input : inputs) out("witness", input.witness);
    }
}

}  // namespace bitpeer::wire::exchangecoin
