#include "report.hpp"

#include <unistd.h>

namespace bitpeer::tool {

report::report(bool json) : json_(json), terminal_(isatty(STDERR_FILENO) == 1) {}

void report::print(std::FILE* to, std::string_view text) {
    end_progress();
    std::fwrite(text.data(), 1, text.size(), to);
    std::fputc('\n', to);
    std::fflush(to);  // whoever reads a pipe wants each line when it is true
}

void report::event(std::string_view name, const wire::json_object& fields, std::string_view line) {
    if (!json_) {
        if (!line.empty()) print(stdout, line);
        return;
    }
    auto text = wire::json_object().field("event", name).text();
    if (const auto rest = fields.text(); rest != "{}") {
        text.back() = ',';
        text += std::string_view(rest).substr(1);
    }
    print(stdout, text);
}

void report::object(const wire::json_object& whole, std::string_view line) {
    if (json_) {
        print(stdout, whole.text());
    } else if (!line.empty()) {
        print(stdout, line);
    }
}

void report::line(std::string_view text) {
    if (!json_) print(stdout, text);
}

void report::error(std::string_view code, std::string_view message) {
    if (json_) {
        wire::json_object fields;
        fields.field("code", code).field("message", message);
        event("error", fields, {});
    } else {
        print(stderr, "bitpeer: " + std::string(message));
    }
}

void report::progress(std::string_view text) {
    if (!terminal_) return;
    std::fprintf(stderr, "\r\x1b[K%.*s", static_cast<int>(text.size()), text.data());
    std::fflush(stderr);
    progress_shown_ = true;
}

void report::end_progress() {
    if (!progress_shown_) return;
    std::fputs("\r\x1b[K", stderr);
    progress_shown_ = false;
}

}  // namespace bitpeer::tool
