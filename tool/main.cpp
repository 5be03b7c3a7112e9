/// `bitpeer VERB`: finds the verb, reads its arguments, runs it.

#include <bitpeer/params/networks.hpp>

#include "verb.hpp"
#include <CLI/CLI.hpp>

#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <string>

namespace {

using namespace bitpeer;

/// The only place that knows the parser.
class parser_options final : public tool::options {
public:
    explicit parser_options(CLI::App& app) : app_(app) {}

    void argument(const char* name, std::string& into, const char* help) override {
        app_.add_option(name, into, help)->required();
    }
    void optional_argument(const char* name, std::string& into, const char* help) override {
        app_.add_option(name, into, help);
    }
    void arguments(const char* name, std::vector<std::string>& into, const char* help) override {
        app_.add_option(name, into, help)->required();
    }
    void optional_arguments(const char* name, std::vector<std::string>& into, const char* help)
        override {
        app_.add_option(name, into, help);
    }
    void value(const char* name, std::string& into, const char* help) override {
        app_.add_option(name, into, help);
    }
    void value(const char* name, std::uint64_t& into, const char* help) override {
        app_.add_option(name, into, help);
    }
    void value(const char* name, std::optional<std::uint64_t>& into, const char* help) override {
        app_.add_option(name, into, help);
    }
    void value(const char* name, double& into, const char* help) override {
        app_.add_option(name, into, help);
    }
    void flag(const char* name, bool& into, const char* help) override {
        app_.add_flag(name, into, help);
    }

private:
    CLI::App& app_;
};

struct shared_arguments {
    std::string network = "bitcoin";
    bool json = false;
};

int run(tool::verb& chosen, const shared_arguments& given) {
    tool::report out(given.json);
    const auto* known = networks::find(given.network);
    if (known == nullptr) {
        out.error(
            "unknown_network",
            "no network is called '" + given.network + "'; `bitpeer networks` lists them"
        );
        return static_cast<int>(tool::outcome::wrong_usage);
    }
    auto end = tool::outcome::remote_failed;
    try {
        end = chosen.run({*known, out});
    } catch (const tool::output_lost&) {      // told below
    } catch (const std::exception& thrown) {  // the system refused what every verb needs
        out.error("system_error", thrown.what());
    }
    if (out.lost().empty()) return static_cast<int>(end);
    std::fprintf(stderr, "bitpeer: %s\n", out.lost().c_str());
    return static_cast<int>(tool::outcome::remote_failed);
}

}  // namespace

int main(int argc, char** argv) {
    // A pipe that is closed is a write error, not the end of the process.
    std::signal(SIGPIPE, SIG_IGN);
    std::signal(SIGXFSZ, SIG_IGN);  // and so is a limit on the size of files

    CLI::App app("Speak Bitcoin's peer-to-peer protocol.", "bitpeer");
    app.require_subcommand(1);
    app.set_version_flag("--version", "bitpeer 0.1.0");
    app.footer(
        "Exit codes: 0 done, 1 the remote failed or refused, or output was lost, 2 wrong usage."
    );

    shared_arguments given;
    for (const auto& verb : tool::verbs()) {
        auto* command = app.add_subcommand(std::string(verb->name()), std::string(verb->about()));
        command
            ->add_option("--network", given.network, "which network; `bitpeer networks` lists them")
            ->capture_default_str();
        command->add_flag("--json", given.json, "one JSON object per line");
        parser_options taken(*command);
        verb->declare(taken);
    }

    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return app.exit(error) == 0 ? 0 : static_cast<int>(tool::outcome::wrong_usage);
    }
    for (const auto& verb : tool::verbs()) {
        if (app.got_subcommand(std::string(verb->name()))) return run(*verb, given);
    }
    return static_cast<int>(tool::outcome::wrong_usage);
}
