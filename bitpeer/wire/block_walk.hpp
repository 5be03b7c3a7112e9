#pragma once
/// All inputs and outputs of a block in one walk: no copy, no allocation, and every length is
/// looked at once. A view (`block_view.hpp`) looks at a block first and can be gone through as
/// often as one likes; this is for those who go through it once.

#include <bitpeer/base/bytes.hpp>
#include <bitpeer/base/result.hpp>
#include <bitpeer/wire/block_header.hpp>
#include <bitpeer/wire/codec.hpp>
#include <bitpeer/wire/limits.hpp>
#include <bitpeer/wire/messages/block.hpp>
#include <bitpeer/wire/transaction_layout.hpp>
#include <bitpeer/wire/transaction_view.hpp>

#include <cstddef>
#include <cstdint>

namespace bitpeer::wire {

/// An input where it lies, each part read when it is asked for. Witnesses stand elsewhere: a
/// `transaction_view` has them.
class walked_input {
public:
    walked_input(const std::uint8_t* element, byte_view script)
        : element_(element), script_(script) {}

    [[nodiscard]] outpoint previous() const {
        outpoint made;
        detail::plain_reader(element_, newest_protocol_version).read(made);
        return made;
    }
    /// The same as the 36 bytes that it is on the wire.
    [[nodiscard]] byte_view previous_bytes() const { return {element_, detail::outpoint_size}; }
    [[nodiscard]] byte_view script() const { return script_; }
    [[nodiscard]] std::uint32_t sequence() const {
        return load_le<std::uint32_t>(script_.data() + script_.size());
    }

private:
    const std::uint8_t* element_;
    byte_view script_;
};

/// Who is told what is in a block, in its order: `input(walked_input)`, `output(output_view)`, and
/// behind those of each transaction `transaction(byte_view)` with all of its bytes.
template <class T>
concept block_listener = requires(
    T& listener, const walked_input& input, const output_view& output, byte_view transaction
) {
    listener.input(input);
    listener.output(output);
    listener.transaction(transaction);
};

/// Tells `listener` what is in the payload of a `block`, with the verdict of `check<block>`: the
/// bytes that the block takes, or the error. When it is an error, what was told before means
/// nothing.
template <block_listener Listener>
[[nodiscard]] result<std::size_t, error> walk_block(
    byte_view payload, Listener& listener, format_options options = {}
) {
    constexpr std::size_t header_size = bounds_of<block_header>().max;
    const auto tell_input = [&](const std::uint8_t* element, byte_view script) {
        listener.input(walked_input(element, script));
    };
    const auto tell_output = [&](const std::uint8_t* element, byte_view script) {
        listener.output(output_view{load_le<std::int64_t>(element), script});
    };
    struct {
        decltype(tell_input) input;
        decltype(tell_output) output;
    } told{tell_input, tell_output};

    reader in(payload, options, reader::mode::check);
    in.take(header_size);
    const auto count = in.compact_length(bounded_by_message, errc::count_above_limit);
    bool whole = true;
    for (std::size_t i = 0; i < count && whole; ++i) {
        detail::transaction_layout layout;
        if (detail::walk_usual(in.rest(), layout, told)) {
            listener.transaction(in.take(layout.end));
        } else if (const auto size = check<transaction>(in.rest())) {
            listener.transaction(in.take(*size));  // it has neither inputs nor outputs
        } else {
            whole = false;
        }
    }
    // Whoever finds a fault says where; so does who is not sure.
    const bool may_trail = options.trailing == trailing_bytes::ignored || in.remaining() == 0;
    if (!whole || !in.ok() || !may_trail) return check<block>(payload, options);
    return in.offset();
}

}  // namespace bitpeer::wire
