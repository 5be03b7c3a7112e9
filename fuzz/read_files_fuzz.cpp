// aims: tool/chain_file.cpp tool/record_file.cpp tool/transaction_text.cpp tool/decode.cpp
/// The files that the tool reads, with anything in them: chains of blocks, records that are gone on
/// with, transactions as text, and what `bitpeer decode` is given.

#include <bitpeer/base/assert.hpp>
#include <bitpeer/base/endian.hpp>
#include <bitpeer/base/hex.hpp>
#include <bitpeer/params/networks.hpp>
#include <tool/chain_file.hpp>
#include <tool/record_file.hpp>
#include <tool/transaction_text.hpp>
#include <tool/verb.hpp>

#include "input.hpp"
#include "json_checker.hpp"
#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <iostream>
#include <memory>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

namespace {

using namespace bitpeer;
using fuzz::as_text;
using fuzz::input;

/// A file that has a name and lies in memory.
class memory_file {
public:
    memory_file() : descriptor_(memfd_create("fuzz", 0)) {
        ensure(descriptor_ >= 0);
        path_ = "/proc/self/fd/" + std::to_string(descriptor_);
    }
    ~memory_file() { ::close(descriptor_); }
    memory_file(const memory_file&) = delete;
    memory_file& operator=(const memory_file&) = delete;

    [[nodiscard]] const std::string& path() const { return path_; }
    void fill(byte_view content) const {
        ensure(::ftruncate(descriptor_, 0) == 0);
        ensure(::pwrite(descriptor_, content.data(), content.size(), 0) == std::ssize(content));
    }
    [[nodiscard]] bytes content() const {
        bytes read(static_cast<std::size_t>(::lseek(descriptor_, 0, SEEK_END)));
        ensure(::pread(descriptor_, read.data(), read.size(), 0) == std::ssize(read));
        return read;
    }

private:
    int descriptor_;
    std::string path_;
};

const network& some_network(input& script) {
    static constexpr std::array all{
        &networks::bitcoin_regtest,
        &networks::dash_regtest,
        &networks::exchangecoin_simnet,
        &networks::bitcoin};
    return *all.at(script.one_of(all.size()));
}

void judge_chain(const network& net, byte_view content, const memory_file& file) {
    const auto chain = tool::chain_in(shared_bytes::copy(content), net);
    file.fill(content);
    const auto read = tool::read_chain_file(file.path(), net);
    ensure(read.has_value() == chain.has_value());
    if (!chain) {
        ensure(!chain.error().empty() && !read.error().empty());
        return;
    }
    ensure(!chain->empty() && *read == *chain);
    auto previous = net.genesis_hash;
    for (const auto& block : *chain) {
        const auto header = block.view().first(net.dialect->header.size);
        ensure(wire::header_view(net.dialect->header, header).previous() == previous);
        previous = net.dialect->block_hash(header);
    }
}

void judge_records(const network& net, byte_view content, const memory_file& file) {
    file.fill(content);
    bytes before;
    {
        auto records =
            tool::record_file::open(file.path(), net.magic, tool::existing_records::kept);
        if (!records) {
            ensure(!records.error().empty());
            ensure(file.content() == fuzz::copied(content));
            return;
        }
        before = file.content();
        ensure(before.size() + records->cut_off() == content.size());
        ensure(std::ranges::equal(before, content.first(before.size())));
        ensure(records->write(content.first(content.size() / 2)).has_value());
        auto moved = std::move(*records);
        ensure(moved.write({}).has_value() && moved.sync().has_value());
        *records = std::move(moved);
    }
    const auto after = file.content();
    ensure(after.size() == before.size() + 16 + content.size() / 2);
    ensure(std::ranges::equal(before, byte_view(after).first(before.size())));
    // What was written is whole.
    const auto again =
        tool::record_file::open(file.path(), net.magic, tool::existing_records::kept);
    ensure(again.has_value() && again->cut_off() == 0);
    ensure(file.content() == after);
    ensure(tool::record_file::open(file.path(), net.magic, tool::existing_records::replaced)
               .has_value());
    ensure(file.content().empty());
}

void judge_transaction(const network& net, byte_view content, const memory_file& file) {
    file.fill(content);
    const auto read = tool::read_transaction(file.path(), *net.dialect);
    if (from_hex(as_text(content))) {
        const auto direct = tool::read_transaction(std::string(as_text(content)), *net.dialect);
        ensure(direct.has_value() == read.has_value());
    }
    if (!read) {
        ensure(!read.error().empty());
        return;
    }
    const auto names = net.dialect->chain->name(read->raw);
    ensure(names && names->size == read->raw.size() && names->txid == read->txid);
    const auto again = tool::read_transaction(to_hex(read->raw), *net.dialect);
    ensure(again && again->raw == read->raw && again->wtxid == read->wtxid);
}

/// Fills in what `bitpeer decode` takes.
class decode_options final : public tool::options {
public:
    std::string file;
    std::string payload_of;
    std::optional<std::uint64_t> protocol_version;

    void argument(const char* /*name*/, std::string& /*into*/, const char* /*help*/) override {}
    void optional_argument(const char* /*name*/, std::string& into, const char* /*help*/) override {
        into = file;
    }
    void arguments(
        const char* /*name*/, std::vector<std::string>& /*into*/, const char* /*help*/
    ) override {}
    void optional_arguments(
        const char* /*name*/, std::vector<std::string>& /*into*/, const char* /*help*/
    ) override {}
    void value(const char* /*name*/, std::string& into, const char* /*help*/) override {
        into = payload_of;
    }
    void value(const char* /*name*/, std::uint64_t& /*into*/, const char* /*help*/) override {}
    void value(
        const char* /*name*/, std::optional<std::uint64_t>& into, const char* /*help*/
    ) override {
        into = protocol_version;
    }
    void value(const char* /*name*/, double& /*into*/, const char* /*help*/) override {}
    void flag(const char* /*name*/, bool& /*into*/, const char* /*help*/) override {}
};

/// What is printed while it lives.
class captured_output {
public:
    captured_output() : before_(stdout), memory_(open_memstream(&text_, &size_)) {
        stdout = memory_;
    }
    ~captured_output() {
        stdout = before_;
        std::fclose(memory_);
        std::free(text_);  // NOLINT: as open_memstream wants it
    }
    captured_output(const captured_output&) = delete;
    captured_output& operator=(const captured_output&) = delete;

    [[nodiscard]] std::string_view text() const {
        std::fflush(memory_);
        return {text_, size_};
    }

private:
    char* text_ = nullptr;
    std::size_t size_ = 0;
    std::FILE* before_;
    std::FILE* memory_;
};

void judge_decode(const network& net, input& script, const memory_file& file) {
    const bool as_hex = script.yes();
    const auto choice = script.byte();
    decode_options given;
    const auto rows = net.dialect->rows;
    if (choice < rows.size()) given.payload_of = rows[choice].command.text();
    if (choice == 254) given.payload_of = "zz";
    if (choice == 255) given.payload_of = "no command at all";
    if (script.yes()) given.protocol_version = script.number(3);
    const auto content = script.rest();

    std::istringstream typed(std::string(as_text(content)));
    auto* const keyboard = std::cin.rdbuf(typed.rdbuf());
    if (!as_hex) {
        file.fill(content);
        given.file = choice == 253 ? "/proc/self/no such file" : file.path();
    }
    const auto verb = tool::make_decode();
    ensure(verb->name() == "decode" && !verb->about().empty());
    verb->declare(given);
    {
        const captured_output printed;
        tool::report out(true);
        const auto ended = verb->run({net, out});
        auto text = printed.text();
        ensure(ended == tool::outcome::done || !text.empty());
        while (!text.empty()) {
            const auto line = text.substr(0, text.find('\n'));
            ensure(fuzz::json_checker::accepts(line));
            text.remove_prefix(std::min(line.size() + 1, text.size()));
        }
    }
    std::cin.rdbuf(keyboard);
    std::cin.clear();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const memory_file file;
    if (size > 65'536) return 0;
    input script(data, size);
    const auto which = script.one_of(4);
    const auto& net = some_network(script);
    switch (which) {
        case 0: judge_chain(net, script.rest(), file); break;
        case 1: judge_records(net, script.rest(), file); break;
        case 2: judge_transaction(net, script.rest(), file); break;
        default: judge_decode(net, script, file);
    }
    return 0;
}
