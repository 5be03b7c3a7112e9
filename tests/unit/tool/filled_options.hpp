#pragma once
/// A command line for a verb, without a parser.

#include <tool/verb.hpp>

#include <map>
#include <string>
#include <utility>
#include <vector>

namespace bitpeer::test {

/// Fills what a verb declares from `{"--count", "3"}`; arguments without a name go by theirs:
/// `ADDR`. A flag is set by any value.
class filled_options final : public tool::options {
public:
    explicit filled_options(std::map<std::string, std::string> given) : given_(std::move(given)) {}

    void argument(const char* name, std::string& into, const char* /*help*/) override {
        fill(name, into);
    }
    void optional_argument(const char* name, std::string& into, const char* /*help*/) override {
        fill(name, into);
    }
    void arguments(
        const char* name, std::vector<std::string>& into, const char* /*help*/
    ) override {
        fill(name, into.emplace_back());
    }
    void optional_arguments(
        const char* name, std::vector<std::string>& into, const char* /*help*/
    ) override {
        if (given_.contains(name)) into.push_back(given_.at(name));
    }
    void value(const char* name, std::string& into, const char* /*help*/) override {
        fill(name, into);
    }
    void value(const char* name, std::uint64_t& into, const char* /*help*/) override {
        if (given_.contains(name)) into = std::stoull(given_.at(name));
    }
    void value(const char* name, std::optional<std::uint64_t>& into, const char* /*help*/)
        override {
        if (given_.contains(name)) into = std::stoull(given_.at(name));
    }
    void value(const char* name, double& into, const char* /*help*/) override {
        if (given_.contains(name)) into = std::stod(given_.at(name));
    }
    void flag(const char* name, bool& into, const char* /*help*/) override {
        if (given_.contains(name)) into = true;
    }

private:
    void fill(const char* name, std::string& into) const {
        if (given_.contains(name)) into = given_.at(name);
    }

    std::map<std::string, std::string> given_;
};

/// What one run of a verb came to.
struct finished_run {
    tool::outcome outcome{};
    std::string output;
};

}  // namespace bitpeer::test
