"""What a node mines while we are there reaches us."""

import json
import unittest

import tool
from block_records import first_difference, read_blocks
from btcd import Btcd, EncryptingBtcd
from litecoind import Litecoind
from node_test import NodeTest


class Announcements(NodeTest):
    def test_watch_shows_a_new_block(self):
        """Announced by inv, or by its header if we asked for that (sendheaders): then the block before names it."""
        with tool.Tool("watch", self.node.address, network=self.node.network) as watch:
            self.connected(inbound=True)
            old_tip = self.node.tip()
            mined, = self.node.mine(1)
            announced = watch.await_event("message", where=lambda message: message["direction"] == "in"
                                          and message["command"] in ("inv", "headers"))
            expected = mined if announced["command"] == "inv" else old_tip
            self.assertIn(expected, json.dumps(announced["fields"]))
            self.assertEqual(announced["payload_bytes"], 37 if announced["command"] == "inv" else 82)
            self.assertIn(str(self.node.port), announced["peer"])
            self.assertEqual(watch.interrupt(), 0)

    def test_watch_shows_the_whole_handshake(self):
        with tool.Tool("watch", self.node.address, network=self.node.network) as watch:
            self.connected(inbound=True)
            self.assertEqual(watch.interrupt(), 0)
        seen = [(message["direction"], message["command"]) for message in watch.of("message")]
        self.assertEqual(seen[0], ("out", "version"))
        for expected in (("in", "version"), ("in", "verack"), ("out", "verack"), ("in", "ping"), ("out", "pong")):
            self.assertIn(expected, seen)

    def test_watch_ends_after_a_count(self):
        finished = tool.run("watch", self.node.address, "--count", "4", network=self.node.network)
        self.assertEqual(len(finished.of("message")), 4)

    def test_watch_ends_after_a_time(self):
        tool.run("watch", self.node.address, "--for", "1", network=self.node.network, seconds=10)

    def test_blocks_follow(self):
        out = self.folder / "blocks"
        start = self.node.height()
        with tool.Tool("blocks", self.node.address, "--from", str(start), "--out", out, "--follow",
                       network=self.node.network) as follow:
            follow.await_event("block", where=lambda block: block["height"] == start)
            for height in range(start + 1, start + 4):
                mined, = self.node.mine(1)
                fetched = follow.await_event("block")
                self.assertEqual((fetched["height"], fetched["hash"]), (height, mined))
            self.assertEqual(follow.interrupt(), 0)
        expected = [self.node.raw_block(block["hash"]) for block in follow.of("block")]
        self.assertIsNone(first_difference(read_blocks(out), expected))

    def test_follow_ends_after_a_count(self):
        start = self.node.height()
        with tool.Tool("blocks", self.node.address, "--from", str(start), "--follow", "--count", "2",
                       network=self.node.network) as follow:
            follow.await_event("block", where=lambda block: block["height"] == start)
            self.node.mine(1)
            self.assertEqual(follow.finish(20), 0)
        self.assertEqual([block["height"] for block in follow.of("block")], [start, start + 1])


class WithBtcd(Announcements, unittest.TestCase):
    kind = Btcd


class WithEncryptingBtcd(Announcements, unittest.TestCase):
    kind = EncryptingBtcd


class WithLitecoind(Announcements, unittest.TestCase):
    kind = Litecoind
