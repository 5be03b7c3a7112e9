#pragma once
/// A block header without what its predecessor in the message says already (DIP25).

#include <bitpeer/base/hash256.hpp>
#include <bitpeer/wire/archive.hpp>
#include <bitpeer/wire/dash/flagged_field.hpp>
#include <bitpeer/wire/reader.hpp>
#include <bitpeer/wire/strict_types.hpp>

#include <cstdint>

namespace bitpeer::wire::dash {

/// A header of `headers2` exactly as it stands there. A byte of flags, which `flags` computes, says
/// which fields follow; its two highest bits must be zero, else it is the error `bad_value`.
/// `header_compression.hpp` turns these into headers and back.
struct compressed_header {
    static constexpr std::uint8_t version_bits = 0x07;  ///< `version_index`
    static constexpr std::uint8_t previous_flag = 0x08;
    static constexpr std::uint8_t time_flag = 0x10;  ///< else `time_offset` is there
    static constexpr std::uint8_t bits_flag = 0x20;
    static constexpr std::uint8_t all_flags = version_bits | previous_flag | time_flag | bits_flag;

    // Of the version and its index exactly one can be written, and of the time and its offset; else
    // encoding is the error `bad_value`.

    /// 1 to 7: the version is that entry of the last seven different ones, the latest first. 0: it
    /// stands in `version`.
    std::uint8_t version_index = 0;
    flagged_field<std::int32_t> version;
    flagged_field<hash256> previous;  ///< absent: the hash of the header before
    hash256 merkle_root;
    flagged_field<std::uint32_t> time;        ///< Unix seconds
    flagged_field<std::int16_t> time_offset;  ///< instead: seconds since the header before
    flagged_field<std::uint32_t> bits;        ///< absent: as in the header before
    std::uint32_t nonce = 0;

    /// The byte that these fields begin with.
    [[nodiscard]] constexpr std::uint8_t flags() const {
        return static_cast<std::uint8_t>(
            version_index | (previous ? previous_flag : 0) | (time ? time_flag : 0) |
            (bits ? bits_flag : 0)
        );
    }

    static constexpr void fields(auto& self, auto& ar) {
        ar("version_index", self.version_index);
        ar("version", self.version);
        ar("previous", self.previous);
        ar("merkle_root", self.merkle_root);
        ar("time", self.time);
        ar("time_offset", self.time_offset);
        ar("bits", self.bits);
        ar("nonce", self.nonce);
    }

    static constexpr size_bounds bounds{1 + 32 + 2 + 4, 1 + 4 + 32 + 32 + 4 + 4 + 4};
    static void decode(compressed_header& self, reader& in) {
        self = {};
        at_most<std::uint8_t, all_flags> flags;
        in("flags", flags);
        self.version_index = flags & version_bits;
        if (self.version_index == 0) in("version", self.version.emplace());
        if ((flags & previous_flag) != 0) in("previous", self.previous.emplace());
        in("merkle_root", self.merkle_root);
        if ((flags & time_flag) != 0) {
            in("time", self.time.emplace());
        } else {
            in("time_offset", self.time_offset.emplace());
        }
        if ((flags & bits_flag) != 0) in("bits", self.bits.emplace());
        in("nonce", self.nonce);
    }
    static void encode(const compressed_header& self, auto& out) {
        if (self.version_index > version_bits ||
            self.version.has_value() == (self.version_index != 0)) {
            return out.fail(errc::bad_value, self.version_index, version_bits);
        }
        if (self.time.has_value() == self.time_offset.has_value()) {
            return out.fail(errc::bad_value, self.flags());
        }
        out("flags", self.flags());
        out("version", self.version);
        out("previous", self.previous);
        out("merkle_root", self.merkle_root);
        out("time", self.time);
        out("time_offset", self.time_offset);
        out("bits", self.bits);
        out("nonce", self.nonce);
    }

    friend bool operator==(const compressed_header&, const compressed_header&) = default;
};

}  // namespace bitpeer::wire::dash
