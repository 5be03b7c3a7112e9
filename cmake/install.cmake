# What `cmake --install` puts where: headers, archives, the CMake package, pkg-config files, the tool.

include(GNUInstallDirs)
include(CMakePackageConfigHelpers)
set(config_dir "${CMAKE_INSTALL_LIBDIR}/cmake/bitpeer")
set(pkgconfig_dir "${CMAKE_INSTALL_LIBDIR}/pkgconfig")

list(TRANSFORM BITPEER_FLOORS PREPEND bitpeer_ OUTPUT_VARIABLE targets)
install(TARGETS ${targets} bitpeer_core bitpeer_bitpeer
    EXPORT bitpeer-targets
    ARCHIVE DESTINATION "${CMAKE_INSTALL_LIBDIR}"
    FILE_SET HEADERS DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}")
install(EXPORT bitpeer-targets NAMESPACE bitpeer:: DESTINATION "${config_dir}")

configure_package_config_file("${PROJECT_SOURCE_DIR}/cmake/bitpeer-config.cmake.in"
    "${PROJECT_BINARY_DIR}/bitpeer-config.cmake" INSTALL_DESTINATION "${config_dir}")
write_basic_package_version_file("${PROJECT_BINARY_DIR}/bitpeer-config-version.cmake"
    COMPATIBILITY SameMajorVersion)
install(FILES
    "${PROJECT_BINARY_DIR}/bitpeer-config.cmake"
    "${PROJECT_BINARY_DIR}/bitpeer-config-version.cmake"
    DESTINATION "${config_dir}")

# bitpeer_pkgconfig(<file> <description> REQUIRES <list> FLOORS <list> CFLAGS <list>)
# The archives are static, so the linker wants them highest first.
function(bitpeer_pkgconfig pc_name pc_description)
    cmake_parse_arguments(PARSE_ARGV 2 pc "" "" "REQUIRES;FLOORS;CFLAGS")
    set(libs "")
    foreach(floor IN LISTS pc_FLOORS)
        get_target_property(type bitpeer_${floor} TYPE)
        if(type STREQUAL "STATIC_LIBRARY")
            list(PREPEND libs -lbitpeer_${floor})
        endif()
    endforeach()
    list(JOIN libs " " pc_libs)
    list(JOIN pc_REQUIRES ", " pc_requires)
    list(JOIN pc_CFLAGS " " pc_cflags)
    # Relative to the file itself, so that a package can be moved.
    file(RELATIVE_PATH relative_prefix "/${pkgconfig_dir}" "/")
    string(REGEX REPLACE "/$" "" relative_prefix "${relative_prefix}")
    configure_file("${PROJECT_SOURCE_DIR}/cmake/bitpeer.pc.in"
        "${PROJECT_BINARY_DIR}/${pc_name}.pc" @ONLY)
    install(FILES "${PROJECT_BINARY_DIR}/${pc_name}.pc" DESTINATION "${pkgconfig_dir}")
endfunction()

# tl::expected is a header in the compiler's own path and has no .pc file. An empty list of archives
# (a floor without bodies yet) is fine.
bitpeer_pkgconfig(bitpeer-core "${PROJECT_DESCRIPTION}: the engine and the simulator, without I/O"
    REQUIRES "libcrypto >= 3.0" libsecp256k1 libsodium
    FLOORS ${BITPEER_PURE_FLOORS})
bitpeer_pkgconfig(bitpeer "${PROJECT_DESCRIPTION}, with its Boost.Asio runtime"
    REQUIRES "bitpeer-core = ${PROJECT_VERSION}"
    FLOORS runtime
    CFLAGS -pthread)

if(TARGET bitpeer_tool)
    install(TARGETS bitpeer_tool RUNTIME DESTINATION "${CMAKE_INSTALL_BINDIR}")
endif()
install(FILES "${PROJECT_SOURCE_DIR}/LICENSE" DESTINATION "${CMAKE_INSTALL_DOCDIR}")
