#include <bitpeer/base/assert.hpp>
#include <bitpeer/crypto/sha256.hpp>

#include <openssl/evp.h>

#include <algorithm>
#include <cstddef>
#include <utility>

namespace bitpeer::crypto {

namespace {

/// Looked up once: a look-up costs more than hashing a small message.
const EVP_MD* algorithm() {
    static const EVP_MD* const fetched = EVP_MD_fetch(nullptr, "SHA256", nullptr);
    ensure(fetched != nullptr);
    return fetched;
}

struct free_context {
    void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
};

}  // namespace

/// A context, and before it a place where small pieces are gathered, since each call of OpenSSL
/// costs as much as hashing a few dozen bytes.
struct sha256_hasher::state {
    state() : context(EVP_MD_CTX_new()) { ensure(context != nullptr); }

    void put(byte_view data) {
        if (data.size() > gathered.size() - gathered_size) {
            flush();
            if (data.size() >= gathered.size()) return update(data);
        }
        std::copy(data.begin(), data.end(), gathered.data() + gathered_size);
        gathered_size += data.size();
    }

    hash256 finish() {
        flush();
        begin();  // when nothing at all was put
        hash256 hash;
        ensure(EVP_DigestFinal_ex(context.get(), hash.bytes.data(), nullptr) == 1);
        begun = false;
        return hash;
    }

    /// Forgets what was put.
    void reset() {
        begun = false;
        gathered_size = 0;
    }

private:
    void begin() {
        if (begun) return;
        ensure(EVP_DigestInit_ex2(context.get(), algorithm(), nullptr) == 1);
        begun = true;
    }
    void update(byte_view data) {
        begin();
        ensure(EVP_DigestUpdate(context.get(), data.data(), data.size()) == 1);
    }
    void flush() {
        if (gathered_size == 0) return;
        update({gathered.data(), gathered_size});
        gathered_size = 0;
    }

    std::unique_ptr<EVP_MD_CTX, free_context> context;
    bool begun = false;
    std::size_t gathered_size = 0;
    std::array<std::uint8_t, 256> gathered;
};

namespace {

using state_ptr = std::unique_ptr<sha256_hasher::state>;

/// Whether this thread has thrown its spare states away already: then it is ending.
thread_local bool spares_gone = false;

/// States that are not in use on this thread: making one costs more than hashing a small message.
struct spare_states {
    ~spare_states() { spares_gone = true; }

    std::array<state_ptr, 8> kept;
    std::size_t count = 0;
};

thread_local spare_states spares;

state_ptr borrow() {
    if (spares_gone || spares.count == 0) return std::make_unique<sha256_hasher::state>();
    return std::move(spares.kept[--spares.count]);
}

void give_back(state_ptr state) {
    if (!state || spares_gone || spares.count == spares.kept.size()) return;
    state->reset();
    spares.kept[spares.count++] = std::move(state);
}

}  // namespace

sha256_hasher::sha256_hasher() : state_(borrow()) {}
sha256_hasher::sha256_hasher(sha256_hasher&&) noexcept = default;
sha256_hasher& sha256_hasher::operator=(sha256_hasher&&) noexcept = default;
sha256_hasher::~sha256_hasher() { give_back(std::move(state_)); }

void sha256_hasher::put(byte_view data) { state_->put(data); }

hash256 sha256_hasher::finish() { return state_->finish(); }

hash256 sha256_hasher::finish_twice() {
    state_->put(state_->finish().bytes);
    return state_->finish();
}

hash256 sha256(byte_view data) {
    sha256_hasher hasher;
    hasher.put(data);
    return hasher.finish();
}

hash256 sha256d(byte_view data) {
    sha256_hasher hasher;
    hasher.put(data);
    return hasher.finish_twice();
}

std::array<std::uint8_t, 4> frame_checksum(byte_view payload) {
    const auto hash = sha256d(payload);
    std::array<std::uint8_t, 4> checksum;
    std::copy_n(hash.bytes.begin(), checksum.size(), checksum.begin());
    return checksum;
}

}  // namespace bitpeer::crypto
