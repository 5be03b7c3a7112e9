#pragma once
/// What was recorded of one connection. `docs/captures.md` has the files byte for byte.

#include <bitpeer/base/bytes.hpp>
#include <bitpeer/base/result.hpp>
#include <bitpeer/base/time.hpp>
#include <bitpeer/engine/config.hpp>
#include <bitpeer/params/network.hpp>
#include <bitpeer/transport/transport.hpp>
#include <bitpeer/wire/command.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace bitpeer::capture {

/// What is known of a connection before its first byte.
struct opening {
    instant started{};      ///< when the engine was made
    std::string network{};  ///< by name: "bitcoin-regtest"
    network_magic magic{};
    direction who_dialled = direction::outbound;
    std::string kind = "none";  ///< `kind_rules::name`
    std::string remote_address{};
    std::string local_address{};
    std::string software{};  ///< who recorded it, for people

    friend bool operator==(const opening&, const opening&) = default;
};

/// The latest moment that a file can tell, on either clock; the earliest is 0. In Unix time that is
/// the year 2116.
inline constexpr duration time_max{std::int64_t{1} << 62};

/// Which way a message went, seen from the side that recorded.
enum class way : std::uint8_t { received, written };

/// A whole message. A received one was not judged yet: what became of it stands behind it.
struct message {
    capture::way way{};
    wire::command_name command{};
    shared_bytes payload{};       ///< decrypted, on an encrypted connection
    std::uint32_t wire_size = 0;  ///< bytes on the wire, with header or seal; 0 when not known

    friend bool operator==(const message&, const message&) = default;
};

/// A frame or packet whose contents nobody could take for a message; they are not kept.
struct damaged {
    std::string code{};     ///< `to_string(transport::drop_code)`
    std::string command{};  ///< as `transport::dropped_frame::command`
    std::uint32_t payload_size = 0;
    std::uint32_t wire_size = 0;

    friend bool operator==(const damaged&, const damaged&) = default;
};

/// The stream could not be read any further.
struct broken {
    std::string code{};  ///< `to_string(transport::break_code)`
    std::string command{};
    std::uint64_t actual = 0;   ///< as `transport::broken_stream` has it
    std::uint64_t allowed = 0;  ///< likewise

    friend bool operator==(const broken&, const broken&) = default;
};

/// A received message was let go.
struct verdict {
    std::string reason{};  ///< `to_string(drop_reason)`
    std::string command{};

    friend bool operator==(const verdict&, const verdict&) = default;
};

/// The handshake was done.
struct handshake {
    std::string transport{};  ///< "v1" or "v2"
    std::int32_t protocol_version = 0;
    std::optional<transport::session_id> session{};  ///< of an encrypted connection

    friend bool operator==(const handshake&, const handshake&) = default;
};

/// The connection was over.
struct end {
    std::string reason{};  ///< `to_string(disconnect_reason)`
    std::string detail{};  ///< for people

    friend bool operator==(const end&, const end&) = default;
};

/// One thing that happened.
struct record {
    instant when{};
    std::variant<message, damaged, broken, verdict, handshake, end> what{};

    friend bool operator==(const record& left, const record& right) {
        return left.when == right.when && left.when.unix_time == right.when.unix_time &&
               left.what == right.what;
    }
};

/// A file, read.
struct recording {
    capture::opening opening{};
    std::vector<record> records{};  ///< in the order in which they happened
    /// Whether what came of it was recorded, too: verdicts, the handshake, the end. Bitcoin Core
    /// records messages only.
    bool has_verdicts = true;
    std::size_t unknown_records = 0;  ///< of kinds that a later version has
    /// The file ends inside a record: where that begins.
    std::optional<std::size_t> cut_off{};
};

enum class errc : std::uint8_t {
    not_a_capture,     ///< begins with something else
    unknown_version,   ///< of the format
    no_opening,        ///< does not say first what connection it is of
    record_too_short,  ///< a length in which no record fits
    record_too_long,   ///< a length that no record has
    bad_checksum,      ///< a record is not as it was written
    malformed_record,  ///< a record is not what its kind says
};

/// The code's name as it stands above.
[[nodiscard]] std::string_view to_string(errc code);

/// Why a file cannot be read, and where.
struct error {
    errc code{};
    std::size_t offset = 0;  ///< where the record begins that cannot be read

    /// "bad_checksum at byte 4711".
    [[nodiscard]] std::string message() const;
};

/// Where bytes are kept that were recorded: a file, a test's memory. Called by one at a time.
class sink {
public:
    sink() = default;
    sink(const sink&) = delete;
    sink& operator=(const sink&) = delete;
    virtual ~sink() = default;

    /// Keeps all of `data`, behind what came before, or says for people why not.
    virtual result<void, std::string> write(byte_view data) = 0;
};

}  // namespace bitpeer::capture
