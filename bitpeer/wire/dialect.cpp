#include <bitpeer/wire/dialect.hpp>

#include <algorithm>

namespace bitpeer::wire {

error missing_message(command_name command, int since, int until, int protocol_version) {
    error missing;
    missing.code = errc::not_in_protocol_version;
    missing.command = command;
    missing.actual = static_cast<std::uint64_t>(protocol_version);
    missing.allowed = static_cast<std::uint64_t>(protocol_version < since ? since : until);
    return missing;
}

const row* message_rows::find(command_name command) const {
    if (index_ == nullptr) return nullptr;
    for (auto place = command.bucket(); index_->places[place] != row_index::none; ++place) {
        const auto& found = rows_[index_->places[place]];
        if (found.command == command) return &found;
    }
    return nullptr;
}

const row* message_rows::find(short_id id) const {
    if (index_ == nullptr) return nullptr;
    const auto place = index_->by_short_id[id.number];
    return place != row_index::none ? &rows_[place] : nullptr;
}

void dialect::frame_digests(std::span<const byte_view> payloads, std::span<hash256> digests) const {
    if (frame_digest_each != nullptr) return frame_digest_each(payloads, digests);
    std::ranges::transform(payloads, digests.begin(), frame_digest);
}

const row* dialect::find(command_name command) const { return rows.find(command); }

const row* dialect::find(short_id id) const { return rows.find(id); }

const row* dialect::find(message_type_id type) const {
    const auto place = std::ranges::find(rows, type, &row::type);
    return place != rows.end() ? &*place : nullptr;
}

}  // namespace bitpeer::wire
