#include <bitpeer/base/hex.hpp>
#include <bitpeer/crypto/sha256.hpp>
#include <bitpeer/wire/codec.hpp>
#include <bitpeer/wire/messages/tx.hpp>
#include <bitpeer/wire/transaction.hpp>
#include <bitpeer/wire/transaction_view.hpp>
#include <tests/support/allocation_count.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <string>

namespace bitpeer::wire {
namespace {

// The transactions of btcd's wire tests, with the names that those state.
const std::string two_outputs =
    "010000000100000000000000000000000000000000000000000000000000000000"
    "00000000ffffffff070431dc001b0162ffffffff"
    "0200f2052a01000000434104d64bdfd09eb1c5fe295abdeb1dca4281be988e2da0b6c1c6a59dc226c28624e18175e8"
    "51c96b973d81b01cc31f047834bc06d6d6edf620d184241a6aed8b63a6ac"
    "00e1f50500000000434104d64bdfd09eb1c5fe295abdeb1dca4281be988e2da0b6c1c6a59dc226c28624e18175e851"
    "c96b973d81b01cc31f047834bc06d6d6edf620d184241a6aed8b63a6ac00000000";
const std::string before_witness =
    "01000000000101a53352d5135766f03076597418263da2d9c958315968fea823529467481ff9cd13000000"
    "00ffffffff010b070600000000001600149ddac6f39d51e0398e532a22c41ba189406a8523";
const std::string witnessed =
    before_witness +
    "02463043021f4d2381dc97f182abd8185f51753018523212f5ddc07cc4e63a8dc03658da190220608b5c4d92b86b6d"
    "e7d78ef23a2fa735bcb59b914a48b0e187c5e7569a18197001"
    "210307ead084807eb76346df6977000c89392f45c76425b26181f521d7f370066a8f00000000";

bytes raw(const std::string& text) { return from_hex(text).value(); }

error refusal(const std::string& text, format_options options = {}) {
    const auto read = decode<transaction>(raw(text), options);
    if (read) {
        ADD_FAILURE() << "was read";
        return {};
    }
    const auto checked = check<transaction>(raw(text), options);
    EXPECT_FALSE(checked);
    EXPECT_EQ(checked.error().message(), read.error().message());
    return read.error();
}

TEST(transaction, without_a_witness_has_one_name) {
    const auto read = decode<transaction>(raw(two_outputs)).value();
    EXPECT_EQ(read.version, 1U);
    ASSERT_EQ(read.inputs.size(), 1U);
    EXPECT_EQ(read.inputs[0].previous, outpoint::none());
    EXPECT_EQ(to_hex(read.inputs[0].script), "0431dc001b0162");
    EXPECT_EQ(read.inputs[0].sequence, 0xffffffff);
    ASSERT_EQ(read.outputs.size(), 2U);
    EXPECT_EQ(read.outputs[0].value, 5'000'000'000);
    EXPECT_EQ(read.outputs[1].value, 100'000'000);
    EXPECT_EQ(read.outputs[1].script.size(), 67U);
    EXPECT_EQ(read.lock_time, 0U);
    EXPECT_FALSE(read.has_witness());
    EXPECT_EQ(to_hex(encode(read).value()), two_outputs);

    const auto name = "0100d15a522ff38de05c164ca0a56379a1b77dd1e4805a6534dc9b3d88290e9d";
    EXPECT_EQ(txid(read).to_string(), name);
    EXPECT_EQ(wtxid(read).to_string(), name);
    EXPECT_EQ(stripped_size(read), 210U);
    EXPECT_EQ(weight(read), 840U);
    EXPECT_EQ(virtual_size(read), 210U);

    auto shorter = read;
    shorter.outputs.pop_back();
    EXPECT_EQ(
        txid(shorter).to_string(),
        "f051e59b5e2503ac626d03aaeac8ab7be2d72ba4b7e97119c5852d70d52dcb86"
    );
}

TEST(transaction, with_a_witness_has_two_names) {
    const auto read = decode<transaction>(raw(witnessed)).value();
    ASSERT_EQ(read.inputs.size(), 1U);
    ASSERT_EQ(read.inputs[0].witness.size(), 2U);
    EXPECT_EQ(read.inputs[0].witness.begin()->size(), 70U);
    EXPECT_TRUE(read.has_witness());
    EXPECT_EQ(to_hex(encode(read).value()), witnessed);
    EXPECT_EQ(
        txid(read).to_string(), "0f167d1385a84d1518cfee208b653fc9163b605ccf1b75347e2850b3e2eb19f3"
    );
    EXPECT_EQ(
        wtxid(read).to_string(), "0858eab78e77b6b033da30f46699996396cf48fcf625a783c85a51403e175e74"
    );
    EXPECT_EQ(encoded_size(read), 190U);
    EXPECT_EQ(stripped_size(read), 82U);
    EXPECT_EQ(weight(read), 3 * 82U + 190U);
    EXPECT_EQ(virtual_size(read), 109U);
}

TEST(transaction, has_a_witness_when_any_input_has_one) {
    transaction made;
    made.inputs.resize(2);
    EXPECT_FALSE(made.has_witness());
    made.inputs[1].witness.push_back(bytes{1});
    EXPECT_TRUE(made.has_witness());
    const auto whole = encode(made).value();
    EXPECT_EQ(whole[4], 0) << "the marker";
    EXPECT_TRUE(transaction_view::over(whole)->has_witness());
    EXPECT_EQ(decode<transaction>(whole), made);
}

TEST(transaction, written_without_witness_keeps_its_txid) {
    const auto read = decode<transaction>(raw(witnessed)).value();
    const auto stripped = encode(read, {.witness = witness::stripped}).value();
    EXPECT_EQ(stripped.size(), 82U);
    EXPECT_EQ(crypto::sha256d(stripped), txid(read));
    const auto bare = decode<transaction>(stripped).value();
    EXPECT_FALSE(bare.has_witness());
    EXPECT_EQ(txid(bare), txid(read));
    EXPECT_EQ(wtxid(bare), txid(read));
}

// Some peers answer a request without the witness flag with a witness all the same.
TEST(transaction, brings_its_witness_whatever_was_asked) {
    const auto read = decode<transaction>(raw(witnessed), {.witness = witness::stripped});
    ASSERT_TRUE(read);
    EXPECT_TRUE(read->has_witness());
}

TEST(transaction, with_two_counts_of_zero_is_empty) {
    const auto read = decode<transaction>(raw("01000000000000000000")).value();
    EXPECT_EQ(read.version, 1U);
    EXPECT_TRUE(read.inputs.empty());
    EXPECT_TRUE(read.outputs.empty());
    EXPECT_EQ(to_hex(encode(read).value()), "01000000000000000000");
    EXPECT_EQ(
        txid(read).to_string(), "d21633ba23f70118185227be58a63527675641ad37967e2aa461559f577aec43"
    );
}

// What stands behind flags of zero is the lock time, as in Core; btcd refuses it.
TEST(transaction, with_flags_of_zero_ends_with_the_lock_time) {
    auto changed = raw(witnessed);
    changed[5] = 0;
    const auto read = decode_prefix<transaction>(changed);
    ASSERT_TRUE(read);
    EXPECT_EQ(read->consumed, 10U);
    EXPECT_TRUE(read->value.inputs.empty());
    const auto strict = refusal(to_hex(changed), {.trailing = trailing_bytes::refused});
    EXPECT_EQ(strict.code, errc::trailing_bytes);
}

TEST(transaction, with_unknown_flags_is_refused) {
    for (const int flags : {2, 3, 4, 8, 9, 0x80, 0xff}) {
        auto changed = raw(witnessed);
        changed[5] = static_cast<std::uint8_t>(flags);
        const auto failure = refusal(to_hex(changed));
        EXPECT_EQ(failure.code, errc::unknown_transaction_flag) << flags;
        EXPECT_EQ(failure.actual, static_cast<std::uint64_t>(flags));
        EXPECT_EQ(failure.offset, 5U);
    }
}

TEST(transaction, with_empty_witnesses_only_is_refused) {
    EXPECT_EQ(refusal(before_witness + "0000000000").code, errc::superfluous_witness);
    // Before anybody looks at the lock time, or at what follows.
    EXPECT_EQ(refusal(before_witness + "00").code, errc::superfluous_witness);
    const format_options strict{.trailing = trailing_bytes::refused};
    EXPECT_EQ(refusal(before_witness + "000000000000", strict).code, errc::superfluous_witness);
    // No input at all, one output.
    EXPECT_EQ(
        refusal("010000000001000100000000000000000000000000").code, errc::superfluous_witness
    );
}

TEST(transaction, with_a_longer_form_of_no_inputs_is_refused) {
    const auto failure = refusal("01000000fd0000000000000000");
    EXPECT_EQ(failure.code, errc::non_canonical_size);
    EXPECT_EQ(failure.offset, 4U);
    EXPECT_EQ(failure.field.to_string(), "inputs");
    // Behind the marker as well.
    EXPECT_EQ(refusal("010000000001fd0000000000000000").code, errc::non_canonical_size);
}

TEST(transaction, refuses_claims_that_cannot_be_true) {
    const std::string huge = "ffffffffffffffffff";
    const std::string one_input = "0000000101" + std::string(72, '0');
    const std::string one_output = one_input + "00ffffffff01" + std::string(16, '0');
    struct claim {
        std::string text;
        std::string field;
    };
    for (const auto& [text, field] : {
             claim{"00000001" + huge, "inputs"},
             claim{one_input + huge, "inputs[0].script"},
             claim{one_input + "00ffffffff" + huge, "outputs"},
             claim{one_output + huge, "outputs[0].script"},
             claim{before_witness + huge, "witness"},
             claim{before_witness + "01" + huge, "witness"},
         }) {
        const auto failure = refusal(text);
        EXPECT_EQ(failure.code, errc::size_above_limit) << text;
        EXPECT_EQ(failure.field.to_string(), field);
        EXPECT_EQ(failure.offset, text.size() / 2 - 9);
    }
}

TEST(transaction, believes_no_count_before_the_bytes_are_there) {
    // Four million inputs, then nothing.
    const auto before = test::allocation_count();
    const auto claims = raw("01000000fe00093d00");
    EXPECT_EQ(decode<transaction>(claims).error().code, errc::truncated);
    EXPECT_LT(test::allocation_count() - before, 5U);
}

TEST(transaction, cut_short_anywhere_is_refused) {
    for (const auto& text : {two_outputs, witnessed}) {
        const auto whole = raw(text);
        for (std::size_t size = 0; size < whole.size(); ++size) {
            const auto read = decode<transaction>(byte_view(whole).first(size));
            ASSERT_FALSE(read) << size;
            EXPECT_EQ(read.error().code, errc::truncated);
            EXPECT_FALSE(read.error().field.to_string().empty());
        }
    }
}

TEST(transaction, without_inputs_but_with_outputs_cannot_be_written) {
    transaction ambiguous;
    ambiguous.outputs.resize(1);
    for (const auto kind : {witness::included, witness::stripped}) {
        const auto refused = encode(ambiguous, {.witness = kind});
        ASSERT_FALSE(refused);
        EXPECT_EQ(refused.error().code, errc::bad_value);
    }
    const auto in_message = encode(tx{ambiguous});
    ASSERT_FALSE(in_message);
    EXPECT_EQ(in_message.error().command, tx::command);
    EXPECT_EQ(in_message.error().field.to_string(), "transaction");
}

TEST(transaction, errors_name_their_place_in_a_message) {
    const auto whole = raw(two_outputs);
    const auto read = decode<tx>(byte_view(whole).first(60));
    ASSERT_FALSE(read);
    EXPECT_EQ(
        read.error().message(), "tx.transaction.outputs[0].value: needs 8 bytes, has 6, at 54"
    );
}

TEST(witness_stack, keeps_what_was_put) {
    witness_stack stack{{1, 2, 3}, {}};
    stack.push_back(bytes(300, 7));
    EXPECT_EQ(stack.size(), 3U);
    EXPECT_FALSE(stack.empty());
    EXPECT_EQ(std::ranges::distance(stack.begin(), stack.end()), 3);
    auto item = stack.begin();
    EXPECT_EQ(to_hex(*item), "010203");
    EXPECT_TRUE((++item)->empty());
    EXPECT_EQ((*item++).size(), 0U);
    EXPECT_EQ(item->size(), 300U);
    EXPECT_EQ(++item, stack.end());
    EXPECT_EQ(encode(stack).value().size(), 1 + (1 + 3) + 1 + (3 + 300));
    EXPECT_EQ(decode<witness_stack>(encode(stack).value()), stack);
    EXPECT_NE(stack, witness_stack{});
    EXPECT_EQ(witness_stack{}.begin(), witness_stack{}.end());
}

TEST(witness_stack, of_a_million_empty_items_is_one_allocation) {
    constexpr std::size_t items = 1'000'000;
    bytes packed{0xfe, 0x40, 0x42, 0x0f, 0x00};
    packed.resize(packed.size() + items);
    const auto before = test::allocation_count();
    const auto read = decode<witness_stack>(packed);
    EXPECT_EQ(test::allocation_count(), before + 1);
    ASSERT_TRUE(read);
    EXPECT_EQ(read->size(), items);
    EXPECT_EQ(static_cast<std::size_t>(std::ranges::distance(*read)), items);
    EXPECT_EQ(encode(*read).value(), packed);
}

}  // namespace
}  // namespace bitpeer::wire
