#include <bitpeer/base/assert.hpp>
#include <bitpeer/base/copy_bytes.hpp>
#include <bitpeer/base/endian.hpp>
#include <bitpeer/crypto/hkdf.hpp>
#include <bitpeer/transport/detection.hpp>
#include <bitpeer/transport/large_block.hpp>
#include <bitpeer/transport/v2.hpp>
#include <bitpeer/transport/v2_command.hpp>

#include <algorithm>
#include <string_view>
#include <utility>

namespace bitpeer::transport {

namespace {

constexpr std::size_t terminator_size = std::tuple_size_v<garbage_terminator>;

/// Packets from this size on come by more than one read, as a rule.
constexpr std::size_t opened_early_min = 32 * 1024;

byte_view take_front(byte_view& in, std::size_t count) {
    count = std::min(count, in.size());
    const auto front = in.first(count);
    in = in.subspan(count);
    return front;
}

/// Assigning {} would keep the buffer.
void free_memory(bytes& held) { bytes().swap(held); }

/// Everything that a transport draws comes from its seed by way of names, so that what is seen of
/// one draw tells nothing about another.
crypto::hkdf_sha256 draws_from(const entropy& seed) {
    static constexpr std::string_view salt = "bitpeer v2 transport";
    return {{reinterpret_cast<const std::uint8_t*>(salt.data()), salt.size()}, seed.bytes};
}

entropy drawn(const crypto::hkdf_sha256& draws, std::string_view name) {
    const auto bytes = draws.expand(name);
    entropy made;
    std::ranges::copy(bytes.view(), made.bytes.begin());
    return made;
}

std::size_t contents_limit(const wire::dialect& dialect) {
    return std::min(v2_command::size_max + dialect.payload_max, packet_contents_max);
}

}  // namespace

bool v2::fits(const network& net) {
    return net.dialect->payload_max <= packet_contents_max - v2_command::size_max;
}

v2::v2(const network& net, crypto::party us, const entropy& seed, v2_padding padding)
    : v2(net, us, draws_from(seed), std::move(padding)) {}

v2::v2(const network& net, crypto::party us, const crypto::hkdf_sha256& draws, v2_padding padding)
    : dialect_(net.dialect),
      magic_(net.magic),
      us_(us),
      padding_(std::move(padding)),
      chance_(drawn(draws, "padding")) {
    ensure(fits(net));
    // The first draw is no key with a probability of 2^-128.
    auto form = drawn(draws, "form");
    for (std::uint8_t draw = 0;; ++draw) {
        const std::array<std::uint8_t, 4> name{'k', 'e', 'y', draw};
        private_key_ = draws.expand(name);
        if (const auto key = crypto::elligator_swift_create(private_key_, form)) {
            our_key_ = *key;
            break;
        }
    }
    crypto::wipe(form.bytes);
    if (padding_.garbage) our_garbage_ = padding_.garbage(chance_);
    if (our_garbage_.size() > garbage_max) our_garbage_.resize(garbage_max);
    our_garbage_size_ = our_garbage_.size();
    output_.reserve(our_key_.size() + our_garbage_.size());
    output_.assign(our_key_.begin(), our_key_.end());
    output_.insert(output_.end(), our_garbage_.begin(), our_garbage_.end());
}

std::string_view v2::name() const { return stage_ == stage::messages ? "v2" : "detecting"; }

std::optional<session_id> v2::session() const {
    if (stage_ != stage::messages) return std::nullopt;
    return session_;
}

std::optional<openings> v2::opened() const {
    if (stage_ != stage::messages) return std::nullopt;
    return openings{
        {our_key_, our_garbage_size_, our_terminator_},
        {their_key_, their_garbage_size_, expected_}};
}

// --- What goes out.

std::size_t v2::contents_max() const { return contents_limit(*dialect_); }

std::optional<std::size_t> v2::next_decoy(std::size_t contents) {
    if (!padding_.decoy) return std::nullopt;
    auto size = padding_.decoy(contents, chance_);
    if (size) *size = std::min(*size, contents_max());
    return size;
}

void v2::append_packet(packet_kind kind, byte_view contents) {
    const auto before = output_.size();
    output_.resize(before + contents.size() + packet_overhead);
    // The first packet vouches for the garbage in front of it.
    sealer_->seal(kind, our_garbage_, contents, {}, byte_span(output_).subspan(before));
    free_memory(our_garbage_);
}

bool v2::add_decoy(std::size_t contents) {
    if (!ready()) return false;
    append_packet(packet_kind::decoy, bytes(std::min(contents, contents_max())));
    return true;
}

shared_bytes v2::take_output() { return shared_bytes(std::exchange(output_, {})); }

sealed_frame v2::make_frame(
    wire::command_name command, const shared_bytes& payload, const hash256* /*digest*/
) {
    ensure(ready());
    const v2_command name(*dialect_, command);
    const auto contents = name.size() + payload.size();
    if (const auto size = next_decoy(contents)) add_decoy(*size);
    const auto size = output_.size() + contents + packet_overhead;
    auto sealed = payload_written_by(size, [&](byte_span to) {
        copy_bytes(output_, to.data());
        sealer_->seal(packet_kind::genuine, {}, name.view(), payload, to.subspan(output_.size()));
    });
    free_memory(output_);
    return {std::move(sealed), {}};
}

// --- What comes in.

received v2::receive(byte_view& in) {
    if (over_) {
        in = {};
        if (break_) return *break_;
        return incomplete{};
    }
    if (stage_ == stage::key) {
        if (auto early = fill_key(in); !std::holds_alternative<incomplete>(early)) return early;
    }
    if (stage_ == stage::garbage) {
        if (auto early = find_terminator(in); !std::holds_alternative<incomplete>(early)) {
            return early;
        }
    }
    // The packet that opens the stream is nobody's business: then the next one is read.
    while (stage_ >= stage::opening && !in.empty()) {
        if (auto item = read_packet(in); !std::holds_alternative<incomplete>(item)) return item;
    }
    return incomplete{};
}

received v2::fill_key(byte_view& in) {
    const auto before = key_filled_;
    const auto part = take_front(in, their_key_.size() - before);
    std::ranges::copy(part, their_key_.begin() + static_cast<std::ptrdiff_t>(before));
    key_filled_ += part.size();
    if (before < v1_prefix_size && key_filled_ >= v1_prefix_size) {
        if (const auto magic = v1_magic_of(byte_view(their_key_).first(key_filled_))) {
            if (*magic == magic_) return broken(break_code::speaks_v1);
            return broken(
                break_code::wrong_magic,
                load_be<std::uint32_t>(magic->data()),
                load_be<std::uint32_t>(magic_.data())
            );
        }
    }
    if (key_filled_ < their_key_.size()) return incomplete{};
    if (their_key_ == our_key_) return broken(break_code::own_key);
    open_session();
    return incomplete{};
}

void v2::open_session() {
    const bool began = us_ == crypto::party::initiator;
    const auto shared = crypto::bip324_shared_secret(
        private_key_, began ? our_key_ : their_key_, began ? their_key_ : our_key_, us_
    );
    private_key_ = {};
    const auto keys = derive_v2_keys(shared, magic_);
    const auto& ours = began ? keys.from_initiator : keys.from_responder;
    const auto& theirs = began ? keys.from_responder : keys.from_initiator;
    sealer_.emplace(ours);
    opener_.emplace(theirs);
    our_terminator_ = ours.terminator;
    expected_ = theirs.terminator;
    session_ = keys.session;
    stage_ = stage::garbage;

    output_.insert(output_.end(), ours.terminator.begin(), ours.terminator.end());
    if (const auto size = next_decoy(0)) add_decoy(*size);
    append_packet(packet_kind::genuine, {});
}

received v2::find_terminator(byte_view& in) {
    constexpr auto most = garbage_max + terminator_size;
    const auto before = their_garbage_.size();
    const auto part = in.first(std::min(in.size(), most - before));
    their_garbage_.insert(their_garbage_.end(), part.begin(), part.end());
    // Up to here it was searched already, but for a terminator whose beginning is there.
    const auto searched = before - std::min(before, terminator_size - 1);
    const auto found = std::search(
        their_garbage_.begin() + static_cast<std::ptrdiff_t>(searched),
        their_garbage_.end(),
        expected_.begin(),
        expected_.end()
    );
    if (found == their_garbage_.end()) {
        in = in.subspan(part.size());
        if (their_garbage_.size() < most) return incomplete{};
        return broken(break_code::no_terminator, most, most);
    }
    const auto garbage = static_cast<std::size_t>(found - their_garbage_.begin());
    in = in.subspan(garbage + terminator_size - before);
    their_garbage_.resize(garbage);
    their_garbage_size_ = garbage;
    stage_ = stage::opening;
    return incomplete{};
}

received v2::read_packet(byte_view& in) {
    if (length_filled_ < length_.size()) {
        const auto part = take_front(in, length_.size() - length_filled_);
        std::ranges::copy(part, length_.begin() + static_cast<std::ptrdiff_t>(length_filled_));
        length_filled_ += part.size();
        if (length_filled_ < length_.size()) return incomplete{};
        contents_size_ = opener_->length(length_);
        if (contents_size_ > contents_max()) {
            return broken(break_code::packet_too_large, contents_size_, contents_max());
        }
    }
    return open_packet(in);
}

byte_span v2::room() {
    if (over_ || length_filled_ < length_.size()) return {};
    return packet_.room(packet_header_size + contents_size_ + packet_tag_size);
}

received v2::open_packet(byte_view& in) {
    const auto plain_size = packet_header_size + contents_size_;
    const auto sealed_size = plain_size + packet_tag_size;
    std::optional<packet_kind> kind;
    shared_bytes plain;
    if (packet_.empty() && in.size() >= sealed_size) {
        // The usual case: the whole packet lies in this read.
        const auto sealed = take_front(in, sealed_size);
        plain = payload_written_by(plain_size, [&](byte_span to) {
            kind = opener_->open(their_garbage_, sealed, to);
        });
    } else {
        const bool early = plain_size >= opened_early_min;
        const auto before = packet_.size();
        packet_.append(take_front(in, sealed_size - before), sealed_size);
        if (early) open_early(before, plain_size);
        if (packet_.size() < sealed_size) return incomplete{};
        const auto sealed = packet_.bytes();
        kind = early ? opener_->finish(sealed)
                     : opener_->open(their_garbage_, sealed, sealed.first(plain_size));
        plain = packet_.finish(plain_size);
    }
    if (!kind) return broken(break_code::bad_tag, packets_);
    return packet_opened(*kind, std::move(plain));
}

/// While the processor has them at hand, and while the remote goes on sending. Nobody sees any of
/// it before all of it is known to be genuine.
void v2::open_early(std::size_t before, std::size_t plain_size) {
    const auto end = std::min(packet_.size(), plain_size);
    if (before >= end) return;
    if (before == 0) opener_->begin(their_garbage_);
    opener_->piece(packet_.bytes().subspan(before, end - before));
}

received v2::packet_opened(packet_kind kind, shared_bytes plain) {
    ++packets_;
    length_filled_ = 0;
    free_memory(their_garbage_);
    if (kind == packet_kind::decoy) {
        return dropped_frame{
            drop_code::decoy, {}, contents_size_, contents_size_ + packet_overhead};
    }
    if (stage_ == stage::messages) return message_of(plain);
    // Its contents may mean something in another version; today they are ignored.
    stage_ = stage::messages;
    return incomplete{};
}

received v2::message_of(const shared_bytes& plain) {
    const auto contents = plain.slice(packet_header_size, contents_size_);
    const auto wire_size = contents_size_ + packet_overhead;
    auto name = read_v2_name(*dialect_, contents);
    if (auto* lost = std::get_if<dropped_frame>(&name)) {
        lost->wire_size = wire_size;
        return std::move(*lost);
    }
    const auto& [command, name_size] = std::get<v2_name>(name);
    auto payload = contents.slice(name_size, contents.size() - name_size);
    const auto* known = dialect_->strict_sizes ? dialect_->find(command) : nullptr;
    const auto most = known != nullptr ? known->max_payload : dialect_->payload_max;
    if (payload.size() > most) {
        (void)broken(break_code::payload_too_large, payload.size(), most);
        break_->command = command.text();
        return *break_;
    }
    return frame{command, std::move(payload), wire_size};
}

received v2::broken(break_code code, std::uint64_t actual, std::uint64_t allowed) {
    break_ = broken_stream{code, {}, actual, allowed};
    drop_input();
    return *break_;
}

/// The sending side stays: there may be something to say at the end.
void v2::drop_input() {
    private_key_ = {};
    opener_.reset();
    free_memory(their_garbage_);
    packet_.release();
    key_filled_ = length_filled_ = 0;
    over_ = true;
}

void v2::release() { drop_input(); }

std::size_t v2::buffered() const {
    return (stage_ == stage::key ? key_filled_ : 0) + length_filled_ + their_garbage_.capacity() +
           packet_.held();
}

}  // namespace bitpeer::transport
