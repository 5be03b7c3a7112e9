#pragma once
/// Entries of a dialect's list that say since when, and until when, the dialect has a message.

#include <bitpeer/wire/type_list.hpp>

#include <limits>

namespace bitpeer::wire {

/// No protocol version is so new.
inline constexpr int for_ever = std::numeric_limits<int>::max();

/// The message `M`, which the dialect has from protocol version `Since` on, by its own numbers, and
/// up to version `Until`. For messages that another dialect has too, or that were given up; a
/// message whose struct says `since` itself needs no such entry.
template <class M, int Since, int Until = for_ever>
struct gated {};

/// What an entry of a list says: a message, and its gates.
template <class Entry>
struct list_entry {
    using message = Entry;
    static constexpr int since = 0;
    static constexpr int until = for_ever;
};
template <class M, int Since, int Until>
struct list_entry<gated<M, Since, Until>> {
    using message = M;
    static constexpr int since = Since;
    static constexpr int until = Until;
};

/// The messages of a list without their gates.
template <class List>
struct without_gates;
template <class... Entry>
struct without_gates<type_list<Entry...>> {
    using type = type_list<typename list_entry<Entry>::message...>;
};
template <class List>
using messages_of = typename without_gates<List>::type;

}  // namespace bitpeer::wire
