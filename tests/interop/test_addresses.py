"""Addresses of onion services, which only `addrv2` (BIP 155) has room for, into a node's book and out of it again."""

import hashlib
import time
import unittest
from struct import pack

import deadline
from btcd import Btcd
from litecoind import Litecoind
from message_samples import onion_name, sized
from peer_pair import OurPeer

TORV3 = 4
SERVICES = 1 | 8
PORT = 1234
MANY = 1000  # the most in one message; a node tells a quarter of its book, at most


class OnionServices:
    node = None

    def connect(self):
        ours = self.enterContext(OurPeer(self.node.network, dial=self.node.address))
        self.assertIs(ours.await_handshake()["remote_wants_addrv2"], True)
        return ours

    def hurry(self):
        """The answer to `getaddr` may be a while on its way."""

    def test_in_and_out(self):
        keys = [hashlib.sha256(b"onion %d" % number).digest() for number in range(MANY)]
        entries = [pack("<IBB", int(time.time()), SERVICES, TORV3) + sized(key) + pack(">H", PORT) for key in keys]
        teller, asker = self.connect(), self.connect()
        teller.send("addrv2", b"\xfd" + pack("<H", MANY) + b"".join(entries))
        deadline.until(lambda: self.node.rpc("getnodeaddresses", 1), 20, "the node has written them down")

        asker.send("getaddr")
        asker.measure()
        self.hurry()
        told = asker.await_message("addrv2")["fields"]["items"]
        self.assertGreater(len(told), 100)
        self.assertLessEqual({item["address"] for item in told}, {f"{onion_name(key)}:{PORT}" for key in keys})
        self.assertEqual({item["services"] for item in told}, {"network|witness"})


class WithBtcd(OnionServices, unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.node = Btcd()
        cls.addClassCleanup(cls.node.stop)


class WithLitecoind(OnionServices, unittest.TestCase):
    """It keeps only what it could reach, here by a proxy that it never asks."""

    @classmethod
    def setUpClass(cls):
        cls.node = Litecoind("-onion=127.0.0.1:1", "-connect=0")
        cls.addClassCleanup(cls.node.stop)

    def hurry(self):
        self.node.rpc("setmocktime", int(time.time()) + 600)
