#pragma once
/// The end of a connection that somebody else began, in whichever transport.

#include <bitpeer/base/random.hpp>
#include <bitpeer/params/network.hpp>
#include <bitpeer/transport/detection.hpp>
#include <bitpeer/transport/transport.hpp>
#include <bitpeer/transport/v2_padding.hpp>

#include <functional>
#include <memory>
#include <optional>

namespace bitpeer::transport {

/// Sends nothing and is not `ready` until the first bytes tell v1 from v2; from then on it is a
/// `v1` or a `v2`. A key is made, and its work done, for those who speak v2 only.
class v1_or_v2 final : public transport {
public:
    /// `seed` as for `v2`; it is wiped as soon as it is not needed. `admits` is asked once, when
    /// the remote turns out to speak v2 and before any work is done for it: false breaks the stream
    /// without an answer. Null: everybody is admitted.
    v1_or_v2(
        const network& net, const entropy& seed, v2_padding padding = usual_padding(),
        std::function<bool()> admits = {}
    );
    ~v1_or_v2() override;

    received receive(byte_view& in) override;
    [[nodiscard]] bool ready() const override { return chosen_ && chosen_->ready(); }
    [[nodiscard]] bool writes_digests() const override {
        return chosen_ && chosen_->writes_digests();
    }
    [[nodiscard]] shared_bytes take_output() override;
    bool add_decoy(std::size_t contents) override {
        return chosen_ && chosen_->add_decoy(contents);
    }
    [[nodiscard]] byte_span room() override;
    void release() override;
    [[nodiscard]] std::size_t buffered() const override;
    [[nodiscard]] std::string_view name() const override;

    [[nodiscard]] std::optional<session_id> session() const override;
    [[nodiscard]] std::optional<openings> opened() const override;

private:
    sealed_frame make_frame(
        wire::command_name command, const shared_bytes& payload, const hash256* digest
    ) override;
    void choose(detection::verdict found);

    network net_;
    entropy seed_;
    v2_padding padding_;
    std::function<bool()> admits_;
    detection detection_;
    std::unique_ptr<transport> chosen_;
    std::optional<broken_stream> break_;
    bool over_ = false;
};

}  // namespace bitpeer::transport
