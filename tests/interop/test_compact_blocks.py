"""Compact blocks (BIP 152) of litecoind, put together again by us."""

import unittest
from struct import pack

import node_pool
from litecoind import Litecoind
from peer_pair import OurPeer
from spend import WITNESS_SCRIPT, spend_key, spend_witness_script

COMPACT_BLOCK = 4  # the type of inventory
BY_TXID, BY_WTXID = 1, 2
ON_REQUEST = b"\x00"
WITNESS_OF_COINBASE = 1 + 1 + 32


class CompactBlocks(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        """A block with transactions of both kinds at its tip."""
        cls.node = node_pool.shared(Litecoind)
        fundings = [spend_key(cls.node.mature_coinbase(), WITNESS_SCRIPT) for _ in range(4)]
        cls.transactions = fundings + [spend_witness_script(funding.output()) for funding in fundings]
        for transaction in cls.transactions:
            cls.node.rpc("sendrawtransaction", transaction.raw.hex())
        cls.hash, = cls.node.mine(1)
        cls.block = cls.node.raw_block(cls.hash)
        assert len(cls.node.transactions_of(cls.hash)) == 1 + len(cls.transactions)

    def connect(self, version):
        ours = self.enterContext(OurPeer(self.node.network, dial=self.node.address))
        ours.await_handshake()
        ours.send("sendcmpct", ON_REQUEST + pack("<Q", version))
        return ours

    def compact(self, ours):
        ours.send("getdata", b"\x01" + pack("<I", COMPACT_BLOCK) + bytes.fromhex(self.hash)[::-1])
        return ours.await_message("cmpctblock")["payload"]

    def reconstruct(self, ours, version, compact, answer, known):
        raw = [transaction.raw.hex() for transaction in known]
        ours.order(" ".join(["reconstruct", str(version), compact, answer, *raw]))
        made = ours.await_event("reconstructed")
        self.assertEqual((made["hash"], made["prefilled"], made["found"]), (self.hash, 1, len(known)))
        return made

    def test_with_all_transactions_at_hand(self):
        ours = self.connect(BY_WTXID)
        made = self.reconstruct(ours, BY_WTXID, self.compact(ours), "none", self.transactions)
        self.assertEqual(made["block"], self.block.hex())

    def test_with_some_and_the_others_asked_for(self):
        ours = self.connect(BY_WTXID)
        compact = self.compact(ours)
        for known in (self.transactions[::2], self.transactions[5:], []):
            with self.subTest(known=len(known)):
                missing = len(self.transactions) - len(known)
                request = self.reconstruct(ours, BY_WTXID, compact, "none", known)
                self.assertEqual(request["missing"], missing)
                ours.send("getblocktxn", bytes.fromhex(request["request"]))
                answer = ours.await_message("blocktxn")["payload"]
                made = self.reconstruct(ours, BY_WTXID, compact, answer, known)
                self.assertEqual((made["fetched"], made["missing"]), (missing, 0))
                self.assertEqual(made["block"], self.block.hex())

    def test_without_witnesses(self):
        """As peers had it before there were witnesses, and as Dash's have it still."""
        ours = self.connect(BY_TXID)
        raw = bytes.fromhex(self.node.rpc("getrawtransaction", self.node.transactions_of(self.hash)[0]))
        coinbase = raw[:4] + raw[6:-WITNESS_OF_COINBASE - 4] + raw[-4:]
        stripped = {transaction.txid: transaction.stripped for transaction in self.transactions}
        others = [stripped[txid] for txid in self.node.transactions_of(self.hash)[1:]]
        block = self.block[:80] + bytes([1 + len(others)]) + coinbase + b"".join(others)

        compact = self.compact(ours)
        known = self.transactions[:3]
        request = self.reconstruct(ours, BY_TXID, compact, "none", known)
        ours.send("getblocktxn", bytes.fromhex(request["request"]))
        answer = ours.await_message("blocktxn")["payload"]
        made = self.reconstruct(ours, BY_TXID, compact, answer, known)
        self.assertEqual(made["fetched"], len(others) - 3)
        self.assertEqual(made["block"], block.hex())
