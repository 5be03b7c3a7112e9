/// Writes the inputs that each fuzz target begins with: seeds DIR makes DIR/<target>/<name>. They
/// come from the lists of messages, filled with arbitrary valid values, and from recorded data.

#include <bitpeer/base/endian.hpp>
#include <bitpeer/base/hex.hpp>
#include <bitpeer/params/networks.hpp>
#include <bitpeer/wire/codec.hpp>
#include <bitpeer/wire/dialects/bitcoin.hpp>
#include <bitpeer/wire/dialects/dash.hpp>
#include <bitpeer/wire/dialects/every_layout.hpp>
#include <bitpeer/wire/dialects/exchangecoin.hpp>
#include <bitpeer/wire/dialects/litecoin.hpp>
#include <bitpeer/wire/messages/block.hpp>
#include <bitpeer/wire/messages/filterload.hpp>
#include <bitpeer/wire/messages/inv.hpp>
#include <bitpeer/wire/messages/tx.hpp>
#include <tests/support/arbitrary_dash.hpp>
#include <tests/support/arbitrary_exchangecoin.hpp>
#include <tests/support/arbitrary_transaction.hpp>
#include <tests/support/data_folder.hpp>
#include <tests/support/frames.hpp>
#include <tests/support/splitmix64.hpp>

#include "captures.hpp"
#include "engine_scripts.hpp"
#include "seed_folder.hpp"

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

namespace {

using namespace bitpeer;
using namespace bitpeer::fuzz;
namespace fs = std::filesystem;

constexpr std::array dialects{
    &wire::dialects::bitcoin,
    &wire::dialects::litecoin,
    &wire::dialects::exchangecoin,
    &wire::dialects::dash};

// Each target's own choices stand beside it, in the order of its `switch`.

void add_blob(seeds& to, byte_view blob);

/// A payload of a message, for all who read one; also for those who take their time for it.
void add_payload(
    seeds& to, wire::message_type_id type, wire::command_name command, byte_view payload,
    bool slow_too
) {
    const auto size = static_cast<std::uint8_t>(std::min<std::size_t>(payload.size(), 255));
    for (std::uint8_t d = 0; d < dialects.size(); ++d) {
        const auto rows = dialects[d]->rows;
        const auto place = std::ranges::find(rows, type, &wire::row::type);
        if (place == rows.end()) continue;
        const auto row = static_cast<std::uint8_t>(place - rows.begin());
        to.add("json_fuzz", {2, d, row, 0, 0}, payload);
        if (command.text() == "headers") {
            // These stand in the order of the dialects but for two.
            constexpr std::array<std::uint8_t, 4> order{0, 1, 3, 2};
            to.add("chain_views_fuzz", {11, order[d]}, payload);
        }
        // Networks stand in another order there.
        constexpr std::array<std::uint8_t, 4> networks{0, 3, 2, 1};
        to.add(
            "read_files_fuzz", {3, static_cast<std::uint8_t>(networks[d] % 3), 0, row, 0}, payload
        );
        if (!slow_too || payload.size() > 255) continue;
        // A greeted engine of no kind, dialled or dialling; the message goes in, answers come out.
        const bytes head{networks[d], static_cast<std::uint8_t>(row % 2), 0, 0, 0, 0, 17, 0, 0, 0};
        const bytes greeting{0, 9, 0, 0, 0, static_cast<std::uint8_t>(row % 32)};
        const bytes say{0x40, 6, row, 0, size};
        to.add("engine_fuzz", joined({head, greeting, say, payload, bytes{4, 3, 0x34, 0xf5}}));
        // Encrypted, by one who knows this dialect's short ids or Dash's; a decoy goes before it.
        auto sealed = head;
        sealed[2] = static_cast<std::uint8_t>(1 + 2 * (row % 3 / 2));
        sealed[4] = 1;
        sealed[5] = 1;
        const bytes decoy{0x40, 5, 0x21};
        to.add(
            "engine_fuzz", joined({sealed, greeting, decoy, say, payload, bytes{4, 3, 0x34, 0xf5}})
        );
        // The same between `version` and `verack`, by a script that greets on its own.
        const bytes own{
            networks[d], static_cast<std::uint8_t>(row % 2), 0, 1, 0, 0, 17, 0, 0x04, 0};
        const bytes version{0xf5, 0x40, 0, 0, 9, 0, 0, 0};
        const bytes verack{0x40, 1, 0xf5, 0x24, 3, 0x34, 0xf5};
        to.add("engine_fuzz", joined({own, version, say, payload, verack}));
        // Said by one who dials in v2, or in v1.
        const bytes dialler{static_cast<std::uint8_t>(row % 2), 2, 0, 1, 0, 0, 0, 0, 2, 0, 0, 0, 0};
        const bytes word{0x0e, 0x0f, 0x0e, 0, row, 0, size};
        to.add("two_transports_fuzz", joined({dialler, word, payload, bytes{0x06}}));
    }
    if (command == wire::tx::command || command == wire::block::command) add_blob(to, payload);
    const auto frame =
        test::raw_frame(command.text(), bytes(payload.begin(), payload.end())).bytes();
    to.add("v1_stream_fuzz", {6}, frame);
    for (const auto* net :
         {&networks::litecoin_regtest, &networks::dash_regtest, &networks::exchangecoin_simnet}) {
        auto other = frame;
        std::ranges::copy(net->magic, other.begin());
        const auto choice = net == &networks::litecoin_regtest ? 0x46
                            : net == &networks::dash_regtest   ? 0x86
                                                               : 0xc6;
        to.add("v1_stream_fuzz", {static_cast<std::uint8_t>(choice)}, other);
    }
    to.add("read_files_fuzz", {3, 0, 0, 200, 0}, frame);
    to.add("read_files_fuzz", {3, 0, 1, 200, 0}, of_text(to_hex(frame)));
    if (payload.size() <= 255) {
        const bytes packet{0, 0, size};
        to.add("v2_stream_fuzz", joined({bytes{9}, packet, payload}));
    }
}

/// Where a message stands among all of them.
template <class... M>
std::uint8_t place_of(wire::message_type_id type, wire::type_list<M...> /*messages*/) {
    const std::array all{wire::message_type_id::of<M>()...};
    return static_cast<std::uint8_t>(std::ranges::find(all, type) - all.begin());
}

template <class M>
void add_arbitrary(seeds& to, std::uint8_t place) {
    test::splitmix64 random(place);
    const wire::format_options options{
        .protocol_version = std::max(wire::detail::first_version<M>(), 79'999)};
    for (int round = 0; round < 3; ++round) {
        const auto payload = wire::encode(test::make_arbitrary<M>(random), options);
        if (!payload) continue;
        to.add("every_message_fuzz", {place}, *payload);
        add_payload(to, wire::message_type_id::of<M>(), M::command, *payload, round == 0);
    }
}

template <class... M>
void add_every_message(seeds& to, wire::type_list<M...> /*messages*/) {
    std::uint8_t place = 0;
    (add_arbitrary<M>(to, place++), ...);
}

/// Bytes that may be anything: a block, a transaction, a frame.
void add_blob(seeds& to, byte_view blob) {
    for (std::uint8_t which = 0; which < 8; ++which) to.add("chain_views_fuzz", {which}, blob);
    for (std::uint8_t network = 0; network < 4; ++network) {
        to.add("chain_views_fuzz", {8, network}, blob);
        to.add("read_files_fuzz", {2, network}, of_text(to_hex(blob)));
    }
    const auto& magic = networks::bitcoin_regtest.magic;
    bytes record(magic.begin(), magic.end());
    record.resize(8);
    store_le(record.data() + 4, static_cast<std::uint32_t>(blob.size()));
    to.add("read_files_fuzz", joined({bytes{0, 0}, record, blob, record, blob}));
    to.add("read_files_fuzz", joined({bytes{1, 0}, record, blob, record}));
    to.add("chain_views_fuzz", {10, 0}, blob);
    for (const auto which : std::to_array<std::uint8_t>({0, 3, 5}))
        to.add("filters_fuzz", {which}, blob);
    to.add("filters_fuzz", joined({bytes{0, 0}, bytes(8), blob}));
    to.add("filters_fuzz", joined({bytes{2, 9, 9, 1, 2, 3, 4, 1, 0}, blob}));
    to.add("compact_block_fuzz", {3}, blob);
    if (blob.size() < 65'536) {
        bytes size(2);
        store_le(size.data(), static_cast<std::uint16_t>(blob.size()));
        for (const auto which : std::to_array<std::uint8_t>({0, 1})) {
            to.add("compact_block_fuzz", joined({bytes{which}, size, blob, size, blob, bytes{1}}));
        }
    }
}

/// Frames as recorded: whatever network they are of, their payload is one of ours.
bool add_frame(seeds& to, byte_view frame) {
    constexpr std::size_t header_size = 24;
    if (frame.size() < header_size) return false;
    const auto command = wire::command_name::from_wire(frame.subspan<4, 12>());
    if (!command) return false;
    to.add("v1_stream_fuzz", {3}, frame);
    for (const auto* dialect : dialects) {
        const auto* row = dialect->find(*command);
        if (row == nullptr) continue;
        const auto payload = frame.subspan(header_size);
        to.add("every_message_fuzz", {place_of(row->type, wire::every_layout{})}, payload);
        add_payload(to, row->type, *command, payload, false);
    }
    return true;
}

/// The runs of hexadecimal digits in a text: of what is long enough to be more than a hash, so many
/// that a long file does not crowd out the rest.
void add_runs(seeds& to, std::string_view text) {
    constexpr std::string_view digits = "0123456789abcdef";
    constexpr std::size_t hash_digits = 64;
    int frames = 50;
    int blobs = 25;
    while (!text.empty() && frames > 0) {
        text.remove_prefix(std::min(text.find_first_of(digits), text.size()));
        const auto run = text.substr(0, text.find_first_not_of(digits));
        text.remove_prefix(run.size());
        if (run.size() <= hash_digits && run.size() != 2 * 24U) continue;
        const auto blob = from_hex(run);
        if (!blob) continue;
        if (add_frame(to, *blob))
            --frames;
        else if (blobs-- > 0)
            add_blob(to, *blob);
    }
}

void add_recorded(seeds& to, const fs::path& folder) {
    if (!fs::is_directory(folder)) {
        std::cerr << "no recorded data in " << folder << ": seeds from the lists only\n";
        return;
    }
    std::vector<fs::path> files;
    for (const auto& entry : fs::recursive_directory_iterator(folder)) {
        if (entry.is_regular_file() && entry.file_size() < 40'000) files.push_back(entry.path());
    }
    std::ranges::sort(files);
    for (const auto& path : files) {
        std::ifstream file(path, std::ios::binary);
        const bytes content(std::istreambuf_iterator<char>(file), {});
        if (path.extension() == ".raw") add_blob(to, content);
        const auto kind = path.extension();
        if (kind == ".json" || kind == ".jsonl" || kind == ".hex") {
            add_runs(to, {reinterpret_cast<const char*>(content.data()), content.size()});
        }
    }
}

void add_texts(seeds& to) {
    for (const std::string_view text :
         {"1.2.3.4:8333",
          "[2001:db8::1]:8333",
          "::ffff:1.2.3.4",
          "fc00::1",
          "pg6mmjiyjmcrsslvykfwnntlaru7p5svn6y2ymmju6nubxndf4pscryd.onion:8333",
          "ukeu3k5oycgaauneqgtnvselmt4yemvoilkln7jpvamvfx7dnkdq.b32.i2p:0",
          "network170:0102ff:8333",
          "cjdns:00000000000000000000000000000001:1",
          "ipv6:00000000000000000000ffff01020304:5",
          "example.org:18444"}) {
        to.add("text_forms_fuzz", {0}, of_text(text));
        to.add("text_forms_fuzz", {2}, of_text(text));
    }
    const auto hash = networks::bitcoin.genesis_hash.to_string();
    to.add("text_forms_fuzz", {3}, of_text(hash));
    to.add("text_forms_fuzz", {4}, of_text("mzxw6ytboi"));
    to.add("text_forms_fuzz", {5}, of_text("sendheaders\0"));
    to.add(
        "text_forms_fuzz",
        {6},
        of_text("\x01\x07"
                "bitpeer\x05"
                "0.1.0\x01\x05"
                "linux")
    );
    test::splitmix64 random(1);
    wire::locator locator;
    test::arbitrary(random).fill(locator);
    to.add("text_forms_fuzz", {8}, wire::encode(locator).value());
    to.add("json_fuzz", {0}, of_text("\xe2\x82\xbf \"\\\x1b[2J \xed\xa0\x80 \xf0\x9f\x8d\x95"));
    const bytes conversation{1, 5, 0, 3, 0, 0, 0, 0, 5, 1, 0, 0, 0, 1, 0, 0, 1};
    to.add("socks5_fuzz", conversation);
    for (const auto choice : std::to_array<std::uint8_t>({0x3e, 0x3f})) {
        to.add("socks5_fuzz", {choice}, bytes{5, 0});
    }
    for (std::uint8_t code = 0; code < 10; ++code) {
        to.add("socks5_fuzz", {2}, bytes{5, 0, 5, code, 0, 1, 1, 2, 3, 4, 0, 1});
        const auto onion = static_cast<std::uint8_t>(0xf0 + code);
        to.add("socks5_fuzz", {3}, bytes{5, 2, 1, 0, 5, onion, 0, 3, 1, 97, 0, 1});
    }
    // Openings that are not encrypted, or ours.
    for (const auto choice : std::to_array<std::uint8_t>({252, 253, 254})) {
        to.add("v2_stream_fuzz", bytes{9, choice});
    }
    for (std::uint8_t planned = 0; planned < 4; ++planned) {
        to.add("chain_views_fuzz", {9, planned}, bytes(20, 2));
        to.add("compact_block_fuzz", {2, 5}, bytes(60, planned));
    }
    to.add("filters_fuzz", {1, 0}, bytes(60, 3));
    // Two blocks behind the first one, in the wrong order, and a stranger.
    for (const auto* net : {&networks::bitcoin_regtest, &networks::dash_regtest}) {
        bytes file{0, static_cast<std::uint8_t>(net == &networks::bitcoin_regtest ? 0 : 1)};
        const auto& format = *net->dialect->chain;
        const auto header_size = net->dialect->header.size;
        const auto first = format.make_block({.previous = net->genesis_hash, .height = 1}).value();
        const auto name = net->dialect->block_hash(byte_view(first).first(header_size));
        const auto second = format.make_block({.previous = name, .height = 2}).value();
        const auto orphan = format.make_block({.previous = hash256{{7}}, .height = 2}).value();
        for (const auto* block : {&second, &orphan, &first}) {
            const auto start = file.size();
            file.insert(file.end(), net->magic.begin(), net->magic.end());
            file.resize(start + 8);
            store_le(file.data() + start + 4, static_cast<std::uint32_t>(block->size()));
            file.insert(file.end(), block->begin(), block->end());
            add_blob(to, *block);
        }
        file.resize(file.size() + 16);
        to.add("read_files_fuzz", file);
        file[0] = 1;
        to.add("read_files_fuzz", file);
    }
    to.add("filters_fuzz", {4, 20}, bytes(60, 3));
}

/// Longer than what is made at random: lengths of more than one byte.
void add_long(seeds& to) {
    wire::inv many;
    many.items.resize(300);
    wire::tx large;
    large.transaction.inputs.resize(1);
    large.transaction.inputs[0].script = wire::byte_run(bytes(300, 1));
    large.transaction.outputs.resize(300);
    for (auto& output : large.transaction.outputs) output.value = 1;
    const auto add = [&]<class M>(const M& message) {
        const auto payload = wire::encode(message).value();
        const auto type = wire::message_type_id::of<M>();
        to.add("every_message_fuzz", {place_of(type, wire::every_layout{})}, payload);
        add_payload(to, type, M::command, payload, false);
    };
    add(many);
    add(large);
    // So many bytes stand behind what the fuzzer writes.
    auto frame = test::raw_frame("zz", bytes(50'000)).bytes();
    frame.resize(24);
    to.add("v1_stream_fuzz", {0x26}, frame);
}

/// Outputs to a key and to two of three keys, for a filter that has everything in it and takes in
/// what such outputs are spent by.
void add_key_scripts(seeds& to) {
    bytes key(33, 9);
    key[0] = 2;
    bytes uncompressed(65, 9);
    uncompressed[0] = 4;
    wire::tx paying;
    paying.transaction.inputs.resize(1);
    for (const auto& script :
         {joined({bytes{33}, key, bytes{0xac}}),
          joined({bytes{65}, uncompressed, bytes{0xac}}),
          joined({bytes{0x52, 33}, key, bytes{33}, key, bytes{33}, key, bytes{0x53, 0xae}}),
          joined({bytes{1, 17, 33}, key, bytes{1, 18, 0xae}})}) {
        auto& output = paying.transaction.outputs.emplace_back();
        output.value = 1;
        output.script = wire::byte_run(script);
    }
    wire::filterload all;
    all.filter.assign(8, 0xff);
    all.hash_functions = 3;
    all.flags = wire::bloom_update::pubkey_only;
    to.add(
        "filters_fuzz",
        joined(
            {bytes{2, 9, 9, 1, 2, 3, 4, 2, 1},
             wire::encode(all).value(),
             wire::encode(paying).value()}
        )
    );
}

}  // namespace

int main(int argc, char** argv) {
    if (argc != 2) {
        std::cerr << "usage: seeds DIR\n";
        return 2;
    }
    const fs::path folder = argv[1];
    fs::remove_all(folder);
    seeds written(folder);
    add_every_message(written, wire::every_layout{});
    add_recorded(written, test::data_folder());
    add_texts(written);
    add_long(written);
    add_key_scripts(written);
    add_captures(written);
    add_engine_scripts(written);
    std::cout << written.count() << " seeds in " << folder << '\n';
    return 0;
}
