#pragma once
/// How a verb says which arguments it takes, without knowing who parses them.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace bitpeer::tool {

/// Collects the arguments of one verb. What is declared is filled before the verb runs.
class options {
public:
    virtual ~options() = default;

    /// An argument without a name: `ADDR`.
    virtual void argument(const char* name, std::string& into, const char* help) = 0;
    virtual void optional_argument(const char* name, std::string& into, const char* help) = 0;
    virtual void arguments(const char* name, std::vector<std::string>& into, const char* help) = 0;

    /// `--name VALUE`. The help names the default.
    virtual void value(const char* name, std::string& into, const char* help) = 0;
    virtual void value(const char* name, std::uint64_t& into, const char* help) = 0;
    virtual void value(const char* name, std::optional<std::uint64_t>& into, const char* help) = 0;
    virtual void value(const char* name, double& into, const char* help) = 0;

    /// `--name`.
    virtual void flag(const char* name, bool& into, const char* help) = 0;

    /// Arguments without a name, any number of them or none.
    virtual void optional_arguments(
        const char* name, std::vector<std::string>& into, const char* help
    ) = 0;
};

}  // namespace bitpeer::tool
