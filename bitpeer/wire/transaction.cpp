#include <bitpeer/wire/transaction.hpp>

#include <cstring>

namespace bitpeer::wire::detail {

void read_witnesses(scripted_list<transaction_input>& inputs, std::size_t count, reader& in) {
    // In checking mode the inputs are not kept, but their witnesses are there all the same.
    const auto start = in.offset();
    bool any = false;
    for (std::size_t i = 0; i < count && in.ok(); ++i) {
        witness_stack stack;
        in("witness", stack);
        any = any || !stack.empty();
        if (in.ok() && in.storing()) inputs[i].witness = std::move(stack);
    }
    if (!any) in.fail_at(start, errc::superfluous_witness, 0);
}

namespace {

/// As `memcpy`, whose call costs more than most scripts take to copy.
[[gnu::always_inline]] inline void copy_script(
    std::uint8_t* to, const std::uint8_t* from, std::size_t size
) {
    constexpr std::size_t step = 16;
    constexpr std::size_t long_from = 256;
    if (size < step || size >= long_from) {
        std::memcpy(to, from, size);
        return;
    }
    const auto last = size - step;
    for (std::size_t i = 0; i < last; i += step) std::memcpy(to + i, from + i, step);
    std::memcpy(to + last, from + last, step);
}

/// Takes the script at `at` to `room`, and moves both behind it. Inlined: a block has thousands.
[[gnu::always_inline]] inline void keep_script(
    byte_run& script, const std::uint8_t*& at, std::uint8_t*& room
) {
    const auto length = known_compact(at);
    copy_script(room, at, length);
    script.keep_at(room, length);
    at += length;
    room += length;
}

}  // namespace

void read_inputs(
    scripted_list<transaction_input>& into, byte_view from, const transaction_layout& layout
) {
    auto* room = make_room(into, layout.input_count, layout.input_scripts);
    const auto* at = from.data() + layout.inputs;
    const auto* witness = from.data() + layout.witnesses;
    for (std::size_t i = 0; i < layout.input_count; ++i) {
        auto& input = into.emplace_back();
        plain_reader(at, newest_protocol_version).read(input.previous);
        at += outpoint_size;
        keep_script(input.script, at, room);
        input.sequence = load_le<std::uint32_t>(at);
        at += sequence_size;
        if (layout.has_witness) witness_stack::decode_known(input.witness, witness);
    }
}

void read_outputs(
    scripted_list<transaction_output>& into, byte_view from, const transaction_layout& layout
) {
    if (layout.output_count == 0) return into.clear();
    auto* room = make_room(into, layout.output_count, layout.output_scripts);
    const auto* at = from.data() + layout.outputs;
    for (std::size_t i = 0; i < layout.output_count; ++i) {
        auto& output = into.emplace_back();
        output.value = load_le<std::int64_t>(at);
        at += value_size;
        keep_script(output.script, at, room);
    }
}

}  // namespace bitpeer::wire::detail
