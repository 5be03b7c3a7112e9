"""scripts/check_purity finds what it is there to find, shown on small archives that break one rule."""
import os
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

CHECK = Path(__file__).resolve().parents[2] / "scripts" / "check_purity"


def faults_in(code):
    """The output lines of check_purity for an archive with this one object."""
    with tempfile.TemporaryDirectory() as folder:
        source, archive = Path(folder) / "a.cpp", Path(folder) / "a.a"
        source.write_text(code)
        compiler = os.environ.get("CXX", "c++")
        subprocess.run(
            [compiler, "-std=c++20", "-O1", "-c", source, "-o", Path(folder) / "a.o"], check=True)
        subprocess.run(["ar", "rc", archive, Path(folder) / "a.o"], check=True)
        run = subprocess.run([sys.executable, CHECK, archive], capture_output=True, text=True)
        lines = run.stdout.splitlines()
        assert run.returncode == (1 if lines else 0), run.stderr
        return lines


class Purity(unittest.TestCase):
    def refuses(self, code, symbol):
        faults = faults_in(code)
        self.assertTrue(any(symbol in fault for fault in faults), faults)

    def test_pure_code_passes(self):
        self.assertEqual(faults_in("#include <vector>\nint* f(std::vector<int>& v) {"
                                   " v.resize(9); return v.data(); }"), [])

    def test_members_named_as_system_calls_pass(self):
        self.assertEqual(faults_in("namespace bitpeer { struct engine { void send(int); }; }"
                                   "void f(bitpeer::engine& e) { e.send(1); }"), [])

    def test_clocks(self):
        now = "#include <chrono>\nauto f() { return std::chrono::%s::now(); }"
        self.refuses(now % "steady_clock", "steady_clock::now()")
        self.refuses(now % "system_clock", "system_clock::now()")
        self.refuses("#include <ctime>\nauto f() { return std::time(nullptr); }", "time")
        self.refuses("#include <time.h>\nint f(timespec* t) { return clock_gettime(0, t); }",
                     "clock_gettime")

    def test_sockets(self):
        self.refuses("#include <sys/socket.h>\nint f() { return socket(1, 1, 0); }", "socket")
        self.refuses("#include <sys/socket.h>\nint f(sockaddr* a) { return connect(1, a, 9); }",
                     "connect")

    def test_threads(self):
        self.refuses("#include <thread>\nvoid f() { std::thread([] {}).join(); }", "std::thread::")

    def test_randomness(self):
        self.refuses("#include <random>\nauto f() { return std::random_device{}(); }",
                     "std::random_device::")
        self.refuses('extern "C" int RAND_bytes(unsigned char*, int);\n'
                     "int f(unsigned char* to) { return RAND_bytes(to, 32); }", "RAND_bytes")
        # It seeds the generator of libsodium.
        self.refuses('extern "C" int sodium_init();\nint f() { return sodium_init(); }',
                     "sodium_init")

    def test_files_and_environment(self):
        self.refuses('#include <cstdio>\nauto f() { return std::fopen("a", "r"); }', "fopen")
        self.refuses('#include <fstream>\nvoid f() { std::ofstream("a") << 1; }', "fstream")
        self.refuses('#include <cstdlib>\nauto f() { return std::getenv("A"); }', "getenv")


if __name__ == "__main__":
    unittest.main()
