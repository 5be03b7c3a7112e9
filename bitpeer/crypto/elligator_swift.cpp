#include <bitpeer/base/assert.hpp>
#include <bitpeer/base/endian.hpp>
#include <bitpeer/crypto/chacha20_generator.hpp>
#include <bitpeer/crypto/detail/x_swift_ec.hpp>
#include <bitpeer/crypto/elligator_swift.hpp>
#include <bitpeer/crypto/hkdf.hpp>

#include <openssl/evp.h>
#include <secp256k1.h>
#include <secp256k1_ecdh.h>

#include <algorithm>
#include <memory>
#include <string_view>

namespace bitpeer::crypto {

namespace {

using detail::field_element;

const EVP_MD* sha256_algorithm() {
    static const EVP_MD* const fetched = EVP_MD_fetch(nullptr, "SHA256", nullptr);
    ensure(fetched != nullptr);
    return fetched;
}

/// SHA-256 that leaves nothing behind: the library's own hasher keeps used states.
secret<32> wiped_sha256(byte_view data) {
    secret<32> hash;
    ensure(
        EVP_Digest(data.data(), data.size(), hash.data(), nullptr, sha256_algorithm(), nullptr) == 1
    );
    return hash;
}

byte_view text_bytes(std::string_view text) {
    return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

/// What multiplies by the generator, guarded against side channels by a number that is drawn anew
/// for every few keys: drawing it costs as much as a key. Each thread has its own.
class key_maker {
public:
    /// The public key's x coordinate. `draws` gives the number when one is due.
    std::optional<field_element> public_x(const secret<32>& private_key, const hkdf_sha256& draws) {
        if (keys_made_++ % keys_per_blinding == 0) {
            const auto blinding = draws.expand("blinding");
            ensure(secp256k1_context_randomize(context_.get(), blinding.data()) == 1);
        }
        secp256k1_pubkey point;
        if (secp256k1_ec_pubkey_create(context_.get(), &point, private_key.data()) != 1) {
            return std::nullopt;
        }
        std::array<std::uint8_t, 33> compressed;
        auto size = compressed.size();
        ensure(
            secp256k1_ec_pubkey_serialize(
                context_.get(), compressed.data(), &size, &point, SECP256K1_EC_COMPRESSED
            ) == 1
        );
        return field_element::reduced(std::span(compressed).last<32>());
    }

private:
    static constexpr std::uint32_t keys_per_blinding = 16;

    struct free_context {
        void operator()(secp256k1_context* context) const { secp256k1_context_destroy(context); }
    };

    std::unique_ptr<secp256k1_context, free_context> context_{
        secp256k1_context_create(SECP256K1_CONTEXT_NONE)};
    std::uint32_t keys_made_ = 0;
};

/// Whether this thread has thrown its maker away already: then it is ending.
thread_local bool maker_gone = false;

struct threads_maker {
    ~threads_maker() { maker_gone = true; }

    key_maker maker;
};

std::optional<field_element> public_x(const secret<32>& private_key, const hkdf_sha256& draws) {
    if (maker_gone) return key_maker().public_x(private_key, draws);
    thread_local threads_maker ours;
    return ours.maker.public_x(private_key, draws);
}

detail::curve_point point_of(const elligator_swift& key) {
    const std::span<const std::uint8_t, 64> whole(key);
    return detail::x_swift_ec(
        field_element::reduced(whole.first<32>()), field_element::reduced(whole.last<32>())
    );
}

/// What secp256k1_ecdh calls with the product: hands on x as it is.
int take_x(
    unsigned char* to, const unsigned char* x, const unsigned char* /*y*/, void* /*nothing*/
) {
    std::copy_n(x, 32, to);
    return 1;
}

/// The x coordinate of `private_key` times a point as libsecp256k1 reads it.
std::optional<secret<32>> product_x(const secret<32>& private_key, byte_view serialized) {
    const auto* context = secp256k1_context_static;
    secp256k1_pubkey point;
    if (secp256k1_ec_pubkey_parse(context, &point, serialized.data(), serialized.size()) != 1) {
        return std::nullopt;
    }
    secret<32> product;
    if (secp256k1_ecdh(context, product.data(), &point, private_key.data(), &take_x, nullptr) != 1)
        return std::nullopt;
    return product;
}

/// With y there is no root to take again.
std::array<std::uint8_t, 65> uncompressed(const detail::curve_point& point) {
    std::array<std::uint8_t, 65> serialized{4};
    std::ranges::copy(point.x.to_bytes(), serialized.begin() + 1);
    std::ranges::copy(point.y.to_bytes(), serialized.begin() + 33);
    return serialized;
}

}  // namespace

std::optional<elligator_swift> elligator_swift_create(
    const secret<32>& private_key, const entropy& chance
) {
    // The private key joins in, so that a weak `chance` costs the disguise only. HKDF does not tell
    // anything of it.
    secret<64> both;
    std::copy_n(private_key.data(), 32, both.data());
    std::ranges::copy(chance.bytes, both.data() + 32);
    const hkdf_sha256 draws(text_bytes("bitpeer elligator swift"), both.view());
    const auto x = public_x(private_key, draws);
    if (!x) return std::nullopt;
    // From here on everything is public as soon as the key is sent. A form is found in four tries
    // on average.
    entropy seed;
    std::ranges::copy(draws.expand("form").view(), seed.bytes.begin());
    chacha20_generator numbers(seed);
    for (;;) {
        field_element::raw drawn;
        for (std::size_t at = 0; at < drawn.size(); at += 8) {
            store_be(drawn.data() + at, numbers.next());
        }
        // Drawn apart: a case that u tells would tell the key from random bytes.
        const auto which = static_cast<unsigned>(numbers.next() & 7);
        const auto u = field_element::exact(drawn);
        if (!u || u->is_zero()) continue;
        const auto t = detail::x_swift_ec_inverse(*x, *u, which);
        if (!t) continue;
        elligator_swift key;
        std::ranges::copy(u->to_bytes(), key.begin());
        std::ranges::copy(t->to_bytes(), key.begin() + 32);
        return key;
    }
}

std::array<std::uint8_t, 32> elligator_swift_decode(const elligator_swift& key) {
    return point_of(key).x.to_bytes();
}

std::optional<secret<32>> x_only_ecdh(
    const secret<32>& private_key, std::span<const std::uint8_t, 32> x
) {
    std::array<std::uint8_t, 33> compressed{2};  // which of the two points does not matter for x
    std::ranges::copy(x, compressed.begin() + 1);
    return product_x(private_key, compressed);
}

secret<32> bip324_shared_secret(
    const secret<32>& private_key, const elligator_swift& initiator,
    const elligator_swift& responder, party us
) {
    const auto& theirs = us == party::initiator ? responder : initiator;
    const auto product = product_x(private_key, uncompressed(point_of(theirs)));
    ensure(product.has_value());
    // A tagged hash (BIP340): the tag's hash twice, then the message. The keys go in as they were
    // sent, not reduced.
    const auto tag = wiped_sha256(text_bytes("bip324_ellswift_xonly_ecdh"));
    secret<32 + 32 + 64 + 64 + 32> input;
    auto* to = input.data();
    for (const auto part :
         {tag.view(), tag.view(), byte_view(initiator), byte_view(responder), product->view()}) {
        to = std::copy(part.begin(), part.end(), to);
    }
    return wiped_sha256(input.view());
}

}  // namespace bitpeer::crypto
