"""Transactions of ours reach the node's mempool, or are refused for a reason."""

import unittest

import deadline
import tool
from btcd import Btcd, EncryptingBtcd
from litecoind import Litecoind
from node_test import NodeTest
from spend import WITNESS_SCRIPT, spend_key, spend_witness_script


class Send(NodeTest):
    def send(self, transaction, argument):
        finished = tool.run("send", self.node.address, argument, network=self.node.network)
        self.assertEqual(finished.of("announced")[0]["txid"], transaction.txid)
        self.assertEqual(len(finished.of("requested")), 1)
        return finished.of("outcome")[0]

    def check_accepted(self, transaction, argument):
        outcome = self.send(transaction, argument)
        deadline.until(lambda: transaction.txid in self.node.mempool(), 20, "the transaction is in the mempool")
        self.assertIn(outcome["result"], ("accepted", "unknown"))
        self.assertEqual(self.node.rpc("getrawtransaction", transaction.txid), transaction.raw.hex())

    def test_a_transaction_as_hex(self):
        transaction = spend_key(self.node.mature_coinbase())
        self.check_accepted(transaction, transaction.raw.hex())

    def test_a_transaction_with_witness_from_a_file(self):
        funding = spend_key(self.node.mature_coinbase(), WITNESS_SCRIPT)
        self.node.rpc("sendrawtransaction", funding.raw.hex())
        self.node.mine(1)
        transaction = spend_witness_script(funding.output())
        file = self.folder / "transaction"
        file.write_text(transaction.raw.hex(), encoding="ascii")
        self.check_accepted(transaction, file)

    def test_a_bad_signature_is_not_accepted(self):
        coinbase = self.node.mature_coinbase()
        transaction = spend_key(coinbase)
        forged = bytearray(transaction.raw)
        forged[60] ^= 1  # inside of the signature's r
        transaction.raw = transaction.stripped = bytes(forged)
        self.assertIn(self.send(transaction, forged.hex())["result"], ("rejected", "unknown"))
        self.assertNotIn(transaction.txid, self.node.mempool())

    def test_what_the_node_has_already(self):
        transaction = spend_key(self.node.mature_coinbase())
        self.node.rpc("sendrawtransaction", transaction.raw.hex())
        finished = tool.run("send", self.node.address, transaction.raw.hex(), network=self.node.network, expect=1)
        self.assertEqual(finished.of("requested"), [])
        self.assertEqual(finished.of("outcome")[0]["result"], "not_requested")


class WithBtcd(Send, unittest.TestCase):
    kind = Btcd


class WithEncryptingBtcd(Send, unittest.TestCase):
    kind = EncryptingBtcd


class WithLitecoind(Send, unittest.TestCase):
    kind = Litecoind
