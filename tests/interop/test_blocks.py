"""Block download: byte for byte what the node has, also after an interruption."""

import unittest

import tool
from block_records import first_difference, read_blocks
from btcd import Btcd, EncryptingBtcd
from litecoind import Litecoind
from node_test import NodeTest
from pausing_proxy import PausingProxy


class Blocks(NodeTest):
    def raw_chain(self, first):
        """What the node itself says of its blocks from that height on."""
        return [self.node.raw_block(self.node.hash_at(height)) for height in range(first, self.node.height() + 1)]

    def download(self, out, *options):
        return tool.run("blocks", self.node.address, "--out", out, *options, network=self.node.network)

    def test_every_block(self):
        out = self.folder / "blocks"
        finished = self.download(out, "--from", "1")
        blocks, events, raw_chain = read_blocks(out), finished.of("block"), self.raw_chain(first=1)
        self.assertGreaterEqual(len(blocks), 220)
        self.assertIsNone(first_difference(blocks, raw_chain))
        self.assertEqual([event["height"] for event in events], list(range(1, len(blocks) + 1)))
        for event, raw in zip(events, raw_chain):
            self.assertEqual(event["hash"], self.node.hash_at(event["height"]))
            self.assertEqual(event["bytes"], len(raw))
            self.assertEqual(event["transactions"], len(self.node.transactions_of(event["hash"])))
        self.assertEqual(finished.events[-1],
                         {"event": "summary", "blocks": len(blocks), "bytes": sum(map(len, blocks))})

    def test_a_range(self):
        out = self.folder / "blocks"
        finished = self.download(out, "--from", "30", "--to", "40")
        self.assertEqual([event["height"] for event in finished.of("block")], list(range(30, 41)))
        self.assertIsNone(first_difference(read_blocks(out), self.raw_chain(first=30)[:11]))

    def test_one_block_by_hash(self):
        out = self.folder / "block"
        block_hash = self.node.hash_at(101)
        finished = tool.run("block", self.node.address, block_hash, "--out", out, network=self.node.network)
        raw = self.node.raw_block(block_hash)
        self.assertEqual(out.read_bytes(), raw)
        self.assertEqual(finished.of("block"),
                         [{"event": "block", "hash": block_hash, "bytes": len(raw), "transactions": 1}])

    def test_a_block_that_nobody_has(self):
        """btcd says notfound, litecoind nothing at all: there our own deadline ends it."""
        finished = tool.run("block", self.node.address, "00" * 31 + "01", network=self.node.network, expect=1)
        self.assertTrue(finished.of("error")[0]["code"])

    def test_interrupted_and_resumed(self):
        out = self.folder / "blocks"
        tip = str(self.node.height())
        with PausingProxy(self.node.port, after=100, command="block") as proxy:
            # The proxy has to see which message is which.
            with tool.Tool("blocks", proxy.address, "--from", "1", "--to", tip, "--out", out, "--transport", "v1",
                           network=self.node.network) as interrupted:
                interrupted.await_event("block")
                proxy.await_pause()
                self.assertEqual(interrupted.interrupt(), 0, interrupted)
        self.assertEqual(interrupted.events[-1]["event"], "interrupted")
        resume_at = interrupted.events[-1]["next"]
        self.assertTrue(2 <= resume_at <= 101, resume_at)
        self.assertIsNone(first_difference(read_blocks(out), self.raw_chain(first=1)[:resume_at - 1]))

        self.download(out, "--from", str(resume_at), "--to", tip)
        uninterrupted = self.folder / "uninterrupted"
        self.download(uninterrupted, "--from", "1", "--to", tip)
        self.assertTrue(out.read_bytes() == uninterrupted.read_bytes(), "the files differ")


class WithBtcd(Blocks, unittest.TestCase):
    kind = Btcd


class WithEncryptingBtcd(Blocks, unittest.TestCase):
    kind = EncryptingBtcd


class WithLitecoind(Blocks, unittest.TestCase):
    kind = Litecoind
