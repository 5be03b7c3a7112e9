"""Exchangecoin's handshake at each of its protocol versions, and on each of its networks: what each says, the other
hears."""

import unittest

import exchangecoin_samples
import services
from exchangecoin_samples import NEWEST
from peer_pair import DcrdPeer, ExchangecoinPair
from tool import Tool, run

NETWORKS = ("exchangecoin", "exchangecoin-testnet", "exchangecoin-simnet", "exchangecoin-regnet")
OUR_SERVICES = services.NETWORK
THEIR_SERVICES = services.NETWORK | services.BLOOM
OUR_USER_AGENT = "/interop:0.1(three)/"
THEIR_USER_AGENT = "/dcrwire:1.0.0/interop:1.2.3(one; two)/"


class Handshake:
    we_dial = None

    def check_pair(self, our_version, their_version, relay):
        ours = dict(protocol_version=our_version, services=OUR_SERVICES, user_agent=OUR_USER_AGENT, height=700,
                    relay=relay)
        theirs = dict(protocol_version=their_version, services=THEIR_SERVICES, height=800, relay=relay)
        negotiated = min(our_version, their_version)
        # Who listens answers with the common version.
        told, heard = (our_version, negotiated) if self.we_dial else (negotiated, their_version)
        with ExchangecoinPair(self.we_dial, ours, theirs) as pair:
            self.check_what_they_said(pair.handshake, heard, relay)
            self.assertEqual(pair.handshake["protocol_version"], negotiated)
            self.check_what_we_said(pair.theirs.callback("OnVersion")["fields"], told, relay)
            self.check_their_stats(pair.theirs.stats(), told, negotiated)
            pair.check_alive()
            self.check_messages_of_that_version(pair, negotiated)
            pair.await_same_bytes()

    def check_what_they_said(self, handshake, heard, relay):
        remote = handshake["remote"]
        self.assertEqual(remote["protocol_version"], heard)
        self.assertEqual(services.as_number(remote["services"]), THEIR_SERVICES)
        self.assertEqual((remote["user_agent"], remote["start_height"]), (THEIR_USER_AGENT, 800))
        self.assertIs(remote["relay"], relay)

    def check_what_we_said(self, version, told, relay):
        self.assertEqual((version["ProtocolVersion"], version["Services"]), (told, OUR_SERVICES))
        self.assertEqual((version["UserAgent"], version["LastBlock"]), (OUR_USER_AGENT, 700))
        self.assertIs(version["DisableRelayTx"], not relay)

    def check_their_stats(self, stats, told, negotiated):
        snapshot = stats["snapshot"]
        self.assertEqual((snapshot["Version"], stats["negotiated"]), (told, negotiated))
        self.assertEqual((snapshot["Services"], snapshot["UserAgent"]), (OUR_SERVICES, OUR_USER_AGENT))
        self.assertEqual((snapshot["StartingHeight"], snapshot["LastBlock"]), (700, 700))
        self.assertIs(snapshot["Inbound"], self.we_dial)
        self.assertIn(snapshot["TimeOffset"], (-1, 0, 1))
        self.assertIs(stats["verack_received"], True)
        self.assertEqual(stats["traffic"]["read"]["failures"], 0)

    def check_messages_of_that_version(self, pair, negotiated):
        """We send what the common version has, and refuse the rest: they would hang up."""
        for sample in exchangecoin_samples.ALL:
            pair.ours.send(sample.command, sample.payload)
            if sample.since > negotiated:
                self.assertIn(f"exists since protocol version {sample.since}",
                              pair.ours.await_refusal_of(sample.command))
            else:
                self.assertEqual(pair.theirs.await_callback(sample.callback)["payload"], sample.payload.hex())

    def test_their_version_is_old(self):
        for version in range(1, NEWEST + 1):
            with self.subTest(their_version=version):
                self.check_pair(NEWEST, version, relay=version % 2 == 0)

    def test_our_version_is_old(self):
        for version in range(1, NEWEST + 1):
            with self.subTest(our_version=version):
                self.check_pair(version, NEWEST, relay=version % 2 == 1)

    def test_their_version_is_newer_than_any(self):
        self.check_pair(NEWEST, NEWEST + 1, relay=True)

    def test_our_version_is_the_newest_unless_told(self):
        with ExchangecoinPair(self.we_dial) as pair:
            self.assertEqual(pair.theirs.callback("OnVersion")["fields"]["ProtocolVersion"], NEWEST)
            self.assertEqual(pair.handshake["protocol_version"], NEWEST)

    def test_each_network(self):
        for network in NETWORKS:
            with self.subTest(network):
                with ExchangecoinPair(self.we_dial, {"network": network}, {"network": network}) as pair:
                    pair.check_alive()

    def test_another_network(self):
        with ExchangecoinPair(self.we_dial, {}, {"network": "exchangecoin"}, fails=True) as pair:
            pair.theirs.await_end()
            reasons = ("closed_by_remote", "connection_failed") if self.we_dial else ("wrong_magic",)
            self.assertIn(pair.ours.await_end()["reason"], reasons)

    def test_the_flavour_of_peer_v2(self):
        with ExchangecoinPair(self.we_dial, {"conduct": "exchangecoin-peer-v2"}) as pair:
            pair.check_alive()
            pair.await_same_bytes()


class WeDial(Handshake, unittest.TestCase):
    we_dial = True


class TheyDial(Handshake, unittest.TestCase):
    we_dial = False


class WithTheTool(unittest.TestCase):
    def test_ping(self):
        """In v1: they take one connection only, so there is no second one to fall back with."""
        for network in NETWORKS:
            with self.subTest(network), DcrdPeer(network, height=800, services=THEIR_SERVICES) as theirs:
                finished = run("ping", theirs.address(), "--count", "3", "--transport", "v1", network=network)
                handshake = finished.events[0]
                self.assertEqual((handshake["event"], handshake["network"]), ("handshake", network))
                self.assertEqual((handshake["protocol_version"], handshake["start_height"]), (NEWEST, 800))
                self.assertEqual(handshake["user_agent"], THEIR_USER_AGENT)
                summary = finished.events[-1]
                self.assertEqual((summary["sent"], summary["received"]), (3, 3))
                theirs.await_end()
                self.assertEqual(len([event for event in theirs.of("callback") if event["name"] == "OnPing"]), 3)

    def test_listen(self):
        for network in NETWORKS:
            with self.subTest(network), Tool("listen", "127.0.0.1:0", network=network) as listen:
                with DcrdPeer(network, dial=listen.await_event("listening")["address"]) as theirs:
                    theirs.await_handshake()
                    listen.await_event("connected")
                    self.assertRegex(theirs.callback("OnVersion")["fields"]["UserAgent"], r"^/bitpeer:[0-9]")
                    theirs.measure()
                    self.assertEqual(theirs.stats()["traffic"]["read"]["failures"], 0)
                listen.await_event("disconnected")
                self.assertEqual(listen.interrupt(), 0)
