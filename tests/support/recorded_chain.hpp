#pragma once
/// Blocks and transactions of real chains, out of the data folder.

#include <bitpeer/base/bytes.hpp>
#include <bitpeer/base/endian.hpp>
#include <bitpeer/base/hex.hpp>
#include <tests/support/data_folder.hpp>
#include <tests/support/recorded_data.hpp>

#include <gtest/gtest.h>

#include <array>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <iostream>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace bitpeer::test {

/// The bytes that a file of hexadecimal text spells.
[[nodiscard]] inline std::optional<bytes> read_recorded_hex(const std::string& name) {
    const auto text = read_recorded(name);
    if (!text) return std::nullopt;
    std::string digits(text->begin(), text->end());
    digits.erase(digits.find_last_not_of("\r\n ") + 1);
    return from_hex(digits).value();
}

/// A bzip2 file unpacked by the program of that name.
[[nodiscard]] inline std::optional<bytes> read_recorded_bzip2(const std::string& name) {
    if (!read_recorded(name)) return std::nullopt;
    const auto path = data_folder() / name;
    const auto line = "bzip2 -dc '" + path.string() + "'";
    bytes data;
    int ended_with = -1;
    if (auto* pipe = popen(line.c_str(), "r")) {
        std::array<std::uint8_t, 65536> chunk{};
        while (const auto got = std::fread(chunk.data(), 1, chunk.size(), pipe)) {
            data.insert(data.end(), chunk.data(), chunk.data() + got);
        }
        ended_with = pclose(pipe);
    }
    if (ended_with != 0) {
        std::cerr << "\n*** BZIP2 MISSING: cannot unpack " << path
                  << "; this test proves nothing ***\n\n";
        return std::nullopt;
    }
    return data;
}

/// A file by what its name ends with: raw bytes, hexadecimal text or bzip2.
[[nodiscard]] inline std::optional<bytes> read_recorded_any(const std::string& name) {
    if (name.ends_with(".hex")) return read_recorded_hex(name);
    if (name.ends_with(".bz2")) return read_recorded_bzip2(name);
    return read_recorded(name);
}

/// The blocks of a file made of {magic, length, block} records.
[[nodiscard]] inline std::vector<bytes> split_records(byte_view file) {
    std::vector<bytes> blocks;
    while (file.size() >= 8) {
        const auto length = load_le<std::uint32_t>(file.data() + 4);
        if (length > file.size() - 8) {
            ADD_FAILURE() << "a record is longer than its file";
            break;
        }
        const auto block = file.subspan(8, length);
        blocks.emplace_back(block.begin(), block.end());
        file = file.subspan(8 + length);
    }
    return blocks;
}

/// A `block` payload as it came over the network.
struct recorded_block {
    std::string name;  ///< the file, and which record of it
    bytes payload;
    std::string hash;  ///< in display order, where somebody else says it; else empty
};

struct recorded_blocks {
    std::vector<recorded_block> blocks;
    bool complete = true;  ///< false: something was missing, and a loud message said what
};

namespace detail {

/// Hashes that the folder's own texts state: `derived_shortids.json` was made with Bitcoin Core's
/// Python framework.
inline std::map<std::string, std::string> stated_block_hashes() {
    std::map<std::string, std::string> hashes;
    if (const auto list = read_recorded_json("bip152/derived_shortids.json")) {
        for (const auto& [unused, entry] : *list) {
            const auto file = entry.get_optional<std::string>("file");
            if (file) hashes["blocks/" + *file] = entry.get<std::string>("block_hash");
        }
    }
    // From btcd's tests, and the genesis block that everybody knows. (The file with blocks 0 to 4
    // goes on with a branch of btcd's own making.)
    hashes["blocks/bcoin_block1.raw"] =
        "00000000839a8e6886ab5951d76f411475428afc90947ee320161bbf18eb6048";
    hashes["blocks/blk_0_to_4.dat.bz2#0"] =
        "000000000019d6689c085ae165831e934ff763ae46a2a6c172b3f1b60a8ce26f";
    hashes["blocks/blocks1-256.bz2#0"] = hashes["blocks/bcoin_block1.raw"];
    return hashes;
}

/// The 64 digits in a file's name, if it has them.
inline std::string hash_in(const std::string& name) {
    const auto start = name.find("00000000");
    return start == std::string::npos ? "" : name.substr(start, 64);
}

inline recorded_blocks load_recorded_blocks() {
    recorded_blocks all;
    auto stated = stated_block_hashes();
    const auto add = [&](const std::string& name, bytes payload) {
        const auto known = stated.contains(name) ? stated[name] : hash_in(name);
        all.blocks.push_back({name, std::move(payload), known});
    };
    for (const std::string name :
         {"blocks/bcoin_block1.raw",
          "blocks/bcoin_block300025.raw",
          "blocks/bcoin_block426884.raw",
          "blocks/bcoin_block482683.raw",
          "blocks/bcoin_block898352.raw",
          "blocks/bcoin_block928831.raw",
          "blocks/block-0000000000000000001602407ac49862a7bca9d00f7f402db20b7be2f5de59d2.blk",
          "blocks/block413567.raw",
          "blocks/mainnet_block_"
          "000000000000000000000c835b2adcaedc20fdf6ee440009c249452c726dafae.raw",
          "blocks/rust_block_13b8a.hex",
          "blocks/testnet_block_"
          "000000000000045e0b1660b6445b5e5c5ab63c9a4f956be7e1e69be04fa4497b.raw"}) {
        auto payload = read_recorded_any(name);
        all.complete = all.complete && payload;
        if (payload) add(name, std::move(*payload));
    }
    for (const std::string name :
         {"blocks/277647.dat.bz2", "blocks/blk_0_to_4.dat.bz2", "blocks/blocks1-256.bz2"}) {
        const auto file = read_recorded_bzip2(name);
        all.complete = all.complete && file;
        if (!file) continue;
        std::size_t record = 0;
        for (auto& payload : split_records(*file)) {
            add(name + '#' + std::to_string(record++), std::move(payload));
        }
    }
    // BIP158's vectors bring testnet3 blocks along: [height, hash, block, …].
    const auto vectors = read_recorded_json("bip158/testnet-19.json");
    all.complete = all.complete && vectors;
    if (vectors) {
        for (const auto& [unused, row] : *vectors) {
            auto column = row.begin();
            const auto height = column->second.data();
            if (row.size() < 3) continue;  // the header row
            const auto hash = (++column)->second.data();
            const auto payload = from_hex((++column)->second.data());
            if (payload) all.blocks.push_back({"bip158 " + height, *payload, hash});
        }
    }
    return all;
}

}  // namespace detail

/// All blocks of the data folder, read once.
[[nodiscard]] inline const recorded_blocks& all_recorded_blocks() {
    static const auto loaded = detail::load_recorded_blocks();
    return loaded;
}

}  // namespace bitpeer::test
