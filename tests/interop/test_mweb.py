"""Litecoin's extension blocks (MWEB), active from height 432 on regtest: we keep what we do not understand.

Asked for a block with witnesses, litecoind leaves the extension block out and sends the HogEx, the last transaction,
as an ordinary one. Its RPC shows that form with -rpcserialversion=1, and the whole one with 2."""

import hashlib
import tempfile
import unittest
from pathlib import Path

import tool
from block_records import REGTEST_MAGIC, first_difference, read_blocks
from litecoind import Litecoind

FIRST = 432  # with MWEB
COINS = 1


class Mweb(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.node = Litecoind(wallet=True)
        cls.addClassCleanup(cls.node.stop)
        rpc = cls.node.rpc
        rpc("createwallet", "interop")
        rpc("generatetoaddress", 110, rpc("getnewaddress"))
        cls.node.mine(FIRST - 1 - 110)
        rpc("sendtoaddress", rpc("getnewaddress", "", "mweb"), COINS)  # without a first peg-in there is no HogEx
        cls.pegin_block, cls.next_block = cls.node.mine(1) + cls.node.mine(1)

    def setUp(self):
        self.folder = Path(tempfile.mkdtemp(prefix="test-"))

    def test_blocks_are_downloaded(self):
        self.assertEqual(len(self.node.transactions_of(self.pegin_block)), 3, "coinbase, peg-in, HogEx")
        out = self.folder / "blocks"
        tool.run("blocks", self.node.address, "--from", str(FIRST - 1), "--out", out, network=self.node.network)
        hashes = self.node.hash_at(FIRST - 1), self.pegin_block, self.next_block
        self.assertIsNone(first_difference(read_blocks(out), list(map(self.node.raw_block, hashes))))

    def test_whole_blocks_and_transactions_are_decoded(self):
        without = self.node.raw_block(self.pegin_block)
        self.node.restart("-rpcserialversion=2")
        self.addCleanup(self.node.restart)
        whole = self.node.raw_block(self.pegin_block)
        self.assertGreater(len(whole), len(without) + 1000)
        hogex = bytes.fromhex(self.node.rpc("getrawtransaction", self.node.transactions_of(self.pegin_block)[-1]))
        self.assertEqual(hogex[4:6], b"\x00\x08")
        for command, payload in (("block", whole), ("block", without), ("tx", hogex)):
            with self.subTest(command=command, payload_bytes=len(payload)):
                decoded = tool.run("decode", network=self.node.network, standard_input=frame(command, payload).hex())
                message = decoded.of("message")[0]
                self.assertEqual((message["command"], message["payload_bytes"]), (command, len(payload)))
                self.assertNotIn("error", message)
                self.assertTrue(message["fields"])


def frame(command, payload):
    checksum = hashlib.sha256(hashlib.sha256(payload).digest()).digest()[:4]
    return REGTEST_MAGIC + command.encode().ljust(12, b"\0") + len(payload).to_bytes(4, "little") + checksum + payload
