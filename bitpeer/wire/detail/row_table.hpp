#pragma once
/// The table of a dialect, made from its list of messages. Included by the dialects' bodies only.

#include <bitpeer/wire/annotator.hpp>
#include <bitpeer/wire/codec.hpp>
#include <bitpeer/wire/describer.hpp>
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

template <message_type M>
result<std::string, error> payload_to_json(byte_view payload, format_options options) {
    return decode<M>(payload, options).map([](const M& value) { return to_json(value); });
}

template <message_type M>
constexpr row make_row() {
    return {
        .type = message_type_id::of<M>(),
        .command = M::command,
        .v2_id = v2_id_of<M>(),
        .since = first_version<M>(),
        .when = phase_of<M>(),
        .exact = exact_by_rule<M>(),
        .max_payload = max_payload<M>(),
        .about = M::about,
        .check = &check<M>,
        .to_json = &payload_to_json<M>,
        .annotate = &annotate<M>,
        .describe = &describe<M>,
    };
}

/// The rows of a list, sorted by command.
template <message_type... M>
constexpr auto make_rows(type_list<M...> /*messages*/) {
    std::array<row, sizeof...(M)> rows{make_row<M>()...};
    std::sort(rows.begin(), rows.end(), [](const row& left, const row& right) {
        return left.command < right.command;
    });
    return rows;
}

/// Two messages of one dialect must not share a command, nor a short id.
template <std::size_t N>
constexpr bool all_distinct(const std::array<row, N>& rows) {
    for (std::size_t i = 0; i < N; ++i) {
        for (std::size_t j = i + 1; j < N; ++j) {
            if (rows[i].command == rows[j].command) return false;
            if (rows[i].v2_id != short_id{} && rows[i].v2_id == rows[j].v2_id) return false;
        }
    }
    return true;
}

}  // namespace bitpeer::wire::detail
