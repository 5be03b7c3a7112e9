"""A stranger gets the same verdict from dcrd's package and from ours, whatever it says; whoever dialled.

Each verdict is also written down here, so that both being wrong in the same way shows."""

import unittest
from contextlib import contextmanager
from struct import pack

from exchangecoin_samples import NEWEST, OF, PREFIX, TRANSACTIONS, WITNESS, hashes
from message_samples import RAW, count, sized
from peer_pair import DcrdPeer, ExchangecoinPair, OurPeer
from stranger import Stranger, sha256

MAGIC = bytes.fromhex("ff7687bc")
TOO_LONG = 33 * 1024 * 1024


def version(number=NEWEST, user_agent=b"/stranger:1/", nonce=1, relay=b"\x01", behind=b""):
    address = bytes(26)
    return (pack("<iQq", number, 1, 1_700_000_000) + address + address + pack("<Q", nonce) +
            (sized(user_agent) if len(user_agent) < 0xfd else b"\xfd" + pack("<H", len(user_agent)) + user_agent) +
            pack("<i", 7) + relay + behind)


def frame(command, payload=b"", **wrong):
    return lambda stranger: stranger.send(command, payload, **wrong)


# What is sent after the handshake, and whether the connection goes on.
SAID = {
    # Frames.
    "nothing wrong": (frame("ping", bytes(8)), True),
    "a wrong checksum": (frame("ping", bytes(8), checksum=b"\0\0\0\0"), False),
    "a double checksum, as Bitcoin's": (frame("ping", bytes(8), checksum=sha256(sha256(bytes(8)))[:4]), False),
    "another network's magic": (frame("ping", bytes(8), magic=bytes.fromhex("e1d71799")), False),
    "an unknown command": (frame("nobodyknows", b"\1\2\3"), False),
    "a command without a name": (frame(""), False),
    "a command that is no text": (frame(b"pi\x01ng", bytes(8)), False),
    "a command with a gap": (frame(b"ping\0x", bytes(8)), False),
    "more than any message has": (frame("ping", bytes(8), size=TOO_LONG), False),
    "more than a ping has": (frame("ping", bytes(9)), False),
    "more than a sendheaders has": (frame("sendheaders", b"\0"), False),
    # Payloads.
    "a payload that ends early": (frame("ping", bytes(7)), False),
    "a byte behind the payload": (frame("getheaders", OF["getheaders"].payload + b"\0"), True),
    "a count that could be shorter": (frame("inv", b"\xfd\x01\x00" + OF["inv"].payload[1:37]), False),
    "an empty inv": (frame("inv", b"\0"), True),
    "inventory of a type that nobody has": (frame("inv", count(1) + pack("<I", 77) + RAW[0]), True),
    "too many addresses": (frame("addr", b"\xfd\xe9\x03" + bytes(30 * 1001)), False),
    "too long a locator": (frame("getheaders", bytes(4) + b"\xfd\xf5\x01" + bytes(32 * 502)), False),
    "too many votes": (frame("miningstate", bytes(8) + b"\0" + hashes(*[RAW[0]] * 41)), False),
    "too many treasury spends": (frame("initstate", b"\0\0" + hashes(*[RAW[0]] * 8)), False),
    "too many wishes": (frame("getinitstate", count(33) + sized(b"x") * 33), False),
    "too long a wish": (frame("getinitstate", count(1) + sized(b"x" * 33)), False),
    "a wish that is no text": (frame("getinitstate", count(1) + sized(b"\x07")), False),
    "a rejection that is no text": (frame("reject", sized(b"inv") + b"\x01" + sized(b"\xff")), False),
    "a rejection of a tx without its hash": (frame("reject", sized(b"tx") + b"\x01" + sized(b"bad")), False),
    "a rejection of an inv with a hash": (frame("reject", sized(b"inv") + b"\x01" + sized(b"bad") + RAW[0]), True),
    "too many filter types": (frame("cftypes", b"\xfd\x01\x01" + bytes(257)), False),
    "too many proofs": (frame("cfilterv2", bytes(32) + b"\0" + bytes(4) + hashes(*[RAW[0]] * 33)), False),
    "each serialization": (lambda stranger: [stranger.send("tx", each) for each in TRANSACTIONS.values()], True),
    "a fourth serialization": (frame("tx", pack("<HH", 1, 3) + PREFIX + WITNESS), False),
    "fewer witnesses than inputs": (frame("tx", pack("<HH", 1, 0) + PREFIX + b"\1" + bytes(17)), False),
    # Messages out of place.
    "a second version": (frame("version", version()), False),
    "a second verack": (frame("verack"), False),
    "each message there is": (lambda stranger: [stranger.send(sample.command, sample.payload) for sample in OF.values()],
                              True),
}

# What is said in place of a version, and whether the connection goes on.
INTRODUCED = {
    "nothing wrong": (frame("version", version()), True),
    "something else first": (frame("ping", bytes(8)), False),
    "a verack first": (frame("verack"), False),
    "version 0": (frame("version", version(0)), False),
    "a negative version": (frame("version", version(-1)), False),
    "a version that nobody has": (frame("version", version(70016)), True),
    "nothing after the receiver's address": (frame("version", version()[:46]), True),
    "no flag": (frame("version", version(relay=b"")), True),
    "a flag that is neither 0 nor 1": (frame("version", version(relay=b"\x02")), True),
    "a byte behind the flag": (frame("version", version(behind=b"\x07")), True),
    "more than a version has": (frame("version", version(behind=bytes(300))), False),
    "an end inside of the nonce": (frame("version", version()[:76]), False),
    "the longest name": (frame("version", version(user_agent=b"x" * 256)), True),
    "too long a name": (frame("version", version(user_agent=b"x" * 257)), False),
    "a name that is no text": (frame("version", version(user_agent=b"\xff")), False),
    "a wrong checksum": (frame("version", version(), checksum=b"\0\0\0\0"), False),
}


class Verdicts:
    kind = None
    they_dial = None  # they dial the stranger

    @contextmanager
    def met(self, **options):
        """A stranger, connected to a peer of that kind."""
        with Stranger(MAGIC, sha256) as stranger:
            if self.they_dial:
                options["dial"] = stranger.listen()
            with self.kind(ExchangecoinPair.network, **options) as peer:
                if self.they_dial:
                    stranger.accept()
                else:
                    stranger.dial(peer.address())
                yield stranger

    @contextmanager
    def acquainted(self, number=NEWEST):
        with self.met() as stranger:
            stranger.send("version", version(number))
            stranger.send("verack")
            stranger.await_payload("verack")
            yield stranger

    def test_after_the_handshake(self):
        for name, (say, goes_on) in SAID.items():
            with self.subTest(name), self.acquainted() as stranger:
                say(stranger)
                self.assertIs(stranger.is_answered(), goes_on)

    def test_in_place_of_a_version(self):
        for name, (say, goes_on) in INTRODUCED.items():
            with self.subTest(name), self.met() as stranger:
                say(stranger)
                stranger.send("verack")
                self.assertIs(stranger.is_answered(), goes_on)

    def test_messages_that_are_too_new(self):
        for sample in OF.values():
            for number in (sample.since, sample.since - 1) if sample.since > 1 else ():
                with self.subTest(sample.command, version=number), self.acquainted(number) as stranger:
                    stranger.send(sample.command, sample.payload)
                    self.assertIs(stranger.is_answered(), number == sample.since)

    def test_a_verack_is_not_waited_for(self):
        with self.met() as stranger:
            stranger.send("version", version())
            self.assertIs(stranger.is_answered(), True)
            self.assertEqual(stranger.heard[:3], ["version", "verack", "pong"])

    def test_a_listener_answers_with_the_common_version(self):
        for number in range(1, NEWEST + 3):
            with self.subTest(number), self.met() as stranger:
                stranger.send("version", version(number))
                said = int.from_bytes(stranger.await_payload("version")[:4], "little")
                self.assertEqual(said, NEWEST if self.they_dial else min(number, NEWEST))

    def test_the_first_words(self):
        """All that has no reason to differ does not."""
        with self.met(services=1, height=7) as stranger:
            stranger.send("version", version())
            payload = stranger.await_payload("version")
            port = stranger.socket.getsockname()[1]
        self.assertEqual(payload[:12], pack("<iQ", NEWEST, 1))
        # Whom it talks to: the services are those that it has just been told.
        self.assertEqual(payload[20:28], bytes(8) if self.they_dial else version()[4:12])
        self.assertEqual(payload[28:46], bytes(10) + b"\xff\xff\x7f\0\0\1" + pack(">H", port))
        # Itself, without an address.
        self.assertEqual(payload[46:72], pack("<Q", 1) + bytes(18))
        self.assertEqual(payload[-5:], pack("<iB", 7, 1))


class OfTheirsWhenTheyListen(Verdicts, unittest.TestCase):
    kind, they_dial = DcrdPeer, False


class OfTheirsWhenTheyDial(Verdicts, unittest.TestCase):
    kind, they_dial = DcrdPeer, True


class OfOursWhenWeListen(Verdicts, unittest.TestCase):
    kind, they_dial = OurPeer, False


class OfOursWhenWeDial(Verdicts, unittest.TestCase):
    kind, they_dial = OurPeer, True
