#pragma once
/// The work on a message's bytes that nobody can save: its checksum, or its cipher. OpenSSL's own
/// functions, called as directly as can be.

#include <bitpeer/base/bytes.hpp>

#include <openssl/evp.h>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>

namespace bitpeer::bench {

enum class labour : std::uint8_t { none, hash, cipher };

[[nodiscard]] labour labour_named(const std::string& name);

/// The bytes that a frame has besides its payload: 24 in v1; in v2 3 of length, 2 of header and
/// command, 16 of tag.
[[nodiscard]] std::size_t frame_overhead(labour which);

/// Fills a frame with the encryption of a payload.
class sealer {
public:
    sealer();
    void seal(byte_view payload, byte_span frame);

private:
    std::unique_ptr<EVP_CIPHER_CTX, void (*)(EVP_CIPHER_CTX*)> context_;
    std::uint64_t packets_ = 0;
};

/// Does that work piece by piece, as bytes come from a socket: frames of one size, one after the
/// other. Opened bytes are kept until their frame is complete.
class worker {
public:
    worker(labour which, std::size_t frame_size);
    /// Ends the process when something is not genuine.
    void take(byte_span in);
    [[nodiscard]] std::uint64_t frames() const { return frames_; }

private:
    void begin();
    void work(byte_span body);
    void finish();

    labour which_;
    std::size_t frame_size_;
    std::size_t at_ = 0;
    std::uint64_t frames_ = 0;
    std::uint64_t checked_ = 0;
    bytes opened_;
    std::unique_ptr<EVP_MD, void (*)(EVP_MD*)> sha256_;
    std::unique_ptr<EVP_MD_CTX, void (*)(EVP_MD_CTX*)> hash_;
    std::unique_ptr<EVP_CIPHER_CTX, void (*)(EVP_CIPHER_CTX*)> cipher_;
    std::uint8_t tag_[16]{};
};

}  // namespace bitpeer::bench
