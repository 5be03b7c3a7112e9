#pragma once
/// What a message consists of, in words: the documentation of a message is made from its struct.

#include <bitpeer/wire/archive.hpp>
#include <bitpeer/wire/format_options.hpp>
#include <bitpeer/wire/limits.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace bitpeer::wire {

/// One field. Fields of a part stand behind its name: `receiver.port`; those of a list's elements
/// behind brackets: `items[].hash`.
struct field_description {
    std::string name;
    std::string type;       ///< `u64`, `hash`, `CompactSize`, `bytes, at most 520`, `list of hash`
    size_bounds size;       ///< in bytes; of a list: with its count and all of its elements
    bool optional = false;  ///< old senders leave it out
};

namespace detail {

/// ", at most 520", ", 4 to 80", or nothing when only the message's size is a limit.
[[nodiscard]] std::string limits_text(std::size_t min, std::size_t max);

template <wire_type T>
[[nodiscard]] std::string type_text();

template <class T>
concept has_type_text = requires {
    T::type_text();
};

template <class T>
[[nodiscard]] std::string integer_text() {
    return (std::is_signed_v<T> ? "i" : "u") + std::to_string(8 * sizeof(T));
}

template <class T>
[[nodiscard]] std::string list_text() {
    using element = typename T::element_type;
    const auto limit = limits_text(0, T::max_count);
    if constexpr (described<element>) {
        return "list" + limit;  // its fields follow
    } else {
        return "list of " + type_text<element>() + limit;
    }
}

template <wire_type T>
std::string type_text() {
    if constexpr (has_type_text<T>) {
        return T::type_text();
    } else if constexpr (open_number<T>) {
        return integer_text<decltype(T::number)>();
    } else if constexpr (std::same_as<T, bool>) {
        return "bool";
    } else if constexpr (std::integral<T>) {
        return integer_text<T>();
    } else if constexpr (std::same_as<T, hash256>) {
        return "hash";
    } else if constexpr (std::same_as<T, port_number>) {
        return "u16, big endian";
    } else if constexpr (std::same_as<T, rest_of_payload>) {
        return "bytes to the end";
    } else if constexpr (is_byte_array<T>) {
        return std::to_string(sizeof(T)) + " bytes";
    } else if constexpr (is_compact<T>) {
        return "CompactSize";
    } else if constexpr (is_var_bytes<T>) {
        return "bytes" + limits_text(T::min_length, T::max_length);
    } else if constexpr (is_var_string<T>) {
        return "text" + limits_text(T::min_length, T::max_length);
    } else if constexpr (is_list<T>) {
        return list_text<T>();
    } else {
        return "structure";
    }
}

}  // namespace detail

/// The archive that writes down the fields that it is shown.
class describer {
public:
    explicit describer(std::vector<field_description>& rows) : rows_(rows) {}

    template <class T>
    void operator()(const char* name, const T& field) {
        const auto path = prefix_ + name;
        if constexpr (detail::is_list<T>) {
            rows_.push_back({path, detail::type_text<T>(), bounds_of<T>(), optional_});
            using element = typename T::element_type;
            if constexpr (described<element>)
                describe_parts(path + "[].", detail::specimen<element>);
        } else if constexpr (described<T>) {
            describe_parts(path + '.', field);
        } else {
            const bool may_be_absent = laid_out_by_hand<T> && bounds_of<T>().min == 0;
            rows_.push_back(
                {path, detail::type_text<T>(), bounds_of<T>(), optional_ || may_be_absent}
            );
        }
    }

    [[nodiscard]] static constexpr int protocol_version() { return described_protocol_version; }
    bool tail() {
        optional_ = true;
        return true;
    }

private:
    template <class T>
    void describe_parts(std::string prefix, const T& part) {
        describer parts(rows_);
        parts.prefix_ = std::move(prefix);
        parts.optional_ = optional_;
        T::fields(part, parts);
    }

    std::vector<field_description>& rows_;
    std::string prefix_;
    bool optional_ = false;
};

/// The fields of a message in the order of the wire; none for an empty one.
template <described M>
[[nodiscard]] std::vector<field_description> describe() {
    std::vector<field_description> rows;
    describer archive(rows);
    M::fields(detail::specimen<M>, archive);
    return rows;
}

}  // namespace bitpeer::wire
