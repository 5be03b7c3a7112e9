#include "report.hpp"

#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <system_error>

namespace bitpeer::tool {

report::report(bool json) : json_(json), terminal_(isatty(STDERR_FILENO) == 1) {}

void report::print(std::string_view text) {
    end_progress();
    if (lost_.empty()) {
        std::fwrite(text.data(), 1, text.size(), stdout);
        std::fputc('\n', stdout);
        // Whoever reads a pipe wants each line when it is true.
        if (std::fflush(stdout) == 0 && std::ferror(stdout) == 0) return;
        lost_ = "cannot write to standard output: " + std::generic_category().message(errno);
    }
    throw output_lost(lost_);
}

void report::event(std::string_view name, const wire::json_object& fields, std::string_view line) {
    if (!json_) {
        if (!line.empty()) print(line);
        return;
    }
    auto text = wire::json_object().field("event", name).text();
    if (const auto rest = fields.text(); rest != "{}") {
        text.back() = ',';
        text += std::string_view(rest).substr(1);
    }
    print(text);
}

void report::object(const wire::json_object& whole, std::string_view line) {
    if (json_) {
        print(whole.text());
    } else if (!line.empty()) {
        print(line);
    }
}

void report::line(std::string_view text) {
    if (!json_) print(text);
}

void report::error(std::string_view code, std::string_view message) {
    if (json_) {
        wire::json_object fields;
        fields.field("code", code).field("message", message);
        try {
            event("error", fields, {});
        } catch (const output_lost&) {  // the verb ends anyhow, and main tells
        }
    } else {
        end_progress();
        std::fprintf(stderr, "bitpeer: %.*s\n", static_cast<int>(message.size()), message.data());
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
