"""`bitpeer explain` gives every byte of a real handshake a meaning."""

import re
import unittest

import tool
from annotated_dump import read_frames
from block_records import REGTEST_MAGIC
from btcd import Btcd
from litecoind import Litecoind
from node_test import NodeTest
from test_handshake import OUR_USER_AGENT


class Explain(NodeTest):
    def test_every_byte_of_both_versions(self):
        text = tool.run_for_text("explain", self.node.address, network=self.node.network)
        versions = [frame for frame in read_frames(text) if frame.command == "version"]
        self.assertEqual(len(versions), 2, text)
        for frame in versions:
            self.assertEqual(frame.data[:4], REGTEST_MAGIC)
            self.assertTrue(frame.whole(), text)
            self.assertTrue(all(frame.meanings), text)
        agents = [re.search(rb"/[ -~]+/", frame.payload)[0].decode() for frame in versions]
        ours, theirs = sorted(agents, key=lambda agent: not agent.startswith("/bitpeer"))
        self.assertRegex(ours, OUR_USER_AGENT)
        self.assertRegex(theirs, self.node.user_agent)


class WithBtcd(Explain, unittest.TestCase):
    kind = Btcd


class WithLitecoind(Explain, unittest.TestCase):
    kind = Litecoind
