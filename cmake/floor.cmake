# bitpeer_floor(<name> [DEPENDS <lower floor>...] [PUBLIC <library>...] [PRIVATE <library>...])
#
# Makes the target bitpeer_<name>, also named bitpeer::<name>, from the folder bitpeer/<name>/. It
# sees the floors it depends on and what those see; linking to a higher one is impossible because it
# does not exist yet. A floor of headers only becomes an interface library.
function(bitpeer_floor name)
    cmake_parse_arguments(PARSE_ARGV 1 floor "" "" "DEPENDS;PUBLIC;PRIVATE")
    set(target bitpeer_${name})
    set(folder "${PROJECT_SOURCE_DIR}/bitpeer/${name}")
    file(GLOB_RECURSE sources CONFIGURE_DEPENDS "${folder}/*.cpp")
    file(GLOB_RECURSE headers CONFIGURE_DEPENDS "${folder}/*.hpp")
    # What lies in detail/ is not for users: neither installed nor promised to stand alone.
    list(FILTER headers EXCLUDE REGEX "/detail/")

    if(sources)
        add_library(${target} STATIC ${sources})
        set(visible PUBLIC)
        bitpeer_compile_options(${target})
        target_link_libraries(${target} PRIVATE ${floor_PRIVATE})
    else()
        add_library(${target} INTERFACE)
        set(visible INTERFACE)
    endif()
    add_library(bitpeer::${name} ALIAS ${target})
    set_target_properties(${target} PROPERTIES
        EXPORT_NAME ${name} VERIFY_INTERFACE_HEADER_SETS ${PROJECT_IS_TOP_LEVEL})

    list(TRANSFORM floor_DEPENDS PREPEND bitpeer::)
    target_link_libraries(${target} ${visible} ${floor_DEPENDS} ${floor_PUBLIC})
    target_compile_features(${target} ${visible} cxx_std_20)
    # An empty set still brings the include path and keeps the install rules the same for all.
    target_sources(${target} ${visible}
        FILE_SET HEADERS BASE_DIRS "${PROJECT_SOURCE_DIR}" FILES ${headers})
endfunction()
