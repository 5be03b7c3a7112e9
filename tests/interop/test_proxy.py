"""Through a SOCKS5 proxy: whoever is behind it is reached, and what the proxy says is told."""

import socket
import unittest

import tool
from btcd import Btcd
from free_port import free_port
from litecoind import Litecoind
from microsocks import Microsocks
from node_test import NodeTest

ONION = "a" * 56 + ".onion"


class Proxy(NodeTest):
    def test_a_node_by_its_address(self):
        with Microsocks() as proxy:
            self.check_ping(proxy, proxy.address, self.node.address)

    def test_a_node_by_a_name_that_the_proxy_looks_up(self):
        """By one of the machine's names for itself that leads to where the node listens."""
        name = next(name for name in ("localhost", "ip4-localhost", "127.1") if leads_to_ipv4(name))
        with Microsocks() as proxy:
            self.check_ping(proxy, proxy.address, f"{name}:{self.node.port}")

    def test_the_proxy_wants_to_know_who_we_are(self):
        with Microsocks("alice", "se:cr@et") as proxy:
            self.check_ping(proxy, f"alice:se:cr@et@{proxy.address}", self.node.address)

    def test_the_node_sees_the_proxy(self):
        with Microsocks() as proxy:
            with tool.Tool("watch", self.node.address, "--proxy", proxy.address, network=self.node.network) as watch:
                us = self.connected(inbound=True)
                self.assertRegex(us["subver"], "^/bitpeer:")
                self.assertEqual(watch.interrupt(), 0)

    def test_other_verbs(self):
        tip = self.node.tip()
        verbs = {"headers": [], "block": [tip], "blocks": ["--from", "1", "--to", "5"], "explain": []}
        for verb, arguments in verbs.items():
            with self.subTest(verb=verb), Microsocks() as proxy:
                tool.run(verb, self.node.address, *arguments, "--proxy", proxy.address, network=self.node.network)
                self.assertTrue(proxy.connected_to(self.node.address), proxy.process.last_lines())

    def check_ping(self, proxy, through, target):
        finished = tool.run("ping", target, "--count", "2", "--proxy", through, network=self.node.network)
        self.assertRegex(finished.events[0]["user_agent"], self.node.user_agent)
        self.assertEqual(len(finished.of("pong")), 2)
        self.assertTrue(proxy.connected_to(target), proxy.process.last_lines())


def leads_to_ipv4(name):
    """The proxy tries a name's first address only, and the nodes listen on IPv4."""
    try:
        return socket.getaddrinfo(name, 1, type=socket.SOCK_STREAM)[0][0] == socket.AF_INET
    except socket.gaierror:
        return False


class ThroughToBtcd(Proxy, unittest.TestCase):
    kind = Btcd


class ThroughToLitecoind(Proxy, unittest.TestCase):
    kind = Litecoind


class Refused(unittest.TestCase):
    def check_error(self, code, message, target, *options, expect=1):
        finished = tool.run("ping", target, *options, network="bitcoin-regtest", expect=expect, seconds=20)
        error = finished.events[-1]
        self.assertEqual((error["event"], error["code"]), ("error", code))
        self.assertRegex(error["message"], message)

    def test_nobody_listens_behind_the_proxy(self):
        with Microsocks() as proxy:
            nobody = f"127.0.0.1:{free_port()}"
            self.check_error("proxy_refused", "connection refused", nobody, "--proxy", proxy.address)

    def test_the_proxy_cannot_look_the_name_up(self):
        with Microsocks() as proxy:
            self.check_error("proxy_refused", "refused: ", ONION, "--proxy", proxy.address)

    def test_no_proxy_is_there(self):
        nobody = f"127.0.0.1:{free_port()}"
        self.check_error("proxy_unreachable", f"through {nobody}: Connection refused", ONION, "--proxy", nobody)

    def test_the_proxy_does_not_know_us(self):
        with Microsocks("alice", "secret") as proxy:
            for user in ("alice:wrong@", "bob:secret@", ""):
                with self.subTest(user=user):
                    self.check_error("proxy_login_refused", "login", ONION, "--proxy", user + proxy.address)

    def test_an_onion_name_needs_a_proxy(self):
        self.check_error("needs_proxy", "no DNS", ONION)

    def test_wrong_usage(self):
        self.check_error("bad_proxy", "user", "127.0.0.1:1", "--proxy", "alice@127.0.0.1:1", expect=2)
        self.check_error("bad_proxy", "99999", "127.0.0.1:1", "--proxy", "127.0.0.1:99999", expect=2)
