#pragma once
/// What is known of one message without naming its type: a line of a dialect's table.

#include <bitpeer/base/bytes.hpp>
#include <bitpeer/base/result.hpp>
#include <bitpeer/wire/annotator.hpp>
#include <bitpeer/wire/command.hpp>
#include <bitpeer/wire/describer.hpp>
#include <bitpeer/wire/error.hpp>
#include <bitpeer/wire/format_options.hpp>
#include <bitpeer/wire/gated.hpp>
#include <bitpeer/wire/phase.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace bitpeer::wire {

/// The identity of a message's struct at run time.
class message_type_id {
public:
    template <class M>
    [[nodiscard]] static constexpr message_type_id of() {
        return message_type_id(&tag<M>);
    }
    friend constexpr bool operator==(message_type_id, message_type_id) = default;

private:
    template <class M>
    static constexpr char tag = 0;

    explicit constexpr message_type_id(const char* address) : address_(address) {}
    const char* address_;
};

/// The error of a message that exists from `since` to `until` only, at another protocol version.
[[nodiscard]] error missing_message(
    command_name command, int since, int until, int protocol_version
);

/// One message of a dialect. All of it is derived from the message's struct and its list entry.
struct row {
    message_type_id type;
    command_name command;
    short_id v2_id;               ///< zero: none
    int since = 0;                ///< first protocol version that has it
    int until = for_ever;         ///< and the last
    phase when{};                 ///< when it has its place
    bool exact = false;           ///< malformed payloads of it end the connection (BIP434)
    std::size_t max_payload = 0;  ///< bytes, computed from its fields
    std::string_view about;       ///< one line for people

    /// The verdict of `wire::check`: no allocation; on success the bytes that the fields take.
    result<std::size_t, error> (*check)(byte_view payload, format_options) = nullptr;

    /// The fields as one JSON object.
    result<std::string, error> (*to_json)(byte_view payload, format_options) = nullptr;

    /// Which bytes of a payload are which field.
    std::vector<annotation> (*annotate)(byte_view payload, format_options) = nullptr;

    /// The fields, for documentation.
    std::vector<field_description> (*describe)() = nullptr;

    /// Whether peers of this protocol version have it.
    [[nodiscard]] constexpr bool exists_at(int protocol_version) const {
        return protocol_version >= since && protocol_version <= until;
    }

    /// The error of a message that does not exist at this protocol version.
    [[nodiscard]] error missing_at(int protocol_version) const {
        return missing_message(command, since, until, protocol_version);
    }
};

}  // namespace bitpeer::wire
