# How this project's code is compiled. Nothing here reaches a user's own targets.

if(PROJECT_IS_TOP_LEVEL)
    set(CMAKE_CXX_EXTENSIONS OFF)
    if(NOT CMAKE_CXX_COMPILER_LAUNCHER)
        find_program(BITPEER_CCACHE ccache)
        if(BITPEER_CCACHE)
            # What one checkout has compiled serves another, wherever it lies.
            set(CMAKE_CXX_COMPILER_LAUNCHER "${CMAKE_COMMAND}" -E env
                "CCACHE_BASEDIR=${PROJECT_SOURCE_DIR}" CCACHE_NOHASHDIR=1 "${BITPEER_CCACHE}")
        endif()
    endif()
endif()

# Sanitizers change the ABI of standard containers, so all code of a build has them or none.
if(BITPEER_SANITIZE)
    list(JOIN BITPEER_SANITIZE "," sanitizers)
    set(sanitize "-fsanitize=${sanitizers}")
    if("undefined" IN_LIST BITPEER_SANITIZE)
        list(APPEND sanitize -fno-sanitize-recover=undefined)
        if(CMAKE_CXX_COMPILER_ID MATCHES "Clang")
            # Calls through a table of type-erased functions are well-formed here, yet Clang 14
            # needs run-time type information of both sides to see it.
            list(APPEND sanitize -fno-sanitize=function)
        endif()
    endif()
    add_compile_options(${sanitize} -fno-omit-frame-pointer)
    add_compile_definitions(_GLIBCXX_ASSERTIONS)
    add_link_options(${sanitize})
endif()
if(BITPEER_BUILD_FUZZ)
    if(NOT CMAKE_CXX_COMPILER_ID MATCHES "Clang")
        message(FATAL_ERROR "BITPEER_BUILD_FUZZ needs Clang: libFuzzer comes with it")
    endif()
    add_compile_options(-fsanitize=fuzzer-no-link)
endif()

# bitpeer_compile_options(<target>): the warnings that our own code is held to.
function(bitpeer_compile_options target)
    target_compile_features(${target} PRIVATE cxx_std_20)
    set_target_properties(${target} PROPERTIES CXX_EXTENSIONS OFF)
    target_compile_options(${target} PRIVATE
        -Wall -Wextra -Wpedantic -Wconversion -Wshadow $<$<BOOL:${BITPEER_WERROR}>:-Werror>)
endfunction()
