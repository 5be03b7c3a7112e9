#pragma once
/// How often an operation may ask for memory: what the tables of these tests consist of.

#include <tests/support/allocation_count.hpp>

#include <cstddef>
#include <functional>
#include <ostream>
#include <string>

namespace bitpeer::test {

struct operation {
    const char* name;
    std::size_t allocations;  ///< of one run
    std::function<void()> run;

    friend void PrintTo(const operation& of, std::ostream* out) { *out << of.name; }
};

[[nodiscard]] inline std::size_t allocations_of(const std::function<void()>& run) {
    const auto before = allocation_count();
    run();
    return allocation_count() - before;
}

/// The operation's name as a test's.
struct named_operation {
    template <class Info>
    std::string operator()(const Info& tested) const {
        return tested.param.name;
    }
};

/// Keeps a result from being optimised away, and what made it.
template <class T>
void use(const T& value) {
    asm volatile("" : : "g"(&value) : "memory");
}

}  // namespace bitpeer::test
