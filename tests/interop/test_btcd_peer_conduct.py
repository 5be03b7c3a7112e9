"""What the two sides do on their own, tolerate and punish after the handshake; whoever dialled."""

import unittest

import message_samples
import services
from message_samples import OF, address_v2, count
from peer_pair import SIMNET, PeerPair

# Bitcoin's messages that btcd does not know, or not any more.
UNKNOWN_TO_BTCD = ("alert", "blocktxn", "cmpctblock", "feature", "getblocktxn", "reconcildiff", "reqrecon",
                   "reqsketchext", "sendcmpct", "sendtxrcncl", "sketch", "staletip", "wtxidrelay", "nobodyknows")

WITNESS = {"services": services.NETWORK | services.WITNESS}


class Conduct:
    we_dial = None

    def pair(self, ours=None, theirs=None):
        return PeerPair(self.we_dial, ours, theirs)

    def check_end(self, pair, reason, fault):
        end = pair.ours.await_end()
        self.assertEqual((end["reason"], end["fault"]), (reason, fault))
        pair.theirs.await_end()

    # Pings.

    def test_we_ping(self):
        with self.pair() as pair:
            pair.ours.order("ping")
            self.assertGreater(pair.ours.await_event("pong")["round_trip_us"], 0)
            pair.theirs.await_callback("OnPing")

    def test_they_ping(self):
        with self.pair() as pair:
            pair.theirs.send("ping", bytes(range(8)))
            self.assertEqual(pair.theirs.await_callback("OnPong")["payload"], bytes(range(8)).hex())
            snapshot = pair.theirs.stats()["snapshot"]
            self.assertEqual(snapshot["LastPingNonce"], 0, "answered")
            self.assertGreater(snapshot["LastPingMicros"], 0)

    # The end.

    def test_they_disconnect(self):
        with self.pair() as pair:
            pair.check_alive()
            pair.theirs.disconnect()
            self.check_end(pair, "closed_by_remote", "network")
            pair.await_same_bytes()

    def test_we_disconnect(self):
        with self.pair() as pair:
            pair.check_alive()
            pair.ours.disconnect("that was all")
            end = pair.ours.await_end()
            self.assertEqual((end["reason"], end["fault"], end["detail"]), ("requested", "local", "that was all"))
            pair.theirs.await_end()
            pair.await_same_bytes()

    # What nobody knows.

    def test_they_tolerate_what_they_do_not_know(self):
        with self.pair() as pair:
            for command in UNKNOWN_TO_BTCD:
                pair.ours.send_raw(command, b"\x00\x01\x02")
                self.assertEqual(pair.ours.outcome_of(command), "written")
            pair.check_alive()
            read = pair.theirs.stats()["traffic"]["read"]
            negotiation = 1  # our wtxidrelay
            self.assertEqual(read["failures"], len(UNKNOWN_TO_BTCD) + negotiation)
            # btcd does not count the payloads of what it does not know.
            self.assertEqual(pair.ours.bytes()[0] - pair.theirs.bytes()[1], 3 * len(UNKNOWN_TO_BTCD))

    def test_we_tolerate_what_we_do_not_know(self):
        with self.pair() as pair:
            pair.theirs.send_raw("nobodyknows", b"\x00\x01\x02")
            unknown = pair.ours.await_event("unknown")
            self.assertEqual((unknown["command"], unknown["payload"]), ("nobodyknows", "000102"))
            pair.check_alive()
            self.assertEqual(pair.ours.stats()["unknown_messages"], 1)

    # Messages of the handshake, after it.

    def test_they_end_it_at_our_late_sendaddrv2(self):
        with self.pair() as pair:
            pair.ours.send_raw("sendaddrv2")
            self.check_end(pair, "closed_by_remote", "network")

    def test_they_reject_our_second_version_and_verack(self):
        for command in ("version", "verack"):
            with self.subTest(command), self.pair() as pair:
                version = next(event for event in pair.theirs.of("callback") if event["name"] == "OnVersion")
                pair.ours.send_raw(command, bytes.fromhex(version["payload"]) if command == "version" else b"")
                rejection = pair.ours.await_message("reject")["fields"]
                self.assertEqual((rejection["message"], rejection["code"]), (command, "duplicate"))
                self.assertEqual(rejection["reason"], f"duplicate {command} message")
                self.check_end(pair, "closed_by_remote", "network")

    def test_we_end_it_at_their_late_negotiation(self):
        for command in ("sendaddrv2", "wtxidrelay"):
            with self.subTest(command), self.pair() as pair:
                pair.theirs.send(command)
                self.check_end(pair, "negotiation_after_handshake", "remote")

    def test_we_let_their_second_version_and_verack_go(self):
        with self.pair() as pair:
            version = pair.ours.of("message")[0]
            self.assertEqual(version["command"], "version")
            pair.theirs.send("version", bytes.fromhex(version["payload"]))
            pair.theirs.send("verack")
            for command in ("version", "verack"):
                dropped = pair.ours.await_event("dropped")
                self.assertEqual((dropped["command"], dropped["reason"]), (command, "out_of_place"))
            pair.check_alive()

    # Broken payloads. On regtest btcd forgives whoever is on loopback.

    def test_they_reject_a_broken_payload(self):
        with self.pair({"network": SIMNET}, {"network": SIMNET}) as pair:
            pair.ours.send_raw("addrv2", count(1) + address_v2(1, bytes(5)))
            rejection = pair.ours.await_message("reject")["fields"]
            self.assertEqual((rejection["message"], rejection["code"]), ("malformed", "malformed"))
            self.assertIn("invalid address size", rejection["reason"])
            self.check_end(pair, "closed_by_remote", "network")

    def test_they_reject_it_at_length(self):
        """Their reason is often longer than the 111 bytes that a rejection may have; then we do not read it."""
        with self.pair({"network": SIMNET}, {"network": SIMNET}) as pair:
            pair.ours.send_raw("sendheaders", b"\x00")
            self.check_dropped(pair.ours, "reject")
            self.check_end(pair, "closed_by_remote", "network")

    def test_they_forgive_a_broken_payload_on_regtest(self):
        with self.pair() as pair:
            pair.ours.send_raw("sendheaders", b"\x00")
            pair.check_alive()

    def test_we_drop_what_is_above_our_limits(self):
        """Theirs are wider: 500 hashes in a locator, any reason in a rejection. Ours are Bitcoin Core's."""
        with self.pair() as pair:
            for order, command, fits, breaks in (("push getblocks", "getblocks", 101, 102),
                                                 ("push getheaders", "getheaders", 101, 102)):
                pair.theirs.tell(order, count=fits, first=1)
                self.assertEqual(len(pair.ours.await_message(command)["fields"]["locator"]["hashes"]), fits)
                pair.theirs.tell(order, count=breaks, first=1000)
                self.check_dropped(pair.ours, command)
            pair.theirs.tell("push reject", message="tx", reason="r" * 111, first=7)
            self.assertEqual(pair.ours.await_message("reject")["fields"]["reason"], "r" * 111)
            pair.theirs.tell("push reject", message="tx", reason="r" * 112, first=7)
            self.check_dropped(pair.ours, "reject")
            pair.check_alive()

    def check_dropped(self, ours, command):
        dropped = ours.await_event("dropped")
        self.assertEqual((dropped["command"], dropped["reason"]), (command, "malformed"))

    # Questions of ours that nobody answers: the program around their package knows no chain.

    def test_we_give_up_on_silence(self):
        for command in ("getdata", "getheaders"):
            with self.subTest(command), self.pair({"patience": 100}) as pair:
                pair.ours.send(command, OF[command].payload)
                self.check_end(pair, "stalled", "remote")

    def test_we_do_not_give_up_on_who_has_nothing_to_tell(self):
        """An empty mempool is answered by silence; the pong shows that they are there."""
        with self.pair({"patience": 100}) as pair:
            pair.ours.await_event("pong")  # to the ping that follows the handshake
            pair.theirs.await_callback("OnPing")
            for command in ("mempool", "getblocks"):
                pair.ours.send(command, OF[command].payload)
                pair.theirs.await_callback("OnPing")
            pair.check_alive()

    # Wishes.

    def test_wishes_are_noted(self):
        with self.pair() as pair:
            for command in ("sendheaders", "feefilter"):
                pair.theirs.send(command, OF[command].payload)
                pair.ours.await_message(command)
            stats = pair.ours.stats()
            self.assertIs(stats["remote_wants_headers"], True)
            self.assertEqual(stats["remote_fee_filter"], 1234)
            pair.ours.send("sendheaders")
            pair.theirs.await_callback("OnSendHeaders")
            self.assertIs(pair.theirs.stats()["wants_headers"], True)

    # Addresses.

    def test_their_addresses_are_capped(self):
        with self.pair() as pair:
            pair.theirs.tell("push addr", count=1500)
            items = pair.ours.await_message("addr")["fields"]["items"]
            self.assertEqual(len(items), 1000)
            self.assertEqual(len({item["address"] for item in items}), 1000)
            pair.theirs.tell("push addrv2", count=1500)
            self.assertEqual(len(pair.ours.await_message("addrv2")["fields"]["items"]), 1000)

    def test_they_skip_networks_that_they_do_not_know(self):
        known = address_v2(1, bytes([10, 0, 0, 1])) + address_v2(4, message_samples.TORV3)
        i2p, cjdns, nobodys = address_v2(5, bytes(32)), address_v2(6, b"\xfc" + bytes(15)), address_v2(99, b"\x01")
        with self.pair() as pair:
            pair.ours.send("addrv2", count(5) + i2p + known + cjdns + nobodys)
            self.assertEqual(pair.theirs.await_callback("OnAddrV2")["payload"], (count(2) + known).hex())
            pair.check_alive()

    # Witnesses.

    def test_witnesses_only_for_those_who_offer_them(self):
        with self.pair(WITNESS, WITNESS) as pair:
            pair.ours.send("tx", message_samples.TRANSACTION)
            self.assertEqual(pair.theirs.await_callback("OnTx")["payload"], message_samples.TRANSACTION.hex())
        with self.pair(WITNESS, {"services": services.NETWORK}) as pair:
            pair.ours.send("tx", message_samples.TRANSACTION)
            self.assertEqual(pair.theirs.await_callback("OnTx")["payload"],
                             message_samples.STRIPPED_TRANSACTION.hex())

    # The largest.

    def test_the_largest_inventory(self):
        entries = 50_000
        payload = b"\xfd" + entries.to_bytes(2, "little") + OF["inv"].payload[1:37] * entries
        with self.pair() as pair:
            pair.theirs.send("inv", payload)
            self.assertEqual(pair.ours.await_message("inv")["payload"], payload.hex())
            pair.ours.send("inv", payload)
            self.assertEqual(pair.theirs.await_callback("OnInv")["payload"], payload.hex())
            pair.await_same_bytes()


class WeDial(Conduct, unittest.TestCase):
    we_dial = True


class TheyDial(Conduct, unittest.TestCase):
    we_dial = False
