#include "bent_v2.hpp"

#include <bitpeer/transport/v2_command.hpp>

#include <algorithm>
#include <span>
#include <utility>

namespace bitpeer::tool::conform {

namespace v2 = bitpeer::transport;

namespace {

bytes random_bytes(random_source& from, std::size_t count) {
    bytes made(count);
    for (auto& each : made) each = static_cast<std::uint8_t>(from.next());
    return made;
}

void drop_front(bytes& from, std::size_t count) {
    from.erase(from.begin(), from.begin() + static_cast<std::ptrdiff_t>(count));
}

}  // namespace

bent_v2::bent_v2(const network& net, const entropy& seed, v2_bends bends)
    : net_(net), bends_(bends), chance_(seed) {
    std::optional<crypto::elligator_swift> key;
    while (!key) {
        std::array<std::uint8_t, 32> draw{};
        std::ranges::copy(random_bytes(chance_, draw.size()), draw.begin());
        private_key_ = crypto::secret<32>(draw);
        entropy form;
        std::ranges::copy(random_bytes(chance_, form.bytes.size()), form.bytes.begin());
        key = crypto::elligator_swift_create(private_key_, form);
    }
    our_key_ = *key;
    our_garbage_ = random_bytes(chance_, bends.garbage);
    output_.assign(our_key_.begin(), our_key_.end());
    output_.insert(output_.end(), our_garbage_.begin(), our_garbage_.end());
}

shared_bytes bent_v2::take_output() { return shared_bytes(std::exchange(output_, {})); }

bytes bent_v2::packet(v2::packet_kind kind, byte_view contents, byte_view vouched) {
    auto made = std::exchange(output_, {});
    const auto before = made.size();
    made.resize(before + contents.size() + v2::packet_overhead);
    sealer_->seal(kind, vouched, contents, {}, byte_span(made).subspan(before));
    return made;
}

v2::sealed_frame bent_v2::make_frame(
    wire::command_name command, const shared_bytes& payload, const hash256* /*digest*/
) {
    for (std::size_t i = 0; i < bends_.decoys_each; ++i) {
        output_ = packet(v2::packet_kind::decoy, bytes(i));
    }
    bytes contents;
    if (bends_.long_names) {
        contents.push_back(0);
        contents.insert(contents.end(), command.padded().begin(), command.padded().end());
    } else {
        const v2::v2_command name(*net_.dialect, command);
        contents.assign(name.view().begin(), name.view().end());
    }
    contents.insert(contents.end(), payload.view().begin(), payload.view().end());
    return {shared_bytes(packet(v2::packet_kind::genuine, contents)), {}};
}

v2::received bent_v2::receive(byte_view& in) {
    const auto whole = std::exchange(in, {});
    input_.insert(input_.end(), whole.begin(), whole.end());
    for (;;) {
        if (!sealer_) {
            if (input_.size() < their_key_.size()) return v2::incomplete{};
            std::copy_n(input_.begin(), their_key_.size(), their_key_.begin());
            drop_front(input_, their_key_.size());
            open_session();
        }
        if (!terminated_ && !pass_garbage()) return v2::incomplete{};
        auto item = read_packet();
        if (!item) return v2::incomplete{};
        if (std::holds_alternative<v2::incomplete>(*item)) continue;
        // Something of what was given was needed for it: the rest is the end of that.
        in = whole.last(input_.size());
        input_.clear();
        return std::move(*item);
    }
}

void bent_v2::open_session() {
    const auto shared =
        crypto::bip324_shared_secret(private_key_, our_key_, their_key_, crypto::party::initiator);
    const auto keys = v2::derive_v2_keys(shared, net_.magic);
    sealer_.emplace(keys.from_initiator);
    opener_.emplace(keys.from_responder);
    expected_ = keys.from_responder.terminator;
    if (!bends_.terminates) return;
    const auto& end = keys.from_initiator.terminator;
    output_.insert(output_.end(), end.begin(), end.end());
    auto vouched = bends_.vouches ? byte_view(our_garbage_) : byte_view();
    for (std::size_t i = 0; i < bends_.decoys; ++i) {
        output_ = packet(v2::packet_kind::decoy, bytes(i), std::exchange(vouched, {}));
    }
    output_ = packet(v2::packet_kind::genuine, bytes(bends_.opening), vouched);
}

bool bent_v2::pass_garbage() {
    const auto found =
        std::search(input_.begin(), input_.end(), expected_.begin(), expected_.end());
    if (found == input_.end()) return false;
    their_garbage_.assign(input_.begin(), found);
    drop_front(input_, their_garbage_.size() + expected_.size());
    terminated_ = true;
    return true;
}

/// Nothing: more bytes are needed. `incomplete`: a packet that says nothing.
std::optional<v2::received> bent_v2::read_packet() {
    if (!length_) {
        if (input_.size() < v2::packet_length_size) return std::nullopt;
        length_ = opener_->length(std::span(input_).first<v2::packet_length_size>());
    }
    const auto whole = *length_ + v2::packet_overhead;
    if (input_.size() < whole) return std::nullopt;
    const auto sealed =
        byte_view(input_).subspan(v2::packet_length_size, whole - v2::packet_length_size);
    bytes plain(sealed.size() - v2::packet_tag_size);
    const auto kind = opener_->open(std::exchange(their_garbage_, {}), sealed, plain);
    drop_front(input_, whole);
    length_.reset();
    if (!kind) return v2::broken_stream{v2::break_code::bad_tag, {}};
    if (*kind == v2::packet_kind::decoy) return v2::incomplete{};
    if (!std::exchange(opened_, true)) return v2::incomplete{};
    const auto contents = byte_view(plain).subspan(v2::packet_header_size);
    auto name = v2::read_v2_name(*net_.dialect, contents);
    if (auto* lost = std::get_if<v2::dropped_frame>(&name)) return std::move(*lost);
    const auto& [command, size] = std::get<v2::v2_name>(name);
    return v2::frame{command, shared_bytes::copy(contents.subspan(size)), whole};
}

}  // namespace bitpeer::tool::conform
