"""`bitpeer explain` gives every byte of a real handshake a meaning, encrypted or not."""

import re
import unittest

import tool
from annotated_dump import read_frames
from block_records import REGTEST_MAGIC
from btcd import Btcd, EncryptingBtcd
from litecoind import Litecoind
from node_test import NodeTest
from test_handshake import OUR_USER_AGENT

PUBLIC_KEY, TERMINATOR = 64, 16


class Explain(NodeTest):
    def test_every_byte_of_both_versions(self):
        text = tool.run_for_text("explain", self.node.address, network=self.node.network)
        versions = [frame for frame in read_frames(text) if frame.command == "version"]
        self.assertEqual(len(versions), 2, text)
        for frame in versions:
            self.assertEqual(frame.data[:4], REGTEST_MAGIC)
            self.assertTrue(frame.whole(), text)
            self.assertTrue(all(frame.meanings), text)
        agents = [re.search(rb"/[ -~]+/", frame.payload)[0].decode() for frame in versions]
        ours, theirs = sorted(agents, key=lambda agent: not agent.startswith("/bitpeer"))
        self.assertRegex(ours, OUR_USER_AGENT)
        self.assertRegex(theirs, self.node.user_agent)
        self.assertIn("transport v1 (v2 was tried ", text)


class WithBtcd(Explain, unittest.TestCase):
    kind = Btcd


class WithLitecoind(Explain, unittest.TestCase):
    kind = Litecoind


class Encrypted(NodeTest, unittest.TestCase):
    """Packets are shown as they were before they were encrypted."""

    kind = EncryptingBtcd

    def explain(self):
        finished = tool.run("explain", self.node.address, "--transport", "v2", network=self.node.network)
        session, = finished.of("session")
        self.assertRegex(session["session_id"], "^[0-9a-f]{64}$")
        return session["session_id"], [(frame["direction"], frame["command"], bytes.fromhex(frame["bytes"]),
                                        frame["notes"]) for frame in finished.of("frame")]

    def test_every_byte(self):
        _, frames = self.explain()
        for direction, command, data, notes in frames:
            with self.subTest(command, direction=direction):
                self.assertEqual([note["offset"] for note in notes],
                                 [sum(note["size"] for note in notes[:at]) for at in range(len(notes))])
                self.assertEqual(sum(note["size"] for note in notes), len(data))
                self.assertTrue(all(note["value"] or note["field"] for note in notes), notes)

    def test_what_is_sent(self):
        _, frames = self.explain()
        self.assertEqual([frame[:2] for frame in frames[:3]],
                         [("out", "opening"), ("in", "opening"), ("out", "version")])
        self.assertEqual(frames[-1][:2], ("in", "verack"))
        for _, command, data, _ in frames[:2]:
            self.assertEqual(len(data), PUBLIC_KEY + TERMINATOR, command)
        for direction, command, data, _ in frames[2:]:
            with self.subTest(command, direction=direction):
                contents = int.from_bytes(data[:3], "little")
                self.assertEqual((contents, data[3]), (len(data) - 4, 0))
                if data[4] == 0:
                    self.assertEqual(data[5:17], command.encode().ljust(12, b"\0"))

    def test_each_connection_has_a_session_of_its_own(self):
        self.assertNotEqual(self.explain()[0], self.explain()[0])
