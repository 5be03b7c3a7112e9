#include <bitpeer/base/endian.hpp>
#include <bitpeer/node/capture_core.hpp>
#include <bitpeer/node/capture_format.hpp>
#include <bitpeer/wire/messages/version.hpp>

#include <algorithm>
#include <array>
#include <chrono>
#include <iterator>
#include <utility>

namespace bitpeer::capture {

namespace {

using std::chrono::microseconds;

constexpr std::size_t command_offset = sizeof(std::int64_t);
constexpr std::size_t length_offset = command_offset + wire::command_name::length;
constexpr std::size_t header_size = length_offset + sizeof(std::uint32_t);

constexpr auto microseconds_max = std::chrono::duration_cast<microseconds>(time_max).count();

}  // namespace

void append_core(bytes& out, instant when, const message& what) {
    std::array<std::uint8_t, header_size> header{};
    store_le(header.data(), std::int64_t{std::chrono::floor<microseconds>(when.unix_time).count()});
    std::ranges::copy(what.command.padded(), header.begin() + command_offset);
    store_le(header.data() + length_offset, static_cast<std::uint32_t>(what.payload.size()));
    out.insert(out.end(), header.begin(), header.end());
    const auto payload = what.payload.view();
    out.insert(out.end(), payload.begin(), payload.end());
}

result<core_messages, error> read_core(const shared_bytes& file, way which) {
    core_messages found;
    std::size_t offset = 0;
    while (offset < file.size()) {
        const auto left = file.size() - offset;
        if (left < header_size) break;
        const byte_view header = file.view().subspan(offset, header_size);
        const auto command = header.subspan<command_offset, wire::command_name::length>();
        const auto name = wire::command_name::from_wire(command);
        const auto time = load_le<std::int64_t>(header.data());
        if (!name || time < 0 || time > microseconds_max) {
            return failed(error{errc::malformed_record, offset});
        }
        const auto length = load_le<std::uint32_t>(header.data() + length_offset);
        if (length > body_max) return failed(error{errc::record_too_long, offset});
        if (left - header_size < length) break;
        const duration when = microseconds(time);
        message what{.way = which, .command = *name};
        what.payload = file.slice(offset + header_size, length);
        found.records.push_back({{when, when}, std::move(what)});
        offset += header_size + length;
    }
    if (offset < file.size()) found.cut_off = offset;
    return found;
}

recording join_core(core_messages received, core_messages written, const network& net) {
    recording whole;
    whole.has_verdicts = false;
    whole.cut_off = received.cut_off ? received.cut_off : written.cut_off;
    whole.opening.network = net.name;
    whole.opening.magic = net.magic;
    whole.opening.software = "Bitcoin Core's message capture";
    auto& all = whole.records;
    // At the same microsecond what was said comes first: it may be the answer's question.
    std::ranges::move(written.records, std::back_inserter(all));
    std::ranges::move(received.records, std::back_inserter(all));
    std::ranges::stable_sort(all, {}, &record::when);
    if (!all.empty()) whole.opening.started = all.front().when;
    for (const auto& one : all) {
        const auto& what = std::get<message>(one.what);
        if (what.command != wire::version::command) continue;
        const bool ours = what.way == way::written;
        whole.opening.who_dialled = ours ? direction::outbound : direction::inbound;
        break;
    }
    return whole;
}

}  // namespace bitpeer::capture
