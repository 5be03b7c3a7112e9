"""The encrypted transport, v2 (BIP 324): with btcd's package `peer`, connection by connection, and with whole nodes."""

import unittest
from struct import pack

import services
import test_btcd_peer_messages
import tool
from btcd import Btcd, EncryptingBtcd
from litecoind import Litecoind
from message_samples import HEADER, OF, count
from node_test import NodeTest
from peer_pair import EncryptedPair

REKEYED_AFTER = 224      # packets of one side
MAX_GARBAGE = 4095
THEY_TAKE = 4094         # of garbage: one byte less than everybody may send
LARGEST_MESSAGE = 4_000_000

BOUNDARIES = sorted({size + step for size in (1, 16, 64, 0xfd, 1 << 12, 1 << 16) for step in (-1, 0, 1)})


def compact_size(number):
    return count(number) if number < 0xfd else b"\xfd" + pack("<H", number) if number < 1 << 16 \
        else b"\xfe" + pack("<I", number)


def filter_of(size):
    """A `cfilter` with so many bytes in it; no two are the same."""
    return b"\x00" + OF["cfilter"].payload[1:33] + compact_size(size) + (pack("<I", size) * (size // 4 + 1))[:size]


def block_of(size):
    """A block that is all one output's script."""
    head = HEADER + count(1) + pack("<i", 2) + count(1) + bytes(36) + count(0) + bytes(4) + count(1) + bytes(8)
    tail = bytes(4)
    script = size - len(head) - len(tail) - 5
    return head + compact_size(script) + b"\x6a" * script + tail


class Pairs:
    we_dial = None

    def pair(self, ours=None, theirs=None, fails=False):
        return EncryptedPair(self.we_dial, ours, theirs, fails)


class Packets(Pairs):
    def test_both_say_that_it_is_encrypted(self):
        with self.pair() as pair:
            self.assertEqual((pair.handshake["transport"], pair.handshake["transport_choice"]), ("v2", "configured"))
            self.assertRegex(pair.handshake["session_id"], "^[0-9a-f]{64}$")
            self.assertIs(pair.theirs.stats()["snapshot"]["V2Connection"], True)
            pair.check_alive()
            pair.await_same_bytes()

    def test_each_connection_has_a_session_of_its_own(self):
        sessions = set()
        for _ in range(3):
            with self.pair() as pair:
                sessions.add(pair.handshake["session_id"])
        self.assertEqual(len(sessions), 3)

    def test_keys_change_again_and_again(self):
        rounds = 3 * REKEYED_AFTER + 10
        with self.pair() as pair:
            for number in range(rounds):
                pair.ours.send("cfilter", filter_of(number))
                pair.theirs.send("cfilter", filter_of(number))
                if number % 100 == 0:
                    pair.check_alive()
            self.check_filters(pair.ours, "message", rounds)
            self.check_filters(pair.theirs, "callback", rounds)
            pair.await_same_bytes()

    def check_filters(self, receiver, event_name, count):
        """So many came, in the order in which they were sent."""
        def came():
            return [event["payload"] for event in receiver.of(event_name) if event["command"] == "cfilter"]

        while len(came()) < count:
            self.assertTrue(receiver.next_event(20), receiver)
        self.assertEqual(came(), [filter_of(number).hex() for number in range(count)])

    def test_messages_of_many_sizes(self):
        with self.pair() as pair:
            for size in BOUNDARIES:
                pair.ours.send("cfilter", filter_of(size))
                self.assertEqual(pair.theirs.await_callback("OnCFilter")["payload"], filter_of(size).hex())
                pair.theirs.send_raw("nobodyknows", bytes(size))
                self.assertEqual(pair.ours.await_event("unknown")["payload"], bytes(size).hex())
            pair.await_same_bytes()

    def test_the_largest_message(self):
        block = block_of(LARGEST_MESSAGE)
        self.assertEqual(len(block), LARGEST_MESSAGE)
        with self.pair() as pair:
            pair.theirs.send("block", block)
            self.assertTrue(pair.ours.await_message("block")["payload"] == block.hex())
            pair.ours.send("block", block)
            self.assertTrue(pair.theirs.await_callback("OnBlock")["payload"] == block.hex())
            pair.check_alive()
            pair.await_same_bytes()

    def test_they_let_our_decoys_go(self):
        with self.pair({"decoys": 2}) as pair:
            for number in range(REKEYED_AFTER):
                pair.ours.send("cfilter", filter_of(number))
            self.check_filters(pair.theirs, "callback", REKEYED_AFTER)


class Garbage(Pairs):
    def test_every_size_that_both_take(self):
        for ours, theirs in ((0, 0), (1, MAX_GARBAGE), (16, 15), (THEY_TAKE, 1), (THEY_TAKE, MAX_GARBAGE)):
            with self.subTest(ours=ours, theirs=theirs), self.pair({"garbage": ours}, {"garbage": theirs}) as pair:
                told = pair.handshake["garbage_sent"], pair.handshake["garbage_received"]
                self.assertEqual(told, (ours, theirs))
                pair.check_alive()
                pair.await_same_bytes()

    def test_they_take_one_byte_less_than_everybody_may_send(self):
        with self.pair({"garbage": MAX_GARBAGE}, fails=True) as pair:
            end = pair.ours.await_end()
            self.assertEqual((end["fault"], end["reason"] in ("closed_by_remote", "connection_failed")),
                             ("network", True), end)
            pair.theirs.await_end()


class Choice(Pairs):
    def check_choice(self, ours, theirs, transport, choice):
        with self.pair({"transport": ours}, {"v2": theirs}) as pair:
            self.assertEqual((pair.handshake["transport"], pair.handshake["transport_choice"]), (transport, choice))
            self.assertEqual("session_id" in pair.handshake, transport == "v2")
            pair.check_alive()

    def test_we_would_take_either(self):
        self.check_choice("auto", True, "v2", "preferred" if self.we_dial else "detected")


class WeDial(Packets, Garbage, Choice, unittest.TestCase):
    we_dial = True

    def test_they_answer_in_v1_when_we_want_it(self):
        self.check_choice("v1", True, "v1", "configured")

    def test_they_do_not_know_it(self):
        """They close on us, and listen no more: to whoever listens, auto goes back in v1 (below, with whole nodes)."""
        for ours in ("v2", "auto"):
            with self.subTest(ours), self.pair({"transport": ours}, {"v2": False}, fails=True) as pair:
                pair.theirs.await_end()
                pair.ours.await_end()


class TheyDial(Packets, Garbage, Choice, unittest.TestCase):
    we_dial = False

    def test_we_answer_in_v1_when_they_want_it(self):
        self.check_choice("auto", False, "v1", "detected")

    def test_we_do_not_answer_in_v1_when_we_do_not_want_it(self):
        with self.pair({"transport": "v2"}, {"v2": False}, fails=True) as pair:
            pair.theirs.await_end()
            self.assertEqual(pair.ours.await_end()["fault"], "remote")

    def test_they_see_that_we_do_not_know_it(self):
        with self.pair({"transport": "v1"}, fails=True) as pair:
            self.assertEqual(pair.ours.await_end()["reason"], "wrong_magic")
            pair.theirs.await_end()
            self.assertIs(pair.theirs.stats()["falls_back_to_v1"], True)


class EveryMessage(Pairs, test_btcd_peer_messages.Messages):
    def pair(self):
        offered = {"services": test_btcd_peer_messages.OFFERED}
        return EncryptedPair(self.we_dial, offered, offered)


class EveryMessageWeDial(EveryMessage, unittest.TestCase):
    we_dial = True


class EveryMessageTheyDial(EveryMessage, unittest.TestCase):
    we_dial = False


class Nodes(NodeTest):
    def ping(self, transport, expect=0):
        finished = tool.run("ping", self.node.address, "--count", "2", "--transport", transport,
                            network=self.node.network, expect=expect)
        self.assertEqual(len(finished.of("pong")), 0 if expect else 2)
        return finished.events

    def check_ping(self, asked, transport, choice):
        handshake = self.ping(asked)[0]
        self.assertEqual((handshake["transport"], handshake["transport_choice"]), (transport, choice))
        self.assertRegex(handshake["session_id"], "^[0-9a-f]{64}$" if transport == "v2" else "^$")

    def test_v1_when_we_want_it(self):
        self.check_ping("v1", "v1", "configured")

    def test_whatever_comes_out_when_we_would_take_either(self):
        self.check_ping("auto", *self.node.transport(we_dial=True))


class OldNodes(Nodes):
    def test_no_connection_when_we_want_v2(self):
        error = self.ping("v2", expect=1)[-1]
        self.assertEqual((error["event"], error["code"]), ("error", "handshake_failed"))
        self.assertRegex(error["message"], "closed|reset")

    def test_every_verb_falls_back(self):
        verbs = {"headers": ["--from", "215"], "block": [self.node.tip()], "watch": ["--count", "4"]}
        for verb, arguments in verbs.items():
            with self.subTest(verb):
                finished = tool.run(verb, self.node.address, *arguments, network=self.node.network)
                connected = finished.of("connected")[0]
                self.assertEqual((connected["transport"], connected["transport_choice"]), ("v1", "fallback"))

    def test_we_do_not_answer_it_when_we_listen_for_v2_only(self):
        with tool.Tool("listen", "127.0.0.1:0", "--transport", "v2", network=self.node.network) as listen:
            self.node.dial(listen.await_event("listening")["address"])
            self.assertTrue(listen.await_event("disconnected")["reason"])
            self.assertEqual(listen.of("connected"), [])
            self.assertEqual(listen.interrupt(), 0)


class WithBtcd(OldNodes, unittest.TestCase):
    kind = Btcd


class WithLitecoind(OldNodes, unittest.TestCase):
    kind = Litecoind


class WithEncryptingBtcd(Nodes, unittest.TestCase):
    """What else is done with it: see the classes of this name wherever a node is asked for something."""

    kind = EncryptingBtcd

    def test_v2_when_we_want_it(self):
        self.check_ping("v2", "v2", "configured")

    def test_the_node_says_so_too(self):
        with tool.Tool("watch", self.node.address, network=self.node.network) as watch:
            self.assertIs(self.connected(inbound=True)["v2_connection"], True)
            self.assertEqual(watch.interrupt(), 0)

    def test_it_dials_us(self):
        for transport in ("v2", "auto"):
            with self.subTest(transport), tool.Tool("listen", "127.0.0.1:0", "--transport", transport,
                                                    network=self.node.network) as listen:
                self.node.dial(listen.await_event("listening")["address"])
                self.assertEqual(listen.await_event("connected")["transport"], "v2")
                us = self.connected(inbound=False)
                self.assertIs(us["v2_connection"], True)
                self.assertTrue(self.node.peer_services(us) & services.ENCRYPTED_TRANSPORT)
                self.assertEqual(listen.interrupt(), 0)
