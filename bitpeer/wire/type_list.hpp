#pragma once
/// A list of types: the messages of a dialect.

#include <concepts>
#include <cstddef>

namespace bitpeer::wire {

template <class... T>
struct type_list {
    static constexpr std::size_t size = sizeof...(T);
};

/// The first list, then these types: `append<bitcoin_messages, my_message>`.
template <class List, class... Added>
struct append_types;
template <class... T, class... Added>
struct append_types<type_list<T...>, Added...> {
    using type = type_list<T..., Added...>;
};
template <class List, class... Added>
using append = typename append_types<List, Added...>::type;

/// Whether a type is in a list.
template <class List, class T>
inline constexpr bool is_in = false;
template <class... T, class Sought>
inline constexpr bool is_in<type_list<T...>, Sought> = (std::same_as<T, Sought> || ...);

/// The first list, then what the others have besides; each type once.
template <class First, class... Others>
struct merge_lists {
    using type = First;
};
template <class... T, class... Others>
struct merge_lists<type_list<T...>, type_list<>, Others...>
    : merge_lists<type_list<T...>, Others...> {};
template <class... T, class Next, class... Rest, class... Others>
    requires is_in<type_list<T...>, Next>
struct merge_lists<type_list<T...>, type_list<Next, Rest...>, Others...>
    : merge_lists<type_list<T...>, type_list<Rest...>, Others...> {
};
template <class... T, class Next, class... Rest, class... Others>
    requires(!is_in<type_list<T...>, Next>)
struct merge_lists<type_list<T...>, type_list<Next, Rest...>, Others...>
    : merge_lists<type_list<T..., Next>, type_list<Rest...>, Others...> {};
template <class First, class... Others>
using merged = typename merge_lists<First, Others...>::type;

/// `List` with `Old` swapped for `New`, as dialects do whose `tx` has another layout.
template <class List, class Old, class New>
struct replace_type;
template <class A, class B, class IfSame, class IfNot>
struct choose_type {
    using type = IfNot;
};
template <class A, class IfSame, class IfNot>
struct choose_type<A, A, IfSame, IfNot> {
    using type = IfSame;
};
template <class... T, class Old, class New>
struct replace_type<type_list<T...>, Old, New> {
    using type = type_list<typename choose_type<T, Old, New, T>::type...>;
};
template <class List, class Old, class New>
using replace = typename replace_type<List, Old, New>::type;

}  // namespace bitpeer::wire
