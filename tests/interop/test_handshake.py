"""Handshake and ping, whoever dials: each side sees the other as it is."""

import unittest

import services
import tool
from btcd import Btcd, EncryptingBtcd
from litecoind import Litecoind
from node_test import NodeTest

OUR_USER_AGENT = r"^/bitpeer:[0-9]+\.[0-9]+"
OUR_PROTOCOL_VERSION = 70017
WANTED_OF_US = services.NETWORK | services.WITNESS | services.ENCRYPTED_TRANSPORT


class Handshake(NodeTest):
    def test_ping_shows_the_node(self):
        finished = tool.run("ping", self.node.address, "--count", "3", network=self.node.network)
        handshake = finished.events[0]
        self.assertEqual(handshake["event"], "handshake")
        self.assertEqual(handshake["network"], self.node.network)
        transport = handshake["transport"], handshake["transport_choice"]
        self.assertEqual(transport, self.node.transport(we_dial=True))
        self.assertEqual(handshake["protocol_version"], self.node.protocol_version)
        self.assertEqual(services.as_number(handshake["services"]), self.node.services())
        self.assertRegex(handshake["user_agent"], self.node.user_agent)
        self.assertEqual(handshake["start_height"], self.node.height())
        self.assertLessEqual(abs(handshake["time_offset_s"]), 2)
        self.assertIs(handshake["relay"], True)
        self.assertGreater(handshake["handshake_us"], 0)

    def test_ping_gets_pongs(self):
        finished = tool.run("ping", self.node.address, "--count", "3", network=self.node.network)
        round_trips = [pong["rtt_us"] for pong in finished.of("pong")]
        summary = finished.events[-1]
        self.assertEqual(summary["event"], "summary")
        self.assertEqual((summary["sent"], summary["received"], len(round_trips)), (3, 3, 3))
        self.assertEqual((summary["min_us"], summary["max_us"]), (min(round_trips), max(round_trips)))
        self.assertTrue(0 < summary["min_us"] <= summary["avg_us"] <= summary["max_us"])

    def test_we_dial(self):
        with tool.Tool("watch", self.node.address, network=self.node.network) as watch:
            self.check_us(inbound=True)
            self.assertEqual(watch.interrupt(), 0)

    def test_they_dial_us(self):
        with tool.Tool("listen", "127.0.0.1:0", network=self.node.network) as listen:
            address = listen.await_event("listening")["address"]
            self.node.dial(address)
            connected = listen.await_event("connected")
            self.assertIn("peer", connected)
            transport = connected["transport"], connected["transport_choice"]
            self.assertEqual(transport, self.node.transport(we_dial=False))
            us = self.check_us(inbound=False)
            self.assertEqual(us["addr"], address)
            self.assertEqual(self.node.peer_services(us) & WANTED_OF_US, WANTED_OF_US)

            self.node.drop(address)
            self.assertTrue(listen.await_event("disconnected")["reason"])
            self.assertEqual(listen.interrupt(), 0)

    def check_us(self, inbound):
        us = self.connected(inbound)
        self.assertRegex(us["subver"], OUR_USER_AGENT)
        self.assertEqual(us["version"], OUR_PROTOCOL_VERSION)
        return us


class WithBtcd(Handshake, unittest.TestCase):
    kind = Btcd


class WithEncryptingBtcd(Handshake, unittest.TestCase):
    kind = EncryptingBtcd


class WithLitecoind(Handshake, unittest.TestCase):
    kind = Litecoind
