#include "raw_labour.hpp"

#include <bitpeer/base/endian.hpp>

#include "measure.hpp"

#include <algorithm>
#include <array>

namespace bitpeer::bench {

namespace {

constexpr std::array<std::uint8_t, 32> key{1, 2, 3};
constexpr std::size_t plain_head = 24;   // v1: magic, command, length, checksum
constexpr std::size_t sealed_head = 3;   // v2: the length, under a cipher of its own
constexpr std::size_t sealed_tail = 16;  // the tag

void demand(int outcome) {
    if (outcome != 1) give_up("OpenSSL refused");
}

[[nodiscard]] std::array<std::uint8_t, 12> nonce_of(std::uint64_t packet) {
    std::array<std::uint8_t, 12> made{};
    store_le(made.data() + 4, packet);
    return made;
}

}  // namespace

labour labour_named(const std::string& name) {
    if (name == "hash") return labour::hash;
    if (name == "cipher") return labour::cipher;
    if (!name.empty()) give_up("no labour is named " + name);
    return labour::none;
}

std::size_t frame_overhead(labour which) {
    return which == labour::cipher ? sealed_head + 2 + sealed_tail : plain_head;
}

sealer::sealer() : context_(EVP_CIPHER_CTX_new(), &EVP_CIPHER_CTX_free) {
    demand(EVP_EncryptInit_ex(context_.get(), EVP_chacha20_poly1305(), nullptr, key.data(), nullptr)
    );
}

void sealer::seal(byte_view payload, byte_span frame) {
    int written = 0;
    const auto nonce = nonce_of(packets_++);
    constexpr std::array<std::uint8_t, 2> head{0, 14};  // no decoy; the command
    auto* const to = frame.data() + sealed_head;
    auto* const tag = to + head.size() + payload.size();
    demand(EVP_EncryptInit_ex(context_.get(), nullptr, nullptr, nullptr, nonce.data()));
    demand(EVP_EncryptUpdate(context_.get(), to, &written, head.data(), head.size()));
    demand(EVP_EncryptUpdate(
        context_.get(), to + head.size(), &written, payload.data(), static_cast<int>(payload.size())
    ));
    demand(EVP_EncryptFinal_ex(context_.get(), tag, &written));
    demand(EVP_CIPHER_CTX_ctrl(context_.get(), EVP_CTRL_AEAD_GET_TAG, sealed_tail, tag));
}

worker::worker(labour which, std::size_t frame_size)
    : which_(which),
      frame_size_(frame_size),
      opened_(which == labour::cipher ? frame_size : 0),
      sha256_(EVP_MD_fetch(nullptr, "SHA256", nullptr), &EVP_MD_free),
      hash_(EVP_MD_CTX_new(), &EVP_MD_CTX_free),
      cipher_(EVP_CIPHER_CTX_new(), &EVP_CIPHER_CTX_free) {
    demand(EVP_DecryptInit_ex(cipher_.get(), EVP_chacha20_poly1305(), nullptr, key.data(), nullptr)
    );
    begin();
}

void worker::take(byte_span in) {
    const auto head = which_ == labour::cipher ? sealed_head : plain_head;
    const auto tail = frame_size_ - (which_ == labour::cipher ? sealed_tail : 0);
    while (!in.empty()) {
        const auto edge = at_ < head ? head : at_ < tail ? tail : frame_size_;
        const auto part = in.first(std::min(in.size(), edge - at_));
        in = in.subspan(part.size());
        if (at_ >= tail) {
            std::ranges::copy(part, tag_ + (at_ - tail));
        } else if (at_ >= head) {
            work(part);
        }
        at_ += part.size();
        if (at_ == frame_size_) finish();
    }
}

void worker::begin() {
    at_ = 0;
    if (which_ == labour::hash) demand(EVP_DigestInit_ex2(hash_.get(), sha256_.get(), nullptr));
    if (which_ == labour::cipher) {
        const auto nonce = nonce_of(frames_);
        demand(EVP_DecryptInit_ex(cipher_.get(), nullptr, nullptr, nullptr, nonce.data()));
    }
}

void worker::work(byte_span body) {
    if (which_ == labour::hash) demand(EVP_DigestUpdate(hash_.get(), body.data(), body.size()));
    if (which_ == labour::cipher) {
        int written = 0;
        demand(EVP_DecryptUpdate(
            cipher_.get(),
            opened_.data() + (at_ - sealed_head),
            &written,
            body.data(),
            static_cast<int>(body.size())
        ));
    }
}

void worker::finish() {
    if (which_ == labour::hash) {
        std::array<std::uint8_t, 32> once{};
        std::array<std::uint8_t, 32> twice{};
        demand(EVP_DigestFinal_ex(hash_.get(), once.data(), nullptr));
        demand(EVP_DigestInit_ex2(hash_.get(), nullptr, nullptr));
        demand(EVP_DigestUpdate(hash_.get(), once.data(), once.size()));
        demand(EVP_DigestFinal_ex(hash_.get(), twice.data(), nullptr));
        checked_ += twice[0];
    }
    if (which_ == labour::cipher) {
        int written = 0;
        demand(EVP_CIPHER_CTX_ctrl(cipher_.get(), EVP_CTRL_AEAD_SET_TAG, sealed_tail, tag_));
        demand(EVP_DecryptFinal_ex(cipher_.get(), opened_.data(), &written));
    }
    ++frames_;
    begin();
}

}  // namespace bitpeer::bench
