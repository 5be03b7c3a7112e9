#include "chain_file.hpp"

#include <bitpeer/base/endian.hpp>
#include <bitpeer/wire/header_layout.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <fstream>
#include <iterator>
#include <unordered_map>

namespace bitpeer::tool {

namespace {

constexpr std::size_t prefix_size = 8;  // magic and length

bool begins_with(byte_view data, const network_magic& magic) {
    return data.size() >= magic.size() && std::ranges::equal(data.first(magic.size()), magic);
}

result<std::vector<shared_bytes>, std::string> split(
    const shared_bytes& content, const network& of
) {
    std::vector<shared_bytes> blocks;
    if (!begins_with(content, of.magic)) {
        blocks.push_back(content);
        return blocks;
    }
    std::size_t at = 0;
    while (at < content.size()) {
        const auto rest = content.view().subspan(at);
        // Bitcoin Core makes its files larger than what is in them.
        const auto is_zero = [](std::uint8_t byte) { return byte == 0; };
        if (std::ranges::all_of(rest.first(std::min(rest.size(), prefix_size)), is_zero)) break;
        if (rest.size() < prefix_size || !begins_with(rest, of.magic)) {
            return failed(fmt::format("at {} begins no record of {}", at, of.name));
        }
        const auto size = load_le<std::uint32_t>(rest.data() + of.magic.size());
        if (size > rest.size() - prefix_size)
            return failed(fmt::format("the record at {} is cut short", at));
        blocks.push_back(content.slice(at + prefix_size, size));
        at += prefix_size + size;
    }
    return blocks;
}

/// Blocks by hash, each with its parent.
class block_tree {
public:
    block_tree(const network& of, const std::vector<shared_bytes>& blocks)
        : root_(of.genesis_hash) {
        for (const auto& raw : blocks) {
            const auto header = raw.view().first(of.dialect->header.size);
            const auto previous = wire::header_view(of.dialect->header, header).previous();
            const auto hash = of.dialect->block_hash(header);
            if (hash != root_) nodes_.emplace(hash, node{raw, previous});
        }
    }

    /// The longest branch that begins behind the first block.
    [[nodiscard]] std::vector<shared_bytes> longest() {
        hash256 tip = root_;
        std::size_t height = 0;
        for (const auto& [hash, block] : nodes_) {
            if (const auto found = height_of(hash); found > height) {
                height = found;
                tip = hash;
            }
        }
        std::vector<shared_bytes> branch;
        for (; tip != root_; tip = nodes_.at(tip).previous) branch.push_back(nodes_.at(tip).raw);
        std::ranges::reverse(branch);
        return branch;
    }

private:
    struct node {
        shared_bytes raw;
        hash256 previous;
        std::size_t height = unknown;
    };
    static constexpr std::size_t unknown = static_cast<std::size_t>(-1);

    /// 0: it does not descend from the first block.
    std::size_t height_of(const hash256& hash) {
        std::vector<node*> path;
        std::size_t height = 0;
        auto at = hash;
        while (at != root_) {
            const auto place = nodes_.find(at);
            if (place == nodes_.end()) {
                for (auto* orphan : path) orphan->height = 0;
                return 0;
            }
            if (place->second.height != unknown) {
                height = place->second.height;
                if (height > 0 || path.empty()) break;
                for (auto* orphan : path) orphan->height = 0;
                return 0;
            }
            path.push_back(&place->second);
            at = place->second.previous;
        }
        for (auto step = path.rbegin(); step != path.rend(); ++step) (*step)->height = ++height;
        return height;
    }

    hash256 root_;
    std::unordered_map<hash256, node> nodes_;
};

}  // namespace

result<std::vector<shared_bytes>, std::string> chain_in(
    const shared_bytes& content, const network& of
) {
    const auto blocks = split(content, of);
    if (!blocks) return failed(blocks.error());
    const auto too_short = [&](const shared_bytes& raw) {
        return raw.size() < of.dialect->header.size;
    };
    if (std::ranges::any_of(*blocks, too_short)) return failed(std::string("it holds no block"));
    auto branch = block_tree(of, *blocks).longest();
    if (branch.empty()) {
        return failed(fmt::format("no block follows the first block of {}", of.name));
    }
    return branch;
}

result<std::vector<shared_bytes>, std::string> read_chain_file(
    const std::string& path, const network& of
) {
    std::ifstream file(path, std::ios::binary);
    if (!file) return failed(fmt::format("cannot read '{}'", path));
    bytes content(std::istreambuf_iterator<char>(file), {});
    auto chain = chain_in(shared_bytes(std::move(content)), of);
    if (!chain) return failed(fmt::format("'{}': {}", path, chain.error()));
    return std::move(*chain);
}

}  // namespace bitpeer::tool
