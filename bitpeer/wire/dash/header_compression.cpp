#include <bitpeer/wire/dash/header_compression.hpp>
#include <bitpeer/wire/encoder.hpp>

#include <algorithm>
#include <array>
#include <limits>
#include <optional>

namespace bitpeer::wire::dash {

namespace {

/// The versions that a reference can mean: the last seven different ones, the latest first.
class recent_versions {
public:
    /// Where `version` stands, from 1; 0: nowhere.
    [[nodiscard]] std::uint8_t index_of(std::int32_t version) const {
        const auto end = versions_.begin() + size_;
        const auto found = std::find(versions_.begin(), end, version);
        return found == end ? std::uint8_t{0}
                            : static_cast<std::uint8_t>(found - versions_.begin() + 1);
    }

    /// The version that `index` refers to, which is the latest from now on.
    [[nodiscard]] std::optional<std::int32_t> refer(std::uint8_t index) {
        if (index == 0 || index > size_) return std::nullopt;
        std::rotate(versions_.begin(), versions_.begin() + index - 1, versions_.begin() + index);
        return versions_.front();
    }

    void insert(std::int32_t version) {
        if (size_ < static_cast<std::ptrdiff_t>(versions_.size())) ++size_;
        std::shift_right(versions_.begin(), versions_.begin() + size_, 1);
        versions_.front() = version;
    }

private:
    std::array<std::int32_t, compressed_header::version_bits> versions_{};
    std::ptrdiff_t size_ = 0;
};

hash256 hash_of(const block_header& header, header_hash hash) {
    std::array<std::uint8_t, 80> serialized;
    span_sink sink(serialized);
    encoder(sink).write(header);
    return hash(serialized);
}

/// The seconds between two headers, where they are few enough for an offset. Times wrap around, as
/// they do in Dash Core.
flagged_field<std::int16_t> offset_between(
    std::uint32_t earlier, std::uint32_t now, compression_style style
) {
    using limits = std::numeric_limits<std::int16_t>;
    const auto seconds = static_cast<std::int32_t>(now - earlier);
    const auto least = style == compression_style::signed_offsets ? limits::min() : 0;
    if (seconds < least || seconds > limits::max()) return {};
    return static_cast<std::int16_t>(seconds);
}

/// The way back.
std::uint32_t later(std::uint32_t earlier, std::int16_t offset) {
    return earlier + static_cast<std::uint32_t>(offset);
}

/// Writes the version as shortly as can be and remembers it.
void compress_version(compressed_header& into, std::int32_t version, recent_versions& versions) {
    into.version_index = versions.index_of(version);
    if (into.version_index == 0) {
        into.version = version;
        versions.insert(version);
    } else {
        (void)versions.refer(into.version_index);
    }
}

}  // namespace

std::string_view to_string(compression_fault fault) {
    switch (fault) {
        case compression_fault::first_incomplete: return "first_incomplete";
        case compression_fault::unknown_version: return "unknown_version";
    }
    return "unknown";
}

result<std::vector<block_header>, compression_error> decompress(
    const headers2& message, header_hash hash
) {
    std::vector<block_header> headers;
    headers.reserve(message.items.size());
    recent_versions versions;
    for (const auto& item : message.items) {
        const auto fail = [&](compression_fault fault) {
            return failed(compression_error{fault, headers.size()});
        };
        const auto* before = headers.empty() ? nullptr : &headers.back();
        if (before == nullptr && (!item.version || !item.previous || !item.time || !item.bits)) {
            return fail(compression_fault::first_incomplete);
        }
        block_header header;
        if (item.version) {
            header.version = *item.version;
            versions.insert(header.version);
        } else if (const auto version = versions.refer(item.version_index)) {
            header.version = *version;
        } else {
            return fail(compression_fault::unknown_version);
        }
        header.previous = item.previous ? *item.previous : hash_of(*before, hash);
        header.merkle_root = item.merkle_root;
        header.time = item.time ? *item.time : later(before->time, item.time_offset.value_or(0));
        header.bits = item.bits ? *item.bits : before->bits;
        header.nonce = item.nonce;
        headers.push_back(header);
    }
    return headers;
}

headers2 compress(std::span<const block_header> headers, compression_style style) {
    headers2 message;
    message.items.reserve(headers.size());
    recent_versions versions;
    const block_header* before = nullptr;
    for (const auto& header : headers) {
        auto& item = message.items.emplace_back();
        item.merkle_root = header.merkle_root;
        item.nonce = header.nonce;
        if (before == nullptr) {
            item.version = header.version;
            if (style != compression_style::reply) versions.insert(header.version);
            item.previous = header.previous;
            item.time = header.time;
            item.bits = header.bits;
        } else {
            compress_version(item, header.version, versions);
            item.time_offset = offset_between(before->time, header.time, style);
            if (!item.time_offset) item.time = header.time;
            if (header.bits != before->bits) item.bits = header.bits;
        }
        before = &header;
    }
    return message;
}

}  // namespace bitpeer::wire::dash
