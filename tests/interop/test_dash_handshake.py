"""Dash's handshake with the package dashcore-p2p, and what comes before its end."""

import unittest

import services
from dash_samples import PROTOCOL_VERSION
from peer_pair import DashcorePeer, DashPair
from tool import Tool, run

NETWORKS = ("dash", "dash-testnet", "dash-regtest")
OUR_PROTOCOL_VERSION = 70221
OUR_SERVICES = services.NETWORK | services.BLOOM
OUR_USER_AGENT = "/interop:0.1(three)/"
THEIR_USER_AGENT = "/dashcore:1.2.2/"


class Handshake:
    we_dial = None

    def test_what_they_said(self):
        for relay in (True, False):
            with self.subTest(relay=relay), DashPair(self.we_dial, theirs={"relay": relay}) as pair:
                remote = pair.handshake["remote"]
                self.assertEqual((remote["protocol_version"], remote["user_agent"]),
                                 (PROTOCOL_VERSION, THEIR_USER_AGENT))
                self.assertEqual(services.as_number(remote["services"]), services.NETWORK)
                self.assertIs(remote["relay"], relay)
                self.assertEqual(pair.handshake["protocol_version"], PROTOCOL_VERSION)
                self.assertIs(pair.handshake["remote_wants_addrv2"], False)

    def test_what_we_said(self):
        ours = {"services": OUR_SERVICES, "user_agent": OUR_USER_AGENT, "height": 700, "relay": False}
        with DashPair(self.we_dial, ours) as pair:
            version = pair.theirs.first("version")["fields"]
            self.assertEqual((version["version"], version["services"]), (OUR_PROTOCOL_VERSION, OUR_SERVICES))
            self.assertEqual((version["subversion"], version["startHeight"]), (OUR_USER_AGENT, 700))
            self.assertIs(version["relay"], False)
            self.assertIsNone(version["mnAuthChallenge"], "only masternodes ask who we are")
            stats = pair.theirs.stats()
            self.assertEqual((stats["status"], stats["version"]), ("ready", OUR_PROTOCOL_VERSION))

    def test_each_network(self):
        for network in NETWORKS:
            with self.subTest(network):
                with DashPair(self.we_dial, {"network": network}, {"network": network}) as pair:
                    pair.check_alive()
                    pair.await_same_bytes()

    def test_nothing_but_the_handshake_is_said_unasked(self):
        """The package throws at what it does not know."""
        with DashPair(self.we_dial) as pair:
            pair.check_alive()
            self.assertLessEqual({event["command"] for event in pair.theirs.of("message")},
                                 {"version", "verack", "ping", "pong"})

    def test_a_newer_version_of_ours(self):
        """From 70223 on we would take addresses of any kind; they are too old to be told."""
        with DashPair(self.we_dial, {"protocol_version": 70240}) as pair:
            self.assertEqual(pair.handshake["protocol_version"], PROTOCOL_VERSION)
            pair.check_alive()

    def test_a_version_that_is_too_old(self):
        with DashPair(self.we_dial, {"minimum_protocol_version": 70216}, fails=True) as pair:
            end = pair.ours.await_end()
            self.assertEqual((end["reason"], end["fault"]), ("obsolete_protocol_version", "remote"))
            pair.theirs.await_end()


class WeDial(Handshake, unittest.TestCase):
    we_dial = True

    def test_a_verack_before_the_version_is_not_heard(self):
        """So they say it when they listen. Dash Core does not hear it either, and hangs up after a minute."""
        with DashPair(True, theirs={"repeat_verack": "false"}, fails=True) as pair:
            pair.theirs.await_handshake()
            dropped = pair.ours.await_event("dropped")
            self.assertEqual((dropped["command"], dropped["reason"]), ("verack", "out_of_place"))
            pair.ours.await_message("version")
            self.assertEqual(pair.ours.stats()["state"], "awaiting_verack")
            pair.theirs.send_raw("verack")
            pair.ours.await_handshake()
            pair.check_alive()


class TheyDial(Handshake, unittest.TestCase):
    we_dial = False


class WithTheTool(unittest.TestCase):
    def test_ping(self):
        """In v1: they take one connection only, so there is no second one to fall back with."""
        for network in NETWORKS:
            with self.subTest(network), DashcorePeer(network) as theirs:
                finished = run("ping", theirs.address(), "--count", "3", "--transport", "v1", network=network)
                handshake = finished.events[0]
                self.assertEqual((handshake["event"], handshake["network"]), ("handshake", network))
                self.assertEqual((handshake["protocol_version"], handshake["user_agent"]),
                                 (PROTOCOL_VERSION, THEIR_USER_AGENT))
                summary = finished.events[-1]
                self.assertEqual((summary["sent"], summary["received"]), (3, 3))
                theirs.await_end()

    def test_listen(self):
        for network in NETWORKS:
            with self.subTest(network), Tool("listen", "127.0.0.1:0", network=network) as listen:
                with DashcorePeer(network, dial=listen.await_event("listening")["address"]) as theirs:
                    theirs.await_handshake()
                    listen.await_event("connected")
                    self.assertRegex(theirs.first("version")["fields"]["subversion"], r"^/bitpeer:[0-9]")
                    theirs.measure()
                listen.await_event("disconnected")
                self.assertEqual(listen.interrupt(), 0)
