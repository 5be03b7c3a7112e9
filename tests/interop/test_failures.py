"""What goes wrong is told by a typed error, a reason and the exit code."""

import json
import os
import resource
import signal
import subprocess
import tempfile
import unittest
from pathlib import Path

import installation
import tool
from block_records import read_blocks, read_whole_blocks
from free_port import free_port
from litecoind import Litecoind
from node_test import NodeTest
from pausing_proxy import PausingProxy


class Unreachable(unittest.TestCase):
    def test_nobody_listens(self):
        verbs = {"ping": [], "headers": [], "block": ["00" * 32], "blocks": [], "watch": [], "explain": []}
        for verb, arguments in verbs.items():
            with self.subTest(verb=verb):
                address = f"127.0.0.1:{free_port()}"
                finished = tool.run(verb, address, *arguments, network="bitcoin-regtest", expect=1, seconds=20)
                error = finished.events[-1]
                self.assertEqual(error["event"], "error")
                self.assertRegex(error["code"], "refused")
                self.assertTrue(error["message"])

    def test_wrong_usage(self):
        tool.run("ping", network="bitcoin-regtest", expect=2)
        tool.run("ping", "127.0.0.1:1", network="bitcoin-of-nowhere", expect=2)
        tool.run("no-such-verb", network="bitcoin-regtest", expect=2)


class WrongNetwork(NodeTest, unittest.TestCase):
    kind = Litecoind

    def test_we_dial(self):
        """The node hears a foreign magic and hangs up without a word."""
        finished = tool.run("ping", self.node.address, network="bitcoin", expect=1, seconds=20)
        error = finished.events[-1]
        self.assertEqual(error["event"], "error")
        self.assertTrue(error["code"])
        self.assertRegex(error["message"], "(?i)closed|magic|network|handshake")

    def test_they_dial_us(self):
        """We hear a foreign magic."""
        with tool.Tool("listen", "127.0.0.1:0", network="bitcoin") as listen:
            self.node.dial(listen.await_event("listening")["address"])
            self.assertRegex(listen.await_event("disconnected")["reason"], "(?i)magic|network")
            self.assertEqual(listen.interrupt(), 0)


NETWORK = "bitcoin-regtest"
LENGTH = 60


class OutOfResources(unittest.TestCase):
    """The tool against itself: what it needs here is refused, and the remote is not to blame."""

    @classmethod
    def setUpClass(cls):
        cls.remote = tool.Tool("listen", "127.0.0.1:0", "--generate", str(LENGTH), network=NETWORK)
        cls.address = cls.remote.await_event("listening")["address"]

    @classmethod
    def tearDownClass(cls):
        cls.remote.interrupt()
        cls.remote.process.stop()
        cls.remote.reader.join()

    def setUp(self):
        self.folder = Path(tempfile.mkdtemp(prefix="test-"))
        self.out = self.folder / "blocks"

    def limited(self, verb, *arguments, limit=None, stdout=subprocess.PIPE, json_lines=True):
        """One run with `limit`: which resource, and how much of it."""
        command = [installation.tool, verb, *arguments, "--network", NETWORK, *(["--json"] if json_lines else [])]
        set_limit = (lambda: resource.setrlimit(limit[0], (limit[1], limit[1]))) if limit else None
        return subprocess.run(list(map(str, command)), stdin=subprocess.DEVNULL, stdout=stdout,
                              stderr=subprocess.PIPE, preexec_fn=set_limit, timeout=60, check=False)

    def events(self, finished):
        return [json.loads(line) for line in finished.stdout.splitlines()]

    def whole_chain(self):
        whole = self.folder / "whole"
        tool.run("blocks", self.address, "--out", whole, network=NETWORK)
        return whole.read_bytes()

    def check_resumed(self):
        tool.run("blocks", self.address, "--out", self.out, "--resume", network=NETWORK)
        self.assertTrue(self.out.read_bytes() == self.whole_chain(), "the files differ")

    def test_a_full_disk(self):
        for verb, arguments in {"blocks": [], "block": [self.some_hash()]}.items():
            with self.subTest(verb=verb):
                finished = self.limited(verb, self.address, *arguments, "--out", "/dev/full")
                events = self.events(finished)
                self.assertEqual(finished.returncode, 1, finished)
                self.assertEqual(events[-1]["code"], "unwritable_file")
                self.assertRegex(events[-1]["message"], "/dev/full.*No space left")
                self.assertEqual([event for event in events if event["event"] in ("block", "summary")], [])

    def some_hash(self):
        headers = tool.run("headers", self.address, network=NETWORK)
        return headers.of("header")[-1]["hash"]

    def test_a_folder_that_is_not_there(self):
        out = self.folder / "nowhere" / "blocks"
        finished = self.limited("blocks", self.address, "--out", out)
        self.assertEqual(finished.returncode, 2, finished)
        self.assertIn(str(out), self.events(finished)[-1]["message"])

    def test_no_room_in_the_middle(self):
        """What was told is there and nothing else, and the next run goes on behind it."""
        finished = self.limited("blocks", self.address, "--out", self.out, limit=(resource.RLIMIT_FSIZE, 4000))
        events = self.events(finished)
        self.assertEqual(finished.returncode, 1, finished)
        self.assertRegex(events[-1]["message"], "blocks.*File too large")
        told = [event for event in events if event["event"] == "block"]
        self.assertTrue(0 < len(told) < LENGTH, len(told))
        self.assertEqual([len(block) for block in read_blocks(self.out)], [event["bytes"] for event in told])
        self.check_resumed()

    def test_killed_in_the_middle(self):
        port = int(self.address.rsplit(":", 1)[1])
        with PausingProxy(port, after=20, command="block") as proxy:
            with tool.Tool("blocks", proxy.address, "--out", self.out, "--transport", "v1",
                           network=NETWORK) as killed:
                killed.await_event("block")
                proxy.await_pause()
                killed.process.signal(signal.SIGKILL)
                self.assertEqual(killed.finish(), -signal.SIGKILL, killed)
        told = killed.of("block")
        there, whole = read_whole_blocks(self.out)  # it may have come in the middle of a record
        self.assertTrue(0 < len(told) <= len(there) < LENGTH, (len(told), len(there)))
        os.truncate(self.out, whole)  # and here it has
        with open(self.out, "ab") as out:
            out.write(self.out.read_bytes()[:50])
        self.check_resumed()

    def test_standard_output_that_takes_no_more(self):
        for verb in "headers", "blocks":
            for json_lines in True, False:
                with self.subTest(verb=verb, json=json_lines), open("/dev/full", "wb") as full:
                    finished = self.limited(verb, self.address, stdout=full, json_lines=json_lines)
                    self.assertEqual(finished.returncode, 1, finished)
                    self.assertRegex(finished.stderr.decode(), "standard output: No space left")

    def test_a_reader_that_leaves(self):
        for arguments in ["headers", self.address], ["blocks", self.address, "--out", "-"]:
            with self.subTest(verb=arguments[0]):
                command = [installation.tool, *arguments, "--network", NETWORK]
                with subprocess.Popen(list(map(str, command)), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                                      stderr=subprocess.PIPE) as left:
                    left.stdout.close()
                    error = left.stderr.read().decode()
                    self.assertEqual(left.wait(60), 1, error)
                    self.assertRegex(error, "standard output.*Broken pipe")

    def test_no_descriptors(self):
        refused = 0
        for count in range(5, 20):
            finished = self.limited("ping", self.address, "--count", "1", limit=(resource.RLIMIT_NOFILE, count),
                                    json_lines=False)
            self.assertIn(finished.returncode, (0, 1), finished)
            if finished.returncode == 1:
                refused += 1
                self.assertRegex(finished.stderr.decode(), "Too many open files", finished)
        self.assertTrue(0 < refused < 15, refused)
