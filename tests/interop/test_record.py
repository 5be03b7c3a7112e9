"""Connections with whole nodes are recorded, and played again they come out the same."""

import tempfile
import time
import unittest
from pathlib import Path
from struct import pack

import capture_files
import deadline
import tool
from btcd import Btcd, EncryptingBtcd
from litecoind import Litecoind
from node_test import NodeTest
from stranger import Stranger, sha256

MICROSECONDS = 1_000_000
VERSION = pack("<iQq", 70016, 1, 1_700_000_000) + bytes(52) + pack("<QB", 7, 10) + b"/stranger/" + pack("<i?", 0, False)


class Recording(NodeTest):
    def record(self, *options):
        return tool.Tool("record", *options, "--to", self.folder / "records", network=self.node.network)

    def replay(self, path, *options, expect=0, network=None):
        return tool.run("replay", path, *options, network=network or self.node.network, expect=expect)

    def file_of(self, recording):
        """Of the connection that is up: there may have been an attempt in v2 before it."""
        recording.await_event("connected")
        self.connected(inbound=True)
        return recording.of("recording")[-1]["file"]

    def news_of_a_block(self, recording, file):
        """Something that the node says by itself, in the file."""
        mined, = self.node.mine(1)
        name = bytes.fromhex(mined)[::-1]
        deadline.until(lambda: name in Path(file).read_bytes() or self.header_of(mined) in Path(file).read_bytes(), 20,
                       f"the new block is told of in {file}. {recording}")

    def header_of(self, block_hash):
        return self.node.raw_block(block_hash)[:80]

    def check_replay(self, path, received, written):
        """All that was said is heard again in its order, and all that we said is said again."""
        played = self.replay(path)
        outcome, = played.of("outcome")
        self.assertEqual((outcome["same"], outcome["heard"]), (True, len(received)), outcome)
        said = [(event["direction"], event["command"], event["payload_bytes"]) for event in played.of("message")]
        self.assertEqual([(command, size) for way, command, size in said if way == "in"],
                         [(command, len(payload)) for command, payload in received])
        self.assertEqual(sorted((command, size) for way, command, size in said if way == "out"),
                         sorted((command, len(payload)) for command, payload in written))
        self.assertEqual((outcome["unsaid"], outcome["unheard_of"], outcome["unsayable"]), (0, 0, 0))
        return played

    def test_what_we_dialled_comes_out_the_same(self):
        with self.record(self.node.address) as recording:
            self.news_of_a_block(recording, self.file_of(recording))
            self.assertEqual(recording.interrupt(), 0)
        told = recording.of("recorded")[-1]
        transport, _ = self.node.transport(we_dial=True)
        self.assertEqual((told["transport"], told["reason"], told["whole"]), (transport, "requested", True))
        records = capture_files.ours(told["file"])
        self.assertEqual(told["bytes"], Path(told["file"]).stat().st_size)
        received, written = (capture_files.messages(records, way) for way in ("received", "written"))
        self.assertEqual((told["received"], told["written"]), (len(received), len(written)))
        self.assertEqual(received[0][0], "version")
        self.assertEqual(written[0][0], "version")
        handshake, = [body for kind, _, body in records if kind == "handshake"]
        self.assertEqual(capture_files.text(handshake, 0)[0], transport)
        self.assertEqual(records[-1][0], "end")
        played = self.check_replay(told["file"], received, written)
        self.assertEqual(played.of("ended")[0]["reason"], "requested")

    def test_the_first_attempt_in_v2_is_recorded_too(self):
        with self.record(self.node.address, "--for", "1") as recording:
            self.assertEqual(recording.finish(), 0)
        files = [event["file"] for event in recording.of("recording")]
        self.assertEqual(len(files), 1 if self.node.encrypts else 2)
        for file in files:
            self.replay(file)

    def test_in_bitcoin_cores_files_as_well(self):
        with self.record(self.node.address, "--format", "core") as recording:
            self.news_of_a_block(recording, Path(self.file_of(recording)) / "msgs_recv.dat")
            self.assertEqual(recording.interrupt(), 0)
        folder = Path(recording.of("recorded")[-1]["file"])
        received, written = (capture_files.core(folder / name) for name in ("msgs_recv.dat", "msgs_sent.dat"))
        for moment, _, _ in received + written:
            self.assertLess(abs(moment / MICROSECONDS - time.time()), 60)
        for path in (folder, folder / "msgs_recv.dat", folder / "msgs_sent.dat"):
            self.check_replay(path, [message[1:] for message in received], [message[1:] for message in written])

    def test_the_node_ends_it(self):
        with self.record(self.node.address) as recording:
            self.node.drop(self.connected(inbound=True)["addr"])
            self.assertEqual(recording.finish(), 0)
        told = recording.of("recorded")[-1]
        self.assertIn(told["reason"], ("closed_by_remote", "connection_failed"))
        played = self.replay(told["file"])
        self.assertEqual(played.of("ended")[0]["reason"], told["reason"])

    def test_it_dials_us(self):
        with self.record("--listen", "127.0.0.1:0") as recording:
            self.node.dial(recording.await_event("listening")["address"])
            recording.await_event("recording")
            recording.await_event("connected")
            self.assertEqual(recording.interrupt(), 0)
        for told in recording.of("recorded"):
            played = self.replay(told["file"])
            self.assertEqual(played.of("recording")[0]["direction"], "in")
            self.assertEqual(played.of("ended")[0]["reason"], told["reason"])

    def test_as_fast_as_it_was(self):
        with self.record(self.node.address, "--for", "2") as recording:
            self.assertEqual(recording.finish(), 0)
        file = recording.of("recorded")[-1]["file"]
        for speed, least, most in (("real", 1.5, 30), ("10", 0.15, 30), ("max", 0, 30)):
            with self.subTest(speed):
                began = time.monotonic()
                self.replay(file, "--speed", speed)
                self.assertTrue(least < time.monotonic() - began < most)


class WithBtcd(Recording, unittest.TestCase):
    kind = Btcd


class WithEncryptingBtcd(Recording, unittest.TestCase):
    kind = EncryptingBtcd


class WithLitecoind(Recording, unittest.TestCase):
    kind = Litecoind


class WithAStranger(unittest.TestCase):
    """Somebody who breaks a rule: the report is the test."""

    NETWORK = "bitcoin-regtest"

    def setUp(self):
        self.folder = Path(tempfile.mkdtemp(prefix="test-"))

    def recorded(self, *said):
        """One connection to who says this behind the handshake, and then listens."""
        magic = bytes.fromhex("fabfb5da")
        with Stranger(magic, lambda payload: sha256(sha256(payload))) as stranger:
            with tool.Tool("record", stranger.listen(), "--to", self.folder, "--transport", "v1",
                           network=self.NETWORK) as recording:
                stranger.accept()
                stranger.send("version", VERSION)
                stranger.send("verack")
                for command, payload, wrong in said:
                    stranger.send(command, payload, **wrong)
                recording.finish()
        return recording.of("recorded")[0]

    def test_ends_as_it_ended(self):
        for reason, said in (
            ("negotiation_after_handshake", ("wtxidrelay", b"", {})),
            ("wrong_magic", ("ping", bytes(8), {"magic": b"\xf9\xbe\xb4\xd9"})),
            ("payload_too_large", ("block", b"", {"size": 0x7fffffff})),
        ):
            with self.subTest(reason):
                told = self.recorded(said)
                self.assertEqual(told["reason"], reason)
                played = tool.run("replay", told["file"], network="bitcoin")
                self.assertEqual(played.of("ended")[0]["reason"], reason)
                self.assertTrue(played.of("outcome")[0]["end_is_judged"])

    def test_drops_what_was_dropped(self):
        told = self.recorded(("inv", b"\x05", {}), ("tx", bytes(100), {"checksum": b"none"}),
                             (b"no\x01name", b"", {}), ("wtxidrelay", b"", {}))
        played = tool.run("replay", told["file"], network=self.NETWORK)
        self.assertEqual([(event["reason"], event["command"]) for event in played.of("dropped")],
                         [("malformed", "inv"), ("bad_checksum", "tx"), ("bad_command", "no\\x01name")])

    def test_tells_of_a_file_that_was_changed_or_cut(self):
        told = self.recorded(("wtxidrelay", b"", {}))
        whole = Path(told["file"]).read_bytes()
        other = self.folder / "other"
        other.write_bytes(whole[:100] + b"?" + whole[101:])
        error = tool.run("replay", other, network=self.NETWORK, expect=2).of("error")[0]
        self.assertIn("offset", error)
        other.write_bytes(whole[:-5])
        played = tool.run("replay", other, network=self.NETWORK, expect=1)  # the end is not there
        self.assertLess(played.of("recording")[0]["cut_off_at"], len(whole) - 5)
        other.write_bytes(whole.replace(b"negotiation_after_handshake", b"negotiation_after_Handshake"))
        self.assertEqual(tool.run("replay", other, network=self.NETWORK, expect=2).of("error")[0]["code"],
                         "bad_checksum")
