"""Handshakes with btcd's package `peer` at old and new protocol versions: what each says, the other hears."""

import unittest

import message_samples
import services
from peer_pair import SIMNET, PeerPair

NEWEST = 70016
VERSIONS = (209, 31402, 60001, 60002, 70001, 70002, 70011, 70012, 70013, 70015, NEWEST)
LOWEST = {"minimum_protocol_version": VERSIONS[0]}  # lower than ours is by default

OUR_SERVICES = services.NETWORK | services.WITNESS
THEIR_SERVICES = services.NETWORK | services.BLOOM | services.NETWORK_LIMITED
OUR_USER_AGENT = "/interop:0.1(three)/"
THEIR_USER_AGENT = "/btcwire:0.5.0/interop:1.2.3(one; two)/"


class Handshake:
    we_dial = None
    newest = NEWEST
    profile = {}

    def check_pair(self, our_version, their_version, relay):
        ours = dict(self.profile, **LOWEST, protocol_version=our_version, services=OUR_SERVICES,
                    user_agent=OUR_USER_AGENT, height=700, relay=relay)
        theirs = dict(protocol_version=their_version, services=THEIR_SERVICES, height=800, relay=relay)
        negotiated = min(our_version, their_version)
        with PeerPair(self.we_dial, ours, theirs) as pair:
            self.check_what_they_said(pair.handshake, their_version, relay, negotiated)
            told = self.told_version(our_version, negotiated)
            self.check_what_we_said(pair.theirs, told, relay)
            self.assertEqual(pair.handshake["protocol_version"], negotiated)
            self.assertIs(pair.handshake["remote_wants_addrv2"], negotiated >= NEWEST)
            self.assertIs(pair.handshake["wtxid_relay"], False, "they know nothing of it")
            self.check_their_stats(pair.theirs.stats(), told, negotiated)
            self.check_pings(pair, negotiated)
            self.check_old_forms(pair, negotiated)
            self.check_gates(pair.ours, negotiated)
            pair.await_same_bytes()

    def told_version(self, our_version, _):
        return our_version

    def check_what_they_said(self, handshake, their_version, relay, negotiated):
        remote = handshake["remote"]
        self.assertEqual(remote["protocol_version"], their_version)
        self.assertEqual(services.as_number(remote["services"]), THEIR_SERVICES)
        self.assertEqual((remote["user_agent"], remote["start_height"]), (THEIR_USER_AGENT, 800))
        # Whoever dials writes the flag if its own version has it, whoever listens if the common one has.
        written = (negotiated if self.we_dial else their_version) >= 70001
        self.assertIs(remote["relay"], relay if written else True)

    def check_what_we_said(self, theirs, told, relay):
        version = next(event for event in theirs.of("callback") if event["name"] == "OnVersion")["fields"]
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
        self.assertIs(stats["witness"], True)
        self.assertIs(stats["verack_received"], True)
        self.assertIs(stats["wants_addrv2"], negotiated >= NEWEST)

    def check_pings(self, pair, negotiated):
        if negotiated > 60000:
            pair.check_alive()
            return
        for sender in (pair.ours, pair.theirs):  # a ping without a nonce, which nobody answers
            sender.send("ping")
        self.assertEqual(pair.ours.await_message("ping")["payload"], "")
        pair.theirs.await_callback("OnPing")

    def check_old_forms(self, pair, negotiated):
        """Both write addresses as the common version has them."""
        payload = message_samples.OLD_ADDRESS if negotiated < 31402 else message_samples.OF["addr"].payload
        pair.ours.send("addr", payload)
        self.assertEqual(pair.theirs.await_callback("OnAddr")["payload"], payload.hex())
        pair.theirs.send("addr", payload)
        self.assertEqual(pair.ours.await_message("addr")["payload"], payload.hex())

    def check_gates(self, ours, negotiated):
        """We refuse to send what the common version does not have; btcd would hang up."""
        for sample in message_samples.ALL:
            if sample.since > negotiated:
                ours.send(sample.command, sample.payload)
                self.assertIn(f"exists since protocol version {sample.since}", ours.await_refusal_of(sample.command))

    def test_their_version_is_old(self):
        for version in VERSIONS:
            with self.subTest(their_version=version):
                self.check_pair(self.newest, version, relay=version % 2 == 0)

    def test_our_version_is_old(self):
        for version in VERSIONS:
            if version <= self.newest:
                with self.subTest(our_version=version):
                    self.check_pair(version, NEWEST, relay=version % 2 == 1)


class AsBtcd(Handshake):
    profile = {"conduct": "btcd"}


class AsBtcdOf2016(Handshake):
    profile = {"conduct": "btcd-2016"}
    newest = 70012

    def told_version(self, our_version, negotiated):
        """That time's listener answered with the common version."""
        return our_version if self.we_dial else negotiated


class Choices:
    we_dial = None

    def test_what_we_do_not_offer(self):
        with PeerPair(self.we_dial, {"addrv2": "no", "wtxid_relay": "no"}) as pair:
            self.assertIs(pair.handshake["remote_wants_addrv2"], True)
            stats = pair.theirs.stats()
            self.assertIs(stats["wants_addrv2"], False)
            self.assertEqual(stats["traffic"]["read"]["failures"], 0, "no wtxidrelay, which they do not know")

    def test_either_network(self):
        with PeerPair(self.we_dial, {"network": SIMNET}, {"network": SIMNET}) as pair:
            pair.check_alive()

    def test_another_network(self):
        with PeerPair(self.we_dial, {}, {"network": SIMNET}, fails=True) as pair:
            pair.theirs.await_end()
            reasons = ("closed_by_remote", "connection_failed") if self.we_dial else ("wrong_magic",)
            self.assertIn(pair.ours.await_end()["reason"], reasons)

    def test_a_version_that_is_too_old(self):
        with PeerPair(self.we_dial, {}, {"protocol_version": 31402}, fails=True) as pair:
            end = pair.ours.await_end()
            self.assertEqual((end["reason"], end["fault"]), ("obsolete_protocol_version", "remote"))
            pair.theirs.await_end()


class WeDial(Handshake, Choices, unittest.TestCase):
    we_dial = True


class TheyDial(Handshake, Choices, unittest.TestCase):
    we_dial = False


class WeDialAsBtcd(AsBtcd, unittest.TestCase):
    we_dial = True


class TheyDialAsBtcd(AsBtcd, unittest.TestCase):
    we_dial = False


class WeDialAsBtcdOf2016(AsBtcdOf2016, unittest.TestCase):
    we_dial = True


class TheyDialAsBtcdOf2016(AsBtcdOf2016, unittest.TestCase):
    we_dial = False
