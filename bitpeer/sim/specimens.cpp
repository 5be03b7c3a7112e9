#include <bitpeer/base/endian.hpp>
#include <bitpeer/sim/specimens.hpp>
#include <bitpeer/wire/codec.hpp>
#include <bitpeer/wire/dialects/every_layout.hpp>

#include <utility>

namespace bitpeer::sim {

namespace {

template <class M>
bool encode_plain(const wire::row& of, wire::format_options options, std::optional<bytes>& into) {
    if (of.type != wire::message_type_id::of<M>()) return false;
    if (auto payload = wire::encode(M{}, options)) into = *std::move(payload);
    return true;
}

template <class... M>
std::optional<bytes> plain_payload_among(
    wire::type_list<M...> /*messages*/, const wire::row& of, wire::format_options options
) {
    std::optional<bytes> made;
    (void)(encode_plain<M>(of, options, made) || ...);
    return made;
}

bytes noise(std::size_t size, random_source& random) {
    bytes made(size);
    for (auto& byte : made) byte = static_cast<std::uint8_t>(random.below(256));
    return made;
}

}  // namespace

std::optional<bytes> plain_payload(const wire::row& of, wire::format_options options) {
    return plain_payload_among(wire::every_layout{}, of, options);
}

bytes any_payload(const wire::row& of, wire::format_options options, random_source& random) {
    auto made = plain_payload(of, options).value_or(bytes{});
    switch (random.below(4)) {
        case 0: break;
        case 1: made.resize(random.below(made.size() + 1)); break;
        case 2: {
            const auto more = noise(1 + random.below(100), random);
            made.insert(made.end(), more.begin(), more.end());
            break;
        }
        default: made = noise(random.below(300), random); break;
    }
    return made;
}

hash256 fresh_hash(random_source& random) {
    hash256 made;
    for (std::size_t i = 0; i < made.bytes.size(); i += 8) {
        store_le(made.bytes.data() + i, random.next());
    }
    return made;
}

bytes fresh_transaction(const wire::dialect& of, random_source& random) {
    wire::unsigned_transaction planned;
    planned.spent = {fresh_hash(random), static_cast<std::uint32_t>(random.below(4))};
    planned.outputs.resize(1 + random.below(3));
    for (auto& output : planned.outputs)
        output.value = static_cast<std::int64_t>(random.below(1'000'000));
    return of.chain->write_transaction(planned).value();
}

std::optional<bytes> fresh_block(const network& of, random_source& random) {
    if (of.dialect->chain == nullptr || of.dialect->chain->make_block == nullptr)
        return std::nullopt;
    wire::block_plan planned;
    planned.previous = fresh_hash(random);
    planned.height = static_cast<std::uint32_t>(1 + random.below(1'000'000));
    planned.version = 0x20000000;
    planned.time = 1'700'000'000;
    planned.bits = of.proof_of_work_limit;
    planned.output_script = {0x51};
    planned.extra_nonce = random.next();
    auto made = of.dialect->chain->make_block(planned);
    if (!made) return std::nullopt;
    return *std::move(made);
}

}  // namespace bitpeer::sim
