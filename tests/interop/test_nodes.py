"""The drivers themselves, without bitpeer: each node mines, answers RPC and takes our key's signatures."""

import unittest

from btcd import Btcd
from litecoind import Litecoind
from node_pool import CHAIN_LENGTH
from node_test import NodeTest
from spend import WITNESS_SCRIPT, sha256d, spend_key, spend_witness_script


class Nodes(NodeTest):
    def test_mines(self):
        before = self.node.height()
        self.assertGreaterEqual(before, CHAIN_LENGTH)
        mined = self.node.mine(2)
        self.assertEqual(self.node.height(), before + 2)
        self.assertEqual([self.node.hash_at(before + 1), self.node.hash_at(before + 2)], mined)
        self.assertEqual(self.node.tip(), mined[1])

    def test_shows_raw_blocks(self):
        raw = self.node.raw_block(self.node.tip())
        self.assertEqual(sha256d(raw[:80])[::-1].hex(), self.node.tip())

    def test_accepts_our_signatures(self):
        funding = spend_key(self.node.mature_coinbase(), WITNESS_SCRIPT)
        spending = spend_witness_script(funding.output())
        for transaction in (funding, spending):
            self.assertEqual(self.node.rpc("sendrawtransaction", transaction.raw.hex()), transaction.txid)
            self.assertIn(transaction.txid, self.node.mempool())
        mined, = self.node.mine(1)
        self.assertEqual(self.node.transactions_of(mined)[1:], [funding.txid, spending.txid])


class WithBtcd(Nodes, unittest.TestCase):
    kind = Btcd


class WithLitecoind(Nodes, unittest.TestCase):
    kind = Litecoind
