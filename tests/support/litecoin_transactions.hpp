#pragma once
/// One transaction in the forms that Litecoin has for it, in hexadecimal.

#include <string>

namespace bitpeer::test::litecoin_forms {

inline const std::string version_field = "02000000";
inline const std::string inputs =
    "01000000000000000000000000000000000000000000000000000000000000000000000000"
    "00ffffffff";
inline const std::string outputs = "0101000000000000000151";
inline const std::string witness_stack = "01023344";
inline const std::string lock_time = "0a000000";
inline const std::string mweb = "01deadbeef00112233";  // a part that is there, whatever it says

inline const std::string plain = version_field + inputs + outputs + lock_time;
inline const std::string with_mweb = version_field + "0008" + inputs + outputs + mweb + lock_time;
inline const std::string with_both =
    version_field + "0009" + inputs + outputs + witness_stack + mweb + lock_time;
inline const std::string witness_only =
    version_field + "0001" + inputs + outputs + witness_stack + lock_time;
inline const std::string hogex = version_field + "0008" + inputs + outputs + "00" + lock_time;

}  // namespace bitpeer::test::litecoin_forms
