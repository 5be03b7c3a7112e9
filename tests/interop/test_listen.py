"""Fresh nodes dial us and take over the chain that we serve."""

import signal
import tempfile
import unittest
from pathlib import Path

import deadline
import node_pool
from block_records import write_blocks
from btcd import Btcd, EncryptingBtcd
from litecoind import Litecoind
from tool import Tool

LENGTH = 150


def listen(network, *options):
    return Tool("listen", "127.0.0.1:0", *options, network=network)


def start_of(listening):
    """The address and the tip of the chain, which are told in either order."""
    address = listening.await_event("listening")["address"]
    chain = listening.of("chain") or [listening.await_event("chain")]
    return address, chain[-1]


class GeneratedChain(unittest.TestCase):
    def fresh_btcd(self):
        node = Btcd()
        self.addCleanup(node.stop)
        return node

    def test_btcd_takes_it_over(self):
        node = self.fresh_btcd()
        with listen(node.network, "--generate", str(LENGTH)) as ours:
            address, tip = start_of(ours)
            self.assertEqual(tip["height"], LENGTH)
            node.dial(address)
            deadline.until(lambda: node.height() == LENGTH, 60, f"btcd has our {LENGTH} blocks")
            self.assertEqual(node.tip(), tip["hash"])
            self.assertEqual(ours.interrupt(), 0)
        self.assertEqual(len(node.mine(1)), 1, "it builds on our chain: it thinks itself current")
        self.assertEqual(node.height(), LENGTH + 1)

    def test_btcd_takes_over_what_is_mined_later(self):
        node = self.fresh_btcd()
        with listen(node.network, "--generate", "10", "--mine-every", "2") as ours:
            node.dial(start_of(ours)[0])
            deadline.until(lambda: node.height() >= 10, 60, "btcd has our 10 blocks")
            for _ in range(2):
                tip = ours.await_event("chain")
                deadline.until(lambda: node.height() >= tip["height"], 20, "btcd has the announced block")
                self.assertEqual(node.hash_at(tip["height"]), tip["hash"])
            self.assertEqual(ours.interrupt(), 0)

    def test_ends_on_either_signal(self):
        for number in (signal.SIGINT, signal.SIGTERM):
            with self.subTest(signal=number.name), listen(Btcd.network, "--generate", "5") as ours:
                start_of(ours)
                self.assertEqual(ours.interrupt(number), 0)


class ChainFromFile:
    """The chain of one node, served by us to another of the same kind."""

    kind = None

    def test_fresh_node_takes_it_over(self):
        source = node_pool.shared(self.kind)
        tip = source.tip()
        folder = Path(tempfile.mkdtemp(prefix="test-"))
        write_blocks(folder / "blocks",
                     [source.raw_block(source.hash_at(height)) for height in range(1, source.height() + 1)])
        node = self.kind()
        self.addCleanup(node.stop)
        with listen(node.network, "--blocks", folder / "blocks") as ours:
            address, chain = start_of(ours)
            self.assertEqual((chain["height"], chain["hash"]), (source.height(), tip))
            node.dial(address)
            deadline.until(lambda: node.height() == source.height(), 60, f"{node.name} has the blocks")
            self.assertEqual(node.tip(), tip)
            self.assertEqual(ours.interrupt(), 0)


class WithBtcd(ChainFromFile, unittest.TestCase):
    kind = Btcd


class WithEncryptingBtcd(ChainFromFile, unittest.TestCase):
    kind = EncryptingBtcd


class WithLitecoind(ChainFromFile, unittest.TestCase):
    kind = Litecoind
