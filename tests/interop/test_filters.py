"""Block filters (BIP 157 and 158) of real nodes are those that we build from the same blocks."""

import unittest
from struct import pack

import node_pool
from btcd import Btcd
from litecoind import Litecoind
from peer_pair import OurPeer
from spend import WITNESS_SCRIPT, spend_key, spend_witness_script

BASIC = b"\x00"
NO_HEADER = "00" * 32
MOST_FILTERS = 1000  # in answer to one question
CHECKPOINT_INTERVAL = 1000


class Filters:
    """Of a chain with some spends in its last blocks."""

    @classmethod
    def prepare(cls, node):
        cls.node = node
        cls.spend_some()
        cls.hashes = [node.hash_at(height) for height in range(node.height() + 1)]
        cls.tip = len(cls.hashes) - 1
        with cls.connect() as ours:
            cls.built = list(cls.build(ours))

    @classmethod
    def spend_some(cls):
        """To and from a key and a witness script, and within one block."""
        fundings = [spend_key(cls.node.mature_coinbase(), WITNESS_SCRIPT) for _ in range(3)]
        spendings = [spend_witness_script(funding.output()) for funding in fundings[:2]]
        for batch in (fundings[:1] + spendings[:1] + fundings[1:], spendings[1:]):
            for transaction in batch:
                cls.node.rpc("sendrawtransaction", transaction.raw.hex())
            cls.node.mine(1)

    @classmethod
    def connect(cls):
        ours = OurPeer(cls.node.network, dial=cls.node.address)
        ours.await_handshake()
        return ours

    @classmethod
    def build(cls, ours):
        """What we make of each block."""
        header = NO_HEADER
        for block_hash in cls.hashes:
            block = cls.node.raw_block(block_hash).hex()
            ours.order(" ".join(["filter", header, block, *cls.spent_by(block_hash)]))
            made = ours.await_event("filter")
            assert made["block"] == block_hash
            header = made["header"]
            yield made

    @classmethod
    def spent_by(cls, block_hash):
        """The scripts, as the node tells them."""
        for txid in cls.node.transactions_of(block_hash)[1:]:
            for spent in cls.node.rpc("getrawtransaction", txid, 1)["vin"]:
                output = cls.node.rpc("getrawtransaction", spent["txid"], 1)["vout"][spent["vout"]]
                yield output["scriptPubKey"]["hex"]

    def setUp(self):
        self.ours = self.enterContext(self.connect())

    def ask(self, command, stop, start=None):
        """From one height, where the command has it, to another."""
        first = b"" if start is None else pack("<I", start)
        self.ours.send(command, BASIC + first + bytes.fromhex(self.hashes[stop])[::-1])

    def test_filters(self):
        told = []
        while len(told) <= self.tip:
            start, stop = len(told), min(len(told) + MOST_FILTERS - 1, self.tip)
            self.ask("getcfilters", stop, start)
            told += [self.ours.await_message("cfilter")["fields"] for _ in range(start, stop + 1)]
        self.assertEqual([each["block_hash"] for each in told], self.hashes)
        self.assertEqual([each["filter"] for each in told], [each["filter"] for each in self.built])
        self.assertGreater(len({len(each["filter"]) for each in told}), 1, "not all hold as many scripts")

    def check_headers(self, start, previous):
        self.ask("getcfheaders", self.tip, start)
        headers = self.ours.await_message("cfheaders")["fields"]
        self.assertEqual((headers["stop_hash"], headers["previous_header"]), (self.hashes[self.tip], previous))
        self.assertEqual(headers["filter_hashes"], [each["hash"] for each in self.built[start:]])

    def test_filter_headers(self):
        self.check_headers(0, NO_HEADER)
        for start in (1, self.tip - 1, self.tip):
            self.check_headers(start, self.built[start - 1]["header"])

    def test_checkpoints(self):
        self.ask("getcfcheckpt", self.tip)
        told = self.ours.await_message("cfcheckpt")["fields"]
        self.assertEqual(told["stop_hash"], self.hashes[self.tip])
        self.assertEqual(told["filter_headers"],
                         [each["header"] for each in self.built[CHECKPOINT_INTERVAL::CHECKPOINT_INTERVAL]])


class WithBtcd(Filters, unittest.TestCase):
    """A chain that is long enough for a checkpoint."""

    @classmethod
    def setUpClass(cls):
        node = Btcd()
        cls.addClassCleanup(node.stop)
        node.mine(CHECKPOINT_INTERVAL)
        cls.prepare(node)


class WithLitecoind(Filters, unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.prepare(node_pool.shared(Litecoind))
