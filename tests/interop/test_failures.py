"""What goes wrong is told by a typed error, a reason and the exit code."""

import unittest

import tool
from free_port import free_port
from litecoind import Litecoind
from node_test import NodeTest


class Unreachable(unittest.TestCase):
    def test_nobody_listens(self):
        verbs = {"ping": [], "headers": [], "block": ["00" * 32], "blocks": [], "watch": [], "explain": []}
        for verb, arguments in verbs.items():
            with self.subTest(verb=verb):
                address = f"127.0.0.1:{free_port()}"
                finished = tool.run(verb, address, *arguments, network="bitcoin-regtest", expect=1, seconds=20)
                error = finished.events[-1]
                self.assertEqual(error["event"], "error")
                self.assertRegex(error["code"], "refused")
                self.assertTrue(error["message"])

    def test_wrong_usage(self):
        tool.run("ping", network="bitcoin-regtest", expect=2)
        tool.run("ping", "127.0.0.1:1", network="bitcoin-of-nowhere", expect=2)
        tool.run("no-such-verb", network="bitcoin-regtest", expect=2)


class WrongNetwork(NodeTest, unittest.TestCase):
    kind = Litecoind

    def test_we_dial(self):
        """The node hears a foreign magic and hangs up without a word."""
        finished = tool.run("ping", self.node.address, network="bitcoin", expect=1, seconds=20)
        error = finished.events[-1]
        self.assertEqual(error["event"], "error")
        self.assertTrue(error["code"])
        self.assertRegex(error["message"], "(?i)closed|magic|network|handshake")

    def test_they_dial_us(self):
        """We hear a foreign magic."""
        with tool.Tool("listen", "127.0.0.1:0", network="bitcoin") as listen:
            self.node.dial(listen.await_event("listening")["address"])
            self.assertRegex(listen.await_event("disconnected")["reason"], "(?i)magic|network")
            self.assertEqual(listen.interrupt(), 0)
