#include <bitpeer/base/copy_bytes.hpp>
#include <bitpeer/base/endian.hpp>
#include <bitpeer/transport/printable.hpp>
#include <bitpeer/transport/v1.hpp>

#include <algorithm>
#include <utility>

namespace bitpeer::transport {

namespace {

constexpr std::size_t command_offset = 4;
constexpr std::size_t length_offset = 16;
constexpr std::size_t checksum_offset = 20;

/// Payloads up to this size are joined with their header: copying them costs less than one more
/// element in a gathering write.
constexpr std::size_t joined_max = 1024;

/// Payloads from this size on come by more than one read, as a rule.
constexpr std::size_t hashed_early_min = 32 * 1024;

byte_view take_front(byte_view& in, std::size_t count) {
    count = std::min(count, in.size());
    const auto front = in.first(count);
    in = in.subspan(count);
    return front;
}

}  // namespace

v1::v1(const network& net) : dialect_(net.dialect), magic_(net.magic) {}

received v1::receive(byte_view& in) {
    if (break_) {
        in = {};
        return *break_;
    }
    if (header_filled_ < header_size) {
        if (auto early = fill_header(in); !std::holds_alternative<incomplete>(early)) return early;
        if (header_filled_ < header_size) return incomplete{};
    }
    return fill_payload(in);
}

received v1::fill_header(byte_view& in) {
    const auto part = take_front(in, header_size - header_filled_);
    copy_bytes(part, header_.data() + header_filled_);
    header_filled_ += part.size();
    return judge_header();
}

received v1::judge_header() {
    const auto magic_end = std::min(header_filled_, magic_.size());
    if (!std::equal(
            magic_.begin(), magic_.begin() + static_cast<std::ptrdiff_t>(magic_end), header_.begin()
        )) {
        // Wait for all four bytes, so that the error can name the network whose magic this is.
        if (header_filled_ < magic_.size()) return incomplete{};
        return broken(
            break_code::wrong_magic,
            load_be<std::uint32_t>(header_.data()),
            load_be<std::uint32_t>(magic_.data())
        );
    }
    if (header_filled_ < header_size) return incomplete{};
    payload_size_ = load_le<std::uint32_t>(header_.data() + length_offset);
    if (const auto most = payload_limit(); payload_size_ > most) {
        return broken(break_code::payload_too_large, payload_size_, most);
    }
    return incomplete{};
}

std::size_t v1::payload_limit() const {
    if (!dialect_->strict_sizes) return dialect_->payload_max;
    const auto command = std::span(header_).subspan<command_offset, wire::command_name::length>();
    const auto name = wire::command_name::from_wire(command);
    const auto* known = name ? dialect_->find(*name) : nullptr;
    return known != nullptr ? known->max_payload : dialect_->payload_max;
}

received v1::fill_payload(byte_view& in) {
    // The usual case: the whole payload lies in this read, and one copy is all it takes.
    if (payload_.empty() && in.size() >= payload_size_) {
        const auto whole = take_front(in, payload_size_);
        return finish(
            payload_written_by(payload_size_, [&](byte_span to) { copy_bytes(whole, to.data()); }),
            in
        );
    }
    const auto part = take_front(in, payload_size_ - payload_.size());
    payload_.append(part, payload_size_);
    hash_early(part);
    if (payload_.size() < payload_size_) return incomplete{};
    next_digest_.reset();
    return finish(payload_.finish(payload_size_), {});
}

byte_span v1::room() {
    if (break_ || header_filled_ < header_size) return {};
    return payload_.room(payload_size_);
}

/// While the processor has them at hand, and while the remote goes on sending: who hashes a whole
/// block at its end does not read meanwhile.
void v1::hash_early(byte_view part) {
    if (part.empty() || payload_size_ < hashed_early_min) return;
    if (dialect_->frame_digest_of == nullptr) return;
    if (!hasher_) hasher_ = std::make_unique<crypto::sha256_hasher>();
    hasher_->put(part);
}

/// The payload of the frame that `behind` begins with, if all of it is there.
std::optional<byte_view> v1::next_payload(byte_view behind) const {
    if (behind.size() < header_size) return std::nullopt;
    const auto size = load_le<std::uint32_t>(behind.data() + length_offset);
    if (!std::ranges::equal(magic_, behind.first(magic_.size()))) return std::nullopt;
    if (size > behind.size() - header_size) return std::nullopt;
    return behind.subspan(header_size, size);
}

/// What was read and is not taken yet is `behind`: it will be offered again, so that two digests
/// are made at once where that is cheaper.
hash256 v1::digest_of(byte_view payload, byte_view behind) {
    if (const auto hasher = std::exchange(hasher_, nullptr)) {
        return dialect_->frame_digest_of(*hasher);
    }
    if (const auto known = std::exchange(next_digest_, nullptr)) return *known;
    const bool pairs = dialect_->frame_digest_each != nullptr;
    const auto next = pairs ? next_payload(behind) : std::nullopt;
    if (!next) return dialect_->frame_digest(payload);
    const std::array<byte_view, 2> payloads{payload, *next};
    std::array<hash256, 2> digests;
    dialect_->frame_digest_each(payloads, digests);
    next_digest_ = std::make_unique<const hash256>(digests[1]);
    return digests[0];
}

received v1::finish(shared_bytes payload, byte_view behind) {
    header_filled_ = 0;
    const auto wire_size = header_size + payload.size();
    const auto command = std::span(header_).subspan<command_offset, wire::command_name::length>();
    const auto name = wire::command_name::from_wire(command);
    if (!name) {
        hasher_.reset();
        next_digest_.reset();
        return dropped_frame{drop_code::bad_command, printable(command), payload.size(), wire_size};
    }
    const auto digest = digest_of(payload, behind);
    if (!std::ranges::equal(
            wire::dialect::checksum_of(digest), std::span(header_).subspan<checksum_offset>()
        )) {
        return dropped_frame{
            drop_code::bad_checksum, printable(command), payload.size(), wire_size};
    }
    return frame{*name, std::move(payload), wire_size, digest};
}

received v1::broken(break_code code, std::uint64_t actual, std::uint64_t allowed) {
    std::string command;
    if (header_filled_ == header_size) {
        command = printable(byte_view(header_).subspan(command_offset, wire::command_name::length));
    }
    break_ =
        std::make_unique<broken_stream>(broken_stream{code, std::move(command), actual, allowed});
    return *break_;
}

sealed_frame v1::make_frame(
    wire::command_name command, const shared_bytes& payload, const hash256* digest
) {
    const auto checksum =
        wire::dialect::checksum_of(digest != nullptr ? *digest : dialect_->frame_digest(payload));
    const bool join = payload.size() <= joined_max;
    const auto content = join ? payload.view() : byte_view();
    auto head = shared_bytes::written_by(header_size + content.size(), [&](byte_span into) {
        std::ranges::copy(magic_, into.data());
        std::ranges::copy(command.padded(), into.data() + command_offset);
        store_le(into.data() + length_offset, static_cast<std::uint32_t>(payload.size()));
        std::ranges::copy(checksum, into.data() + checksum_offset);
        copy_bytes(content, into.data() + header_size);
    });
    return {std::move(head), join ? shared_bytes() : payload};
}

void v1::release() {
    payload_.release();
    hasher_.reset();
    next_digest_.reset();
    header_filled_ = 0;
}

std::size_t v1::buffered() const { return header_filled_ + payload_.held(); }

}  // namespace bitpeer::transport
