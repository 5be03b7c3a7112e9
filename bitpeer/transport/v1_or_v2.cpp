#include <bitpeer/base/assert.hpp>
#include <bitpeer/crypto/secret.hpp>
#include <bitpeer/transport/v1.hpp>
#include <bitpeer/transport/v1_or_v2.hpp>
#include <bitpeer/transport/v2.hpp>

#include <utility>

namespace bitpeer::transport {

v1_or_v2::v1_or_v2(
    const network& net, const entropy& seed, v2_padding padding, std::function<bool()> admits
)
    : net_(net),
      seed_(seed),
      padding_(std::move(padding)),
      admits_(std::move(admits)),
      detection_(net) {}

v1_or_v2::~v1_or_v2() { crypto::wipe(seed_.bytes); }

received v1_or_v2::receive(byte_view& in) {
    if (!chosen_ && over_) {
        in = {};
        if (break_) return *break_;
        return incomplete{};
    }
    if (!chosen_) {
        choose(detection_.receive(in));
        if (break_) return *break_;
        if (!chosen_) return incomplete{};
        // Less than a v1 header or a v2 key: nothing can be ready yet, only be over.
        auto begun = detection_.taken();
        auto early = chosen_->receive(begun);
        if (!std::holds_alternative<incomplete>(early) || in.empty()) return early;
    }
    return chosen_->receive(in);
}

void v1_or_v2::choose(detection::verdict found) {
    if (found == detection::verdict::undecided) return;
    if (found == detection::verdict::v1) {
        chosen_ = std::make_unique<v1>(net_);
    } else if (admits_ && !admits_()) {
        break_ = broken_stream{break_code::not_admitted, {}, 0, 0};
        over_ = true;
    } else {
        chosen_ = std::make_unique<v2>(net_, crypto::party::responder, seed_, std::move(padding_));
    }
    crypto::wipe(seed_.bytes);
}

sealed_frame v1_or_v2::make_frame(
    wire::command_name command, const shared_bytes& payload, const hash256* digest
) {
    ensure(ready());
    return chosen_->seal(command, payload, digest);
}

shared_bytes v1_or_v2::take_output() { return chosen_ ? chosen_->take_output() : shared_bytes(); }

byte_span v1_or_v2::room() { return chosen_ ? chosen_->room() : byte_span(); }

void v1_or_v2::release() {
    over_ = true;
    if (chosen_) chosen_->release();
}

std::size_t v1_or_v2::buffered() const {
    if (chosen_) return chosen_->buffered();
    return over_ ? 0 : detection_.taken().size();
}

std::string_view v1_or_v2::name() const { return chosen_ ? chosen_->name() : "detecting"; }

std::optional<session_id> v1_or_v2::session() const {
    return chosen_ ? chosen_->session() : std::nullopt;
}

std::optional<openings> v1_or_v2::opened() const {
    return chosen_ ? chosen_->opened() : std::nullopt;
}

}  // namespace bitpeer::transport
