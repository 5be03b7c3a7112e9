#pragma once
/// The table of a dialect, made from its list of messages. Included by the dialects' bodies only.

#include <bitpeer/wire/annotator.hpp>
#include <bitpeer/wire/codec.hpp>
#include <bitpeer/wire/describer.hpp>
#include <bitpeer/wire/dialect.hpp>
#include <bitpeer/wire/gated.hpp>
#include <bitpeer/wire/json_writer.hpp>
#include <bitpeer/wire/limits.hpp>
#include <bitpeer/wire/row.hpp>
#include <bitpeer/wire/type_list.hpp>

#include <algorithm>
#include <array>
#include <cstddef>

namespace bitpeer::wire::detail {

template <message_type M>
constexpr short_id v2_id_of() {
    if constexpr (requires { M::v2_id; }) {
        return M::v2_id;
    } else {
        return {};
    }
}

template <message_type M>
constexpr phase phase_of() {
    if constexpr (requires { M::when; }) {
        return M::when;
    } else {
        return phase::running;
    }
}

/// Whether a list entry's own gates are open; the row says the same for its callers.
template <class Entry>
constexpr bool open_at(const format_options& options) {
    using entry = list_entry<Entry>;
    return options.protocol_version >= entry::since && options.protocol_version <= entry::until;
}

template <class Entry>
error closed_at(const format_options& options) {
    using entry = list_entry<Entry>;
    return missing_message(
        entry::message::command, entry::since, entry::until, options.protocol_version
    );
}

template <class Entry>
result<std::size_t, error> gated_check(byte_view payload, format_options options) {
    if (!open_at<Entry>(options)) return failed(closed_at<Entry>(options));
    return check<typename list_entry<Entry>::message>(payload, options);
}

template <class Entry>
result<std::string, error> payload_to_json(byte_view payload, format_options options) {
    using message = typename list_entry<Entry>::message;
    if (!open_at<Entry>(options)) return failed(closed_at<Entry>(options));
    return decode<message>(payload, options).map([](const message& value) {
        return to_json(value);
    });
}

/// What a struct says of its first version counts by Bitcoin's numbers.
template <class Entry>
constexpr row make_row(numbering versions) {
    using M = typename list_entry<Entry>::message;
    const bool bitcoins = versions == numbering::bitcoin;
    return {
        .type = message_type_id::of<M>(),
        .command = M::command,
        .v2_id = v2_id_of<M>(),
        .since = std::max(bitcoins ? first_version<M>() : 0, list_entry<Entry>::since),
        .until = list_entry<Entry>::until,
        .when = phase_of<M>(),
        .exact = exact_by_rule<M>(),
        .max_payload = max_payload<M>(),
        .about = M::about,
        .check = &gated_check<Entry>,
        .to_json = &payload_to_json<Entry>,
        .annotate = &annotate<M>,
        .describe = &describe<M>,
    };
}

/// The rows of a dialect, and where each is by its command's bucket: there or in the places behind.
template <std::size_t N>
struct row_table {
    static_assert(N < row_index::none, "one byte names a row");

    std::array<row, N> rows;
    row_index index;

    /// Of one that lives as long as the dialect.
    constexpr operator message_rows() const { return {rows, index}; }  // NOLINT: a view of it
};

/// The rows of a list, sorted by command, for a dialect that counts its versions so.
template <class... Entry>
constexpr auto make_rows(
    type_list<Entry...> /*messages*/, numbering versions = numbering::bitcoin
) {
    row_table<sizeof...(Entry)> made{{make_row<Entry>(versions)...}, {}};
    std::sort(made.rows.begin(), made.rows.end(), [](const row& left, const row& right) {
        return left.command < right.command;
    });
    for (std::size_t i = 0; i < made.rows.size(); ++i) {
        auto place = made.rows[i].command.bucket();
        while (made.index.places[place] != row_index::none) ++place;
        made.index.places[place] = static_cast<std::uint8_t>(i);
        const auto id = made.rows[i].v2_id;
        if (id != short_id{}) made.index.by_short_id[id.number] = static_cast<std::uint8_t>(i);
    }
    return made;
}

/// Two messages of one dialect must not share a command, nor a short id.
template <std::size_t N>
constexpr bool all_distinct(const row_table<N>& table) {
    const auto& rows = table.rows;
    for (std::size_t i = 0; i < N; ++i) {
        for (std::size_t j = i + 1; j < N; ++j) {
            if (rows[i].command == rows[j].command) return false;
            if (rows[i].v2_id != short_id{} && rows[i].v2_id == rows[j].v2_id) return false;
        }
    }
    return true;
}

}  // namespace bitpeer::wire::detail
