"""With our profile `btcd` both sides do the same when the same is done to them; whoever dialled."""

import unittest

from message_samples import address_v2, count
from peer_pair import SIMNET, PeerPair

# What is sent after the handshake, and the code of the rejection; None: nothing is said.
PUNISHED = {
    "a late sendaddrv2": ("sendaddrv2", b"", None),
    "a second verack": ("verack", b"", "duplicate"),
    "bytes behind the end": ("sendheaders", b"\x00", "malformed"),
    "bytes that are missing": ("ping", b"\x00\x01", "malformed"),
    "a wrong length inside": ("addrv2", count(1) + address_v2(1, bytes(5)), "malformed"),
    "too many entries": ("inv", b"\xfd\x51\xc3" + bytes(36 * 50_001), "malformed"),
}
TOLERATED = {"nobodyknows": b"\x00\x01\x02", "sendcmpct": b"\x00" + (2).to_bytes(8, "little"), "alert": b"\x00\x00"}

CODES = {"malformed": 0x01, "duplicate": 0x12}


class Profile:
    we_dial = None

    def pair(self):
        """Not on regtest, where btcd forgives too much."""
        return PeerPair(self.we_dial, {"network": SIMNET, "conduct": "btcd"}, {"network": SIMNET})

    def their_rejection(self, ours):
        """What we hear before the end: the code, "unread" when the text was too long for us, or None."""
        ours.await_end()
        if [event for event in ours.of("dropped") if event["command"] == "reject"]:
            return "unread"
        rejections = [event["fields"] for event in ours.of("message") if event["command"] == "reject"]
        return rejections[0]["code"] if rejections else None

    def our_rejection(self, theirs):
        theirs.await_end()
        rejections = [event["fields"] for event in theirs.of("callback") if event["name"] == "OnReject"]
        return rejections[0]["Code"] if rejections else None

    def test_they_punish(self):
        for name, (command, payload, code) in PUNISHED.items():
            with self.subTest(name), self.pair() as pair:
                pair.ours.send_raw(command, payload)
                self.assertIn(self.their_rejection(pair.ours), (code, "unread") if code else (None,))
                pair.theirs.await_end()

    def test_we_punish(self):
        for name, (command, payload, code) in PUNISHED.items():
            with self.subTest(name), self.pair() as pair:
                pair.theirs.send_raw(command, payload)
                self.assertEqual(self.our_rejection(pair.theirs), CODES.get(code))
                self.assertEqual(pair.ours.await_end()["fault"], "remote")

    def test_both_punish_a_second_version(self):
        with self.pair() as pair:
            version = next(event for event in pair.theirs.of("callback") if event["name"] == "OnVersion")
            pair.ours.send_raw("version", bytes.fromhex(version["payload"]))
            self.assertEqual(self.their_rejection(pair.ours), "duplicate")
        with self.pair() as pair:
            version = next(event for event in pair.ours.of("message") if event["command"] == "version")
            pair.theirs.send_raw("version", bytes.fromhex(version["payload"]))
            self.assertEqual(self.our_rejection(pair.theirs), CODES["duplicate"])

    def test_both_tolerate(self):
        with self.pair() as pair:
            for command, payload in TOLERATED.items():
                with self.subTest(command):
                    pair.ours.send_raw(command, payload)
                    pair.theirs.send_raw(command, payload)
                    pair.check_alive()


class WeDial(Profile, unittest.TestCase):
    we_dial = True


class TheyDial(Profile, unittest.TestCase):
    we_dial = False
