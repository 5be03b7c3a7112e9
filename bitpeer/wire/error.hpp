#pragma once
/// Why a payload could not be read or written, and where.

#include <bitpeer/wire/command.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace bitpeer::wire {

enum class errc : std::uint8_t {
    truncated,           ///< the payload ends inside the field
    trailing_bytes,      ///< bytes follow the last field, where that is refused
    non_canonical_size,  ///< a CompactSize that fits a shorter form
    size_above_limit,    ///< a CompactSize used as a length is above 33,554,432
    count_above_limit,   ///< more elements than the list may have
    length_above_limit,  ///< a string, a byte run or a payload is longer than it may be
    length_below_limit,  ///< a string or a byte run is shorter than it must be
    bad_address_length,  ///< a known address network with another length than its own (BIP155)
    unknown_transaction_flag,  ///< a flag bit of a transaction that the dialect does not know
    superfluous_witness,       ///< the witness flag, but each witness is empty (BIP144)
    index_overflow,            ///< differential indexes that add up to more than 65,535 (BIP152)
    bad_value,                 ///< a number that the field may not have
    not_printable,             ///< a byte outside 0x20 to 0x7e in a text of printable ASCII
    count_mismatch,            ///< a count that must equal an earlier one and does not
    not_in_protocol_version,   ///< the message does not exist at the negotiated protocol version
};

/// The code's name as it stands above: stable, for logs and programs.
[[nodiscard]] std::string_view to_string(errc code);

/// The way to a field: `transactions[17].inputs[0].script`. Trivially copyable and of fixed size,
/// so that an error costs nothing before somebody prints it; steps beyond the eighth are left out.
class field_path {
public:
    static constexpr std::size_t steps_max = 8;

    /// Puts a field's name in front. `name` must be a literal.
    void prepend(const char* name) { put_first({name, 0}); }
    /// Puts a list position in front.
    void prepend(std::size_t index) { put_first({nullptr, index}); }

    [[nodiscard]] std::string to_string() const;

private:
    struct step {
        const char* name = nullptr;  // null: a position in a list
        std::size_t index = 0;
    };

    void put_first(step added) {
        for (std::size_t i = steps_max - 1; i > 0; --i) steps_[i] = steps_[i - 1];
        steps_[0] = added;
        if (size_ < steps_max) ++size_;
    }

    std::array<step, steps_max> steps_{};
    std::size_t size_ = 0;
};

/// What went wrong, in which message and field, at which byte of the payload.
struct error {
    errc code{};
    command_name command;       ///< empty for a value that is no message
    field_path field;           ///< empty when no field is to blame
    std::size_t offset = 0;     ///< bytes from the payload's start to the part that does not fit
    std::uint64_t actual = 0;   ///< what was found: bytes available, count claimed, number read
    std::uint64_t allowed = 0;  ///< what the rule asks for: bytes needed, or the limit

    /// One line for people: "inv.items[17].hash: needs 32 bytes, has 5, at 613".
    [[nodiscard]] std::string message() const;
};

}  // namespace bitpeer::wire
