#pragma once
#include <bitpeer/wire/command.hpp>
#include <bitpeer/wire/exchangecoin/filter_type.hpp>
#include <bitpeer/wire/exchangecoin/locator.hpp>

#include <string_view>

namespace bitpeer::wire::exchangecoin {

/// `getcfheaders`: send me up to 2000 headers of version 1 filters that follow. Answered by
/// `cfheaders`; exccd disconnects today.
struct getcfheaders {
    static constexpr command_name command{"getcfheaders"};
    static constexpr std::string_view about{"send me the filter headers that follow"};

    exchangecoin::locator locator;  ///< the blocks whose filter headers the sender has
    filter_type type;

    static constexpr void fields(auto& self, auto& ar) {
        ar("locator", self.locator);
        ar("type", self.type);
    }
    friend bool operator==(const getcfheaders&, const getcfheaders&) = default;
};

}  // namespace bitpeer::wire::exchangecoin
