#pragma once
/// Scripts as steps. Nothing is executed: enough to see what is pushed.

#include <bitpeer/base/bytes.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>

namespace bitpeer::detail {

/// One operation. `pushed` lies in the script; it is empty for all that push no bytes of it, which
/// small numbers are among (OP_1 to OP_16).
struct script_step {
    std::uint8_t opcode = 0;
    byte_view pushed;
};

/// Walks over a script, never beyond its end whatever it claims. The bytes must outlive it.
class script_reader {
public:
    explicit script_reader(byte_view script) : rest_(script) {}

    /// The next operation; nothing at the end, and for good from a push that is longer than what
    /// is left.
    [[nodiscard]] std::optional<script_step> next() {
        if (broken_ || rest_.empty()) return std::nullopt;
        const auto opcode = take(1)[0];
        std::size_t length = opcode;
        if (opcode > last_push) {
            length = 0;
        } else if (opcode >= push_1_byte_length) {
            const auto width = std::size_t{1} << (opcode - push_1_byte_length);
            if (width > rest_.size()) return stop();
            length = read_length(take(width));
        }
        if (length > rest_.size()) return stop();
        return script_step{opcode, take(length)};
    }

    /// Whether all of the script was read and well-formed.
    [[nodiscard]] bool finished() const { return !broken_ && rest_.empty(); }

private:
    // OP_PUSHDATA1, 2 and 4: the length stands in so many bytes. Lower ones are lengths themselves.
    static constexpr std::uint8_t push_1_byte_length = 0x4c;
    static constexpr std::uint8_t last_push = 0x4e;

    [[nodiscard]] static std::size_t read_length(byte_view field) {
        std::size_t length = 0;
        for (std::size_t i = 0; i < field.size(); ++i) length |= std::size_t{field[i]} << (8 * i);
        return length;
    }

    byte_view take(std::size_t count) {
        const auto taken = rest_.first(count);
        rest_ = rest_.subspan(count);
        return taken;
    }

    std::nullopt_t stop() {
        broken_ = true;
        return std::nullopt;
    }

    byte_view rest_;
    bool broken_ = false;
};

}  // namespace bitpeer::detail
