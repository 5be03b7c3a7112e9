#pragma once
/// Which bytes of a payload are which field.

#include <bitpeer/wire/archive.hpp>
#include <bitpeer/wire/codec.hpp>
#include <bitpeer/wire/json_writer.hpp>
#include <bitpeer/wire/reader.hpp>

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

namespace bitpeer::wire {

/// One run of bytes with a meaning. The runs of a payload follow each other without a gap.
struct annotation {
    std::size_t offset = 0;  ///< from the payload's start
    std::size_t size = 0;
    std::string field;  ///< `receiver.port`, `items[3].hash`, `items` for a list's count
    std::string value;  ///< as in JSON
};

/// The archive that reads a payload and notes where each field lies.
class annotator {
public:
    annotator(reader& in, std::vector<annotation>& notes) : in_(in), notes_(notes) {}

    template <class T>
    void operator()(const char* name, T& field) {
        const std::string path = prefix_ + name;
        if constexpr (detail::is_list<T>) {
            note_list(path, field);
        } else {
            note(path, field);
        }
    }

    [[nodiscard]] int protocol_version() const { return in_.protocol_version(); }
    [[nodiscard]] bool tail() const { return in_.tail(); }

private:
    template <class T>
    void note(const std::string& path, T& field) {
        if constexpr (described<T> && !laid_out_by_hand<T>) {
            const auto outer = std::exchange(prefix_, path + '.');
            T::fields(field, *this);
            prefix_ = outer;
        } else {
            const auto start = in_.offset();
            in_.read(field);
            if (in_.ok()) add(start, path, to_json(field));
        }
    }

    template <class T, std::size_t Max, class Allocator>
    void note_list(const std::string& path, list<T, Max, Allocator>& /*field*/) {
        const auto start = in_.offset();
        const auto count = in_.compact_length(Max, errc::count_above_limit);
        if (in_.ok()) add(start, path, std::to_string(count));
        for (std::size_t i = 0; i < count && in_.ok(); ++i) {
            T element{};
            note(path + '[' + std::to_string(i) + ']', element);
        }
    }

    void add(std::size_t start, std::string path, std::string value) {
        notes_.push_back({start, in_.offset() - start, std::move(path), std::move(value)});
    }

    reader& in_;
    std::vector<annotation>& notes_;
    std::string prefix_;
};

/// All of `payload`, run by run. Bytes behind the last field, and those from the first field that
/// cannot be read, make one last run without a field.
template <message_type M>
[[nodiscard]] std::vector<annotation> annotate(byte_view payload, format_options options = {}) {
    std::vector<annotation> notes;
    reader in(payload, options);
    annotator archive(in, notes);
    M value{};
    M::fields(value, archive);
    const auto end = notes.empty() ? 0 : notes.back().offset + notes.back().size;
    if (end < payload.size()) {
        const auto why = in.failure() ? in.failure()->message() : "behind the last field";
        notes.push_back({end, payload.size() - end, {}, why});
    }
    return notes;
}

}  // namespace bitpeer::wire
