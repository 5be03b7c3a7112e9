// aims: bitpeer/transport/v1.cpp bitpeer/transport/v2.cpp bitpeer/transport/v1_or_v2.cpp
// bitpeer/transport/v2_packet.cpp bitpeer/transport/v2_command.cpp bitpeer/transport/v2_keys.cpp
// bitpeer/transport/detection.cpp bitpeer/transport/v2_padding.cpp
/// Two transports back to back: what one seals the other opens, in order and whole, however the
/// streams are cut and whatever garbage and decoys there are. When the streams are changed on the
/// way, an encrypted one opens nothing that was not sealed.

#include <bitpeer/base/assert.hpp>
#include <bitpeer/params/networks.hpp>
#include <bitpeer/transport/v1.hpp>
#include <bitpeer/transport/v1_or_v2.hpp>
#include <bitpeer/transport/v2.hpp>
#include <bitpeer/wire/messages/version.hpp>

#include "input.hpp"

#include <array>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

namespace {

using namespace bitpeer;
using fuzz::input;

enum class kind { plain, encrypted, detecting };

struct words {
    wire::command_name command;
    shared_bytes payload;

    friend bool operator==(const words&, const words&) = default;
};

/// One end of the line, and what is on its way from it.
class end {
public:
    end(kind which, crypto::party us, const network& net, input& script) {
        // Never the other's, whose key would be ours then.
        const auto seed =
            entropy::from_number(script.byte() + (us == crypto::party::initiator ? 0U : 256U));
        transport::v2_padding padding;
        const auto garbage = script.scaled() % (transport::garbage_max + 2);
        const auto rate = script.one_of(4);
        padding.garbage = transport::random_garbage(garbage, garbage);
        padding.decoy = transport::decoys_at_rate(rate, script.byte());
        const bool admits = script.byte() != 0xff;
        switch (which) {
            case kind::plain: speaks_ = std::make_unique<transport::v1>(net); break;
            case kind::encrypted:
                speaks_ = std::make_unique<transport::v2>(net, us, seed, padding);
                break;
            case kind::detecting:
                speaks_ = std::make_unique<transport::v1_or_v2>(net, seed, padding, [admits] {
                    return admits;
                });
                break;
        }
        flush();
    }

    [[nodiscard]] const transport::transport& speaks() const { return *speaks_; }
    [[nodiscard]] const std::vector<words>& said() const { return said_; }
    [[nodiscard]] const std::vector<words>& heard() const { return heard_; }
    [[nodiscard]] bool broken() const { return broken_.has_value(); }
    /// Bytes on their way from here were changed.
    [[nodiscard]] bool tampered() const { return tampered_; }
    [[nodiscard]] bool admits_or_knows() const {
        return broken_ != transport::break_code::not_admitted;
    }

    void say(wire::command_name command, const shared_bytes& payload) {
        if (!speaks_->ready()) return;
        const auto sealed = speaks_->seal(command, payload);
        ensure(sealed.size() == sealed.head.size() + sealed.body.size());
        append(sealed.head);
        append(sealed.body);
        said_.push_back({command, payload});
    }

    void decoy(std::size_t contents) {
        if (speaks_->add_decoy(contents)) ensure(speaks_->name() != "v1");
        flush();
    }

    void tamper(input& script) {
        const auto how = script.one_of(4);
        const auto where = script.number(2);
        const auto run = script.take(1 + script.one_of(16));
        if (under_way().empty()) return;
        const auto at =
            line_.begin() + static_cast<std::ptrdiff_t>(gone_ + where % under_way().size());
        const auto before = line_;
        switch (how) {
            case 0:
                for (auto place = at; const auto byte : run) {
                    if (place == line_.end()) break;
                    *place++ ^= byte;
                }
                break;
            case 1: line_.insert(at, run.begin(), run.end()); break;
            case 2:
                line_.erase(
                    at, at + std::min<std::ptrdiff_t>(line_.end() - at, 1 + std::ssize(run))
                );
                break;
            default: {  // the rest twice, but not so often that the line holds gigabytes
                const bytes rest(at, at + std::min<std::ptrdiff_t>(line_.end() - at, 1 << 16));
                line_.insert(at, rest.begin(), rest.end());
            }
        }
        tampered_ = tampered_ || line_ != before;
    }

    void deliver(end& to, std::size_t most) {
        auto piece = under_way().first(std::min(most, under_way().size()));
        gone_ += piece.size();
        while (!piece.empty()) to.hear(piece);
        if (gone_ < line_.size()) return;
        line_.clear();
        gone_ = 0;
    }
    void deliver_all(end& to) { deliver(to, under_way().size()); }
    /// The stream is over.
    void stop() {
        speaks_->release();
        ensure(speaks_->buffered() == 0);
    }
    [[nodiscard]] bool idle() const { return under_way().empty(); }

private:
    [[nodiscard]] byte_view under_way() const { return byte_view(line_).subspan(gone_); }
    void append(byte_view run) { line_.insert(line_.end(), run.begin(), run.end()); }
    void flush() { append(speaks_->take_output()); }

    void hear(byte_view& piece) {
        const bool was_ready = speaks_->ready();
        const auto before = piece.size();
        const auto item = speaks_->receive(piece);
        ensure(piece.size() < before);
        if (const auto* whole = std::get_if<transport::frame>(&item)) {
            ensure(!broken_);
            heard_.push_back({whole->command, whole->payload});
        } else if (const auto* stop = std::get_if<transport::broken_stream>(&item)) {
            ensure(!broken_ || (*broken_ == stop->code && piece.empty()));
            ensure(!stop->message().empty());
            broken_ = stop->code;
        } else if (const auto* lost = std::get_if<transport::dropped_frame>(&item)) {
            ensure(!broken_ && lost->wire_size > 0);
        }
        ensure(!was_ready || speaks_->ready());
        ensure(speaks_->buffered() <= 4'000'000 + 400'000);
        flush();
    }

    std::unique_ptr<transport::transport> speaks_;
    bytes line_;
    std::size_t gone_ = 0;
    bool tampered_ = false;
    std::vector<words> said_;
    std::vector<words> heard_;
    std::optional<transport::break_code> broken_;
};

bool is_beginning_of(const std::vector<words>& part, const std::vector<words>& whole) {
    return part.size() <= whole.size() && std::equal(part.begin(), part.end(), whole.begin());
}

/// Whether one who dials like this can talk to one who listens like that.
bool understand(kind dialler, kind listener) {
    return dialler == listener || listener == kind::detecting;
}

void judge(const end& from, const end& to, bool understood, bool all_arrived) {
    const bool untouched = !from.tampered() && !to.tampered();
    if (untouched && !understood) ensure(to.heard().empty());
    // A v1 frame is vouched for by four bytes that anybody can compute, its command by nothing.
    if (untouched || to.speaks().name() != "v1") ensure(is_beginning_of(to.heard(), from.said()));
    if (untouched && understood && to.admits_or_knows() && from.admits_or_knows()) {
        ensure(!to.broken());
        if (all_arrived) ensure(to.heard() == from.said());
    }
}

const network& network_of(std::size_t choice, bool plain) {
    // Exchangecoin's messages do not fit into packets.
    static const std::array<const network*, 4> all{
        &networks::bitcoin_regtest,
        &networks::dash_regtest,
        &networks::litecoin_regtest,
        &networks::exchangecoin_simnet};
    const auto& chosen = *all.at(choice);
    return plain || transport::v2::fits(chosen) ? chosen : networks::bitcoin_regtest;
}

void say_something(end& from, const network& net, input& script) {
    const auto rows = net.dialect->rows;
    const auto choice = script.byte();
    const auto command =
        choice < rows.size() ? rows[choice].command : wire::command_name("unheard");
    const auto times = script.scaled();
    const auto run = script.take_counted();
    bytes payload = fuzz::copied(run);
    // Now and then one that is longer than all buffers.
    if (payload.size() + times < 70'000) payload.resize(payload.size() + times, 0x5a);
    const auto* row = net.dialect->find(command);
    if (row != nullptr && payload.size() > row->max_payload) payload.resize(row->max_payload);
    from.say(command, shared_bytes(std::move(payload)));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size < 16 || size > 4096) return 0;
    input script(data, size);
    constexpr std::array kinds{kind::encrypted, kind::plain, kind::detecting};
    const auto dialler = kinds.at(script.one_of(2));  // who begins cannot wait for the other
    const auto listener = kinds.at(script.one_of(3));
    const auto& net =
        network_of(script.one_of(4), dialler == kind::plain && listener == kind::plain);
    end one(dialler, crypto::party::initiator, net, script);
    end other(listener, crypto::party::responder, net, script);
    const bool understood = understand(dialler, listener);

    // As all connections begin: by this v1 is recognised.
    one.say(wire::version::command, shared_bytes(bytes(86)));
    while (!script.empty()) {
        const auto act = script.byte();
        auto& from = (act & 1) != 0 ? other : one;
        auto& to = (act & 1) != 0 ? one : other;
        switch (act >> 1 & 7) {
            case 0: say_something(from, net, script); break;
            case 1: from.decoy(script.scaled()); break;
            case 2: from.tamper(script); break;
            case 3: from.deliver_all(to); break;
            default: from.deliver(to, 1 + script.scaled());
        }
        judge(one, other, understood, false);
        judge(other, one, understood, false);
    }
    while (!one.idle() || !other.idle()) {
        one.deliver_all(other);
        other.deliver_all(one);
    }
    judge(one, other, understood, true);
    judge(other, one, understood, true);
    const auto ours = one.speaks().session();
    const auto theirs = other.speaks().session();
    if (ours && theirs) ensure(*ours == *theirs);
    const auto opened = one.speaks().opened();
    const auto seen = other.speaks().opened();
    if (opened && seen) {
        ensure(opened->ours.public_key == seen->theirs.public_key);
        ensure(opened->ours.garbage == seen->theirs.garbage);
        ensure(opened->theirs.terminator == seen->ours.terminator);
    }
    one.stop();
    other.stop();
    return 0;
}
