"""scripts/check_floors finds what it is there to find, shown on small trees that break one rule."""
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

CHECK = Path(__file__).resolve().parents[2] / "scripts" / "check_floors"
HEADER = "#pragma once\n"


def faults_in(files):
    """The output lines of check_floors for a tree of {path: content}."""
    with tempfile.TemporaryDirectory() as folder:
        for name, content in files.items():
            path = Path(folder) / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(content)
        table = CHECK.with_name("floors.toml").read_text()
        # Excuses name files of the real tree, which are not in this one.
        table = table[: table.index("[long_files]")] + "[long_files]\n"
        (Path(folder) / "floors.toml").write_text(table)
        run = subprocess.run(
            [sys.executable, CHECK, "--root", folder, "--table", Path(folder) / "floors.toml"],
            capture_output=True, text=True)
        lines = run.stdout.splitlines()
        assert run.returncode == (1 if lines else 0), run.stderr
        return lines


class Floors(unittest.TestCase):
    def accepts(self, path, content):
        self.assertEqual(faults_in({path: content}), [])

    def refuses(self, path, content, why):
        faults = faults_in({path: content})
        self.assertEqual(len(faults), 1, faults)
        self.assertTrue(faults[0].startswith(f"{path}:"), faults)
        self.assertIn(why, faults[0])

    def test_lower_floors_may_be_seen(self):
        self.accepts("bitpeer/engine/a.cpp", "#include <bitpeer/transport/b.hpp>\n#include <vector>\n")
        self.accepts("bitpeer/engine/a.cpp", "#include <bitpeer/base/b.hpp>\n")
        self.accepts("tool/a.cpp", "#include <CLI/CLI.hpp>\n#include <bitpeer/runtime/b.hpp>\n")

    def test_higher_floors_may_not(self):
        self.refuses("bitpeer/wire/a.cpp", "#include <bitpeer/engine/b.hpp>\n", "must not see engine")
        self.refuses("bitpeer/wire/a.cpp", "\n#  include  <bitpeer/params/b.hpp>\n", "must not see params")
        self.refuses("bitpeer/base/a.cpp", "#include <tool/b.hpp>\n", "must not see the tool")

    def test_the_two_shells_are_blind_to_each_other(self):
        self.refuses("bitpeer/sim/a.cpp", "#include <bitpeer/runtime/b.hpp>\n", "must not see runtime")
        self.refuses("bitpeer/runtime/a.cpp", "#include <bitpeer/sim/b.hpp>\n", "must not see sim")

    def test_quotes_are_no_way_round(self):
        self.refuses("bitpeer/wire/a.cpp", '#include "../engine/b.hpp"\n', "instead of")

    def test_libraries_have_their_place(self):
        self.accepts("bitpeer/runtime/a.hpp", HEADER + "#include <boost/asio/post.hpp>\n")
        self.refuses("bitpeer/engine/a.cpp", "#include <boost/asio/post.hpp>\n", "must not see boost")
        self.refuses("bitpeer/sim/a.cpp", "#include <boost/pfr.hpp>\n", "must not see boost")
        self.refuses("bitpeer/engine/a.cpp", "#include <openssl/evp.h>\n", "must not see openssl")
        self.refuses("bitpeer/runtime/a.cpp", "#include <spdlog/spdlog.h>\n", "must not see spdlog")
        self.refuses("bitpeer/node/a.cpp", "#include <fmt/core.h>\n", "must not see fmt")

    def test_crypto_libraries_stay_in_bodies(self):
        self.accepts("bitpeer/crypto/a.cpp", "#include <openssl/evp.h>\n#include <secp256k1_ecdh.h>\n")
        self.refuses("bitpeer/crypto/a.hpp", HEADER + "#include <openssl/evp.h>\n", "headers of crypto")
        self.refuses("bitpeer/crypto/a.hpp", HEADER + "#include <secp256k1.h>\n", "headers of crypto")
        for header in ("sodium.h", "sodium/crypto_generichash_blake2b.h"):
            self.accepts("bitpeer/crypto/a.cpp", f"#include <{header}>\n")
            self.refuses("bitpeer/crypto/a.hpp", HEADER + f"#include <{header}>\n", "headers of crypto")
            self.refuses("bitpeer/wire/a.cpp", f"#include <{header}>\n", "must not see sodium")

    def test_pure_floors_see_no_clock_thread_or_file(self):
        for header in ("thread", "mutex", "condition_variable", "iostream", "fstream", "random", "sys/socket.h"):
            for floor in ("base", "engine", "sim"):
                self.refuses(f"bitpeer/{floor}/a.cpp", f"#include <{header}>\n", "is pure")
            self.accepts("bitpeer/runtime/a.cpp", f"#include <{header}>\n")

    def test_detail_is_private_and_not_installed(self):
        inner = "#include <bitpeer/wire/detail/b.hpp>\n"
        self.accepts("bitpeer/wire/a.cpp", inner)
        self.accepts("bitpeer/wire/detail/a.hpp", HEADER + inner)
        self.refuses("bitpeer/wire/a.hpp", HEADER + inner, "not installed")
        self.refuses("bitpeer/engine/a.cpp", inner, "belongs to wire")

    def test_each_folder_is_a_floor(self):
        self.assertEqual(
            faults_in({"bitpeer/stuff/a.cpp": ""}), ["bitpeer/stuff: no such floor in the table"])

    def test_names_say_something(self):
        self.accepts("bitpeer/node/address_manager.hpp", HEADER)
        self.accepts("bitpeer/node/commonwealth.hpp", HEADER)
        for name in ("util", "string_utils", "test_helper", "peer_manager", "common_types", "misc"):
            self.refuses(f"tests/support/{name}.hpp", HEADER, "does not say")

    def test_headers_start_with_pragma_once(self):
        self.refuses("bitpeer/base/a.hpp", "// words first\n#pragma once\n", "#pragma once")
        self.refuses("bitpeer/base/a.hpp", "", "#pragma once")

    def test_files_stay_short(self):
        self.accepts("bitpeer/base/a.cpp", "\n" * 400)
        self.refuses("bitpeer/base/a.cpp", "\n" * 401, "401 lines")
        self.refuses("examples/a.cpp", "\n" * 61, "61 lines")


if __name__ == "__main__":
    unittest.main()
