"""A generated chain of Dash's, which we serve and the package dashcore-p2p reads: it names each block by X11 too."""

import unittest
from struct import pack

from dash_samples import PROTOCOL_VERSION
from message_samples import count
from peer_pair import DashcorePeer
from tool import Tool

NETWORK = "dash-regtest"
GENESIS = bytes.fromhex("000008ca1832a4baf228eb1553c03d3a2c8e02399550dd6ea8d65cec3ef23d2e")[::-1]
LENGTH = 30
BLOCK = 2


class GeneratedChain(unittest.TestCase):
    def serve(self, *options):
        """The tool, its tip, and a peer of theirs that dialled it."""
        listen = self.enterContext(Tool("listen", "127.0.0.1:0", "--generate", str(LENGTH), *options, network=NETWORK))
        address = listen.await_event("listening")["address"]
        theirs = self.enterContext(DashcorePeer(NETWORK, dial=address))
        theirs.await_handshake()
        return listen, listen.of("chain")[-1], theirs

    def headers(self, theirs):
        theirs.send("getheaders", pack("<I", PROTOCOL_VERSION) + count(1) + GENESIS + bytes(32))
        return theirs.await_message("headers")["fields"]

    def block(self, theirs, name):
        theirs.send("getdata", count(1) + pack("<I", BLOCK) + bytes.fromhex(name)[::-1])
        return theirs.await_message("block")["fields"]

    def test_headers(self):
        _, tip, theirs = self.serve()
        headers = self.headers(theirs)
        self.assertEqual((len(headers["ids"]), headers["ids"][-1]), (LENGTH, tip["hash"]))
        self.assertEqual(headers["work_suffices"], [True] * LENGTH)

    def test_blocks(self):
        _, _, theirs = self.serve()
        for name in self.headers(theirs)["ids"]:
            block = self.block(theirs, name)
            self.assertEqual(block["id"], name)
            self.assertGreaterEqual(len(block["transactions"]), 1)
            self.assertIs(block["merkle_root_fits"], True)

    def test_what_is_mined_later(self):
        listen, _, theirs = self.serve("--mine-every", "1")
        theirs.await_event("message", where=lambda event: event["fields"].get("types") == [BLOCK])
        tip = listen.await_event("chain", where=lambda event: event["height"] > LENGTH)
        self.assertEqual(self.block(theirs, tip["hash"])["id"], tip["hash"])
