#include <bitpeer/base/endian.hpp>
#include <bitpeer/crypto/sha256.hpp>
#include <bitpeer/node/capture_format.hpp>

#include <algorithm>
#include <concepts>
#include <utility>

namespace bitpeer::capture {

namespace {

constexpr std::size_t length_size = 4;
constexpr std::size_t checksum_size = 4;
constexpr std::size_t text_max = 0xffff;
constexpr std::size_t version_offset = file_magic.size();
constexpr std::size_t header_size = version_offset + sizeof(format_version);

/// The first byte of a body.
enum class kind : std::uint8_t {
    opening = 1,
    received = 2,
    written = 3,
    damaged = 4,
    broken = 5,
    verdict = 6,
    handshake = 7,
    end = 8,
};

/// Kind and both clocks.
constexpr std::size_t body_min = 1 + 2 * sizeof(std::int64_t);

/// Fills one record behind `out`, then closes it.
class body_writer {
public:
    body_writer(bytes& out, kind what, instant when) : out_(out), start_(out.size()) {
        number(std::uint32_t{0});
        number(static_cast<std::uint8_t>(what));
        time(when.monotonic);
        time(when.unix_time);
    }

    template <std::integral T>
    void number(T value) {
        std::array<std::uint8_t, sizeof(T)> field;
        store_le(field.data(), value);
        raw(field);
    }

    void raw(byte_view data) { out_.insert(out_.end(), data.begin(), data.end()); }

    /// What is too long is cut.
    void text(std::string_view value) {
        value = value.substr(0, text_max);
        number(static_cast<std::uint16_t>(value.size()));
        raw({reinterpret_cast<const std::uint8_t*>(value.data()), value.size()});
    }

    void command(const wire::command_name& name) {
        for (const auto c : name.padded()) number(static_cast<std::uint8_t>(c));
    }

    void time(duration value) {
        number(std::int64_t{std::clamp(value, duration::zero(), time_max).count()});
    }

    void close() {
        const auto body = byte_view(out_).subspan(start_ + length_size);
        store_le(out_.data() + start_, static_cast<std::uint32_t>(body.size()));
        raw(crypto::frame_checksum(body));
    }

private:
    bytes& out_;
    std::size_t start_;
};

/// Takes fields from the front of a body. The first that is not there makes it fail for good.
class body_reader {
public:
    explicit body_reader(shared_bytes body) : body_(std::move(body)) {}

    template <std::integral T>
    T number() {
        if (!has(sizeof(T))) return {};
        const auto value = load_le<T>(body_.data() + offset_);
        offset_ += sizeof(T);
        return value;
    }

    std::string text() {
        const auto size = number<std::uint16_t>();
        if (!has(size)) return {};
        std::string value(reinterpret_cast<const char*>(body_.data() + offset_), size);
        offset_ += size;
        return value;
    }

    template <std::size_t N>
    std::array<std::uint8_t, N> array() {
        std::array<std::uint8_t, N> value{};
        if (!has(N)) return value;
        std::copy_n(body_.data() + offset_, N, value.begin());
        offset_ += N;
        return value;
    }

    wire::command_name command() {
        const auto field = array<wire::command_name::length>();
        const auto name = wire::command_name::from_wire(field);
        if (!name) failed_ = true;
        return name.value_or(wire::command_name{});
    }

    shared_bytes rest() {
        auto value = body_.slice(offset_, body_.size() - offset_);
        offset_ = body_.size();
        return value;
    }

    void fail() { failed_ = true; }
    [[nodiscard]] bool ok() const { return !failed_; }

private:
    bool has(std::size_t count) {
        if (body_.size() - offset_ < count) failed_ = true;
        return !failed_;
    }

    shared_bytes body_;
    std::size_t offset_ = 0;
    bool failed_ = false;
};

duration read_time(body_reader& in) {
    const duration value(in.number<std::int64_t>());
    if (value < duration::zero() || value > time_max) in.fail();
    return value;
}

instant read_instant(body_reader& in) {
    const auto monotonic = read_time(in);
    return {monotonic, read_time(in)};
}

void write(bytes& out, instant when, const message& what) {
    body_writer body(out, what.way == way::received ? kind::received : kind::written, when);
    body.command(what.command);
    body.number(what.wire_size);
    body.raw(what.payload);
    body.close();
}

void write(bytes& out, instant when, const damaged& what) {
    body_writer body(out, kind::damaged, when);
    body.text(what.code);
    body.text(what.command);
    body.number(what.payload_size);
    body.number(what.wire_size);
    body.close();
}

void write(bytes& out, instant when, const broken& what) {
    body_writer body(out, kind::broken, when);
    body.text(what.code);
    body.text(what.command);
    body.number(what.actual);
    body.number(what.allowed);
    body.close();
}

void write(bytes& out, instant when, const verdict& what) {
    body_writer body(out, kind::verdict, when);
    body.text(what.reason);
    body.text(what.command);
    body.close();
}

void write(bytes& out, instant when, const handshake& what) {
    body_writer body(out, kind::handshake, when);
    body.text(what.transport);
    body.number(what.protocol_version);
    body.number(static_cast<std::uint8_t>(what.session ? 1 : 0));
    if (what.session) body.raw(*what.session);
    body.close();
}

void write(bytes& out, instant when, const end& what) {
    body_writer body(out, kind::end, when);
    body.text(what.reason);
    body.text(what.detail);
    body.close();
}

message read_message(body_reader& in, way which) {
    message what{.way = which};
    what.command = in.command();
    what.wire_size = in.number<std::uint32_t>();
    what.payload = in.rest();
    return what;
}

damaged read_damaged(body_reader& in) {
    damaged what;
    what.code = in.text();
    what.command = in.text();
    what.payload_size = in.number<std::uint32_t>();
    what.wire_size = in.number<std::uint32_t>();
    return what;
}

broken read_broken(body_reader& in) {
    broken what;
    what.code = in.text();
    what.command = in.text();
    what.actual = in.number<std::uint64_t>();
    what.allowed = in.number<std::uint64_t>();
    return what;
}

verdict read_verdict(body_reader& in) {
    verdict what;
    what.reason = in.text();
    what.command = in.text();
    return what;
}

handshake read_handshake(body_reader& in) {
    handshake what;
    what.transport = in.text();
    what.protocol_version = in.number<std::int32_t>();
    if (in.number<std::uint8_t>() != 0) {
        what.session = in.array<std::tuple_size_v<transport::session_id>>();
    }
    return what;
}

end read_end(body_reader& in) {
    end what;
    what.reason = in.text();
    what.detail = in.text();
    return what;
}

opening read_opening(body_reader& in) {
    opening what;
    if (in.number<std::uint8_t>() != static_cast<std::uint8_t>(kind::opening)) in.fail();
    what.started = read_instant(in);
    what.magic = in.array<std::tuple_size_v<network_magic>>();
    const auto dialled = in.number<std::uint8_t>();
    if (dialled > 1) in.fail();
    what.who_dialled = dialled == 0 ? direction::inbound : direction::outbound;
    what.network = in.text();
    what.kind = in.text();
    what.remote_address = in.text();
    what.local_address = in.text();
    what.software = in.text();
    return what;
}

}  // namespace

void append(bytes& out, const opening& first) {
    out.insert(out.end(), file_magic.begin(), file_magic.end());
    out.resize(out.size() + sizeof(format_version));
    store_le(out.data() + out.size() - sizeof(format_version), format_version);
    body_writer body(out, kind::opening, first.started);
    body.raw(first.magic);
    body.number(static_cast<std::uint8_t>(first.who_dialled == direction::outbound ? 1 : 0));
    body.text(first.network);
    body.text(first.kind);
    body.text(first.remote_address);
    body.text(first.local_address);
    body.text(first.software);
    body.close();
}

void append(bytes& out, const record& next) {
    std::visit([&](const auto& what) { write(out, next.when, what); }, next.what);
}

bool is_capture(byte_view file) {
    const auto there = std::min(file.size(), file_magic.size());
    return there > 0 &&
           std::equal(
               file.begin(), file.begin() + static_cast<std::ptrdiff_t>(there), file_magic.begin()
           );
}

/// The body at `offset_`, which moves behind it only when the record is whole and right.
result<std::optional<shared_bytes>, error> reader::next_body() {
    const auto left = file_.size() - offset_;
    if (left == 0) return std::nullopt;
    if (left >= length_size) {
        const auto length = load_le<std::uint32_t>(file_.data() + offset_);
        if (length < body_min) return failed(error{errc::record_too_short, offset_});
        if (length > body_max) return failed(error{errc::record_too_long, offset_});
        if (left - length_size >= std::size_t{length} + checksum_size) {
            auto body = file_.slice(offset_ + length_size, length);
            const auto checksum = file_.slice(offset_ + length_size + length, checksum_size);
            if (!std::ranges::equal(crypto::frame_checksum(body), checksum.view())) {
                return failed(error{errc::bad_checksum, offset_});
            }
            offset_ += length_size + length + checksum_size;
            return body;
        }
    }
    cut_off_ = offset_;
    return std::nullopt;
}

result<reader, error> reader::open(shared_bytes file) {
    if (!is_capture(file) || file.size() < header_size) {
        return failed(error{errc::not_a_capture, 0});
    }
    if (load_le<std::uint16_t>(file.data() + version_offset) != format_version) {
        return failed(error{errc::unknown_version, version_offset});
    }
    reader opened(std::move(file));
    opened.offset_ = header_size;
    auto body = opened.next_body();
    if (!body) return failed(body.error());
    if (!*body) return failed(error{errc::no_opening, header_size});
    body_reader in(**std::move(body));
    opened.opening_ = read_opening(in);
    if (!in.ok()) return failed(error{errc::no_opening, header_size});
    return opened;
}

result<std::optional<record>, error> reader::next() {
    for (;;) {
        const auto start = offset_;
        auto body = next_body();
        if (!body) return failed(body.error());
        if (!*body) return std::nullopt;
        body_reader in(**std::move(body));
        const auto what = static_cast<kind>(in.number<std::uint8_t>());
        record next{.when = read_instant(in), .what = {}};
        switch (what) {
            case kind::received: next.what = read_message(in, way::received); break;
            case kind::written: next.what = read_message(in, way::written); break;
            case kind::damaged: next.what = read_damaged(in); break;
            case kind::broken: next.what = read_broken(in); break;
            case kind::verdict: next.what = read_verdict(in); break;
            case kind::handshake: next.what = read_handshake(in); break;
            case kind::end: next.what = read_end(in); break;
            case kind::opening: in.fail(); break;
            default: ++unknown_records_; continue;
        }
        if (in.ok()) return next;
        offset_ = start;
        return failed(error{errc::malformed_record, start});
    }
}

result<recording, error> read(const shared_bytes& file) {
    auto in = reader::open(file);
    if (!in) return failed(in.error());
    recording whole{.opening = in->opening()};
    for (;;) {
        auto next = in->next();
        if (!next) return failed(next.error());
        if (!*next) break;
        whole.records.push_back(**std::move(next));
    }
    whole.unknown_records = in->unknown_records();
    whole.cut_off = in->cut_off();
    return whole;
}

}  // namespace bitpeer::capture
