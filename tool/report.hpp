#pragma once
/// What a verb tells: one JSON object per line for programs, or lines for people.

#include <bitpeer/wire/json_writer.hpp>

#include <stdexcept>
#include <string>
#include <string_view>

namespace bitpeer::tool {

/// Standard output takes no more: the disk is full, or whoever read the pipe has left.
class output_lost : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

/// Standard output is for results, in the order in which they happened; standard error for
/// progress, and only while it is a terminal. A result that cannot be written throws `output_lost`:
/// no verb goes on then, and none says that it is done.
class report {
public:
    explicit report(bool json);

    [[nodiscard]] bool json() const { return json_; }

    /// One event. `fields` are its members behind `"event"`; `line` is the same for people, and may
    /// be empty when they need not know.
    void event(std::string_view name, const wire::json_object& fields, std::string_view line);

    /// A line for people only.
    void line(std::string_view text);

    /// A JSON object that has its `"event"` already, and the same for people.
    void object(const wire::json_object& whole, std::string_view line);

    /// The verb failed: `{"event":"error",…}`, or a line on standard error.
    void error(std::string_view code, std::string_view message);

    /// Why standard output takes no more, if so: also when somebody caught the exception.
    [[nodiscard]] const std::string& lost() const { return lost_; }

    /// How far a long job is: replaces what it said before.
    void progress(std::string_view text);

private:
    void end_progress();
    void print(std::string_view text);

    bool json_;
    bool progress_shown_ = false;
    bool terminal_;
    std::string lost_;
};

}  // namespace bitpeer::tool
