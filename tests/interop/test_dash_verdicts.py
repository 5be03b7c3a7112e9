"""What a stranger hears from the package dashcore-p2p and from us when its frames are wrong."""

import hashlib
import unittest
from contextlib import contextmanager
from struct import pack

from dash_samples import PROTOCOL_VERSION
from message_samples import sized
from peer_pair import DashcorePeer, DashPair, OurPeer
from stranger import Stranger, sha256

MAGIC = bytes.fromhex("fcc1b7dc")
MASTERNODE_CHALLENGE = hashlib.sha256(b"challenge").digest()


def version(behind=b""):
    return (pack("<iQq", PROTOCOL_VERSION, 1, 1_700_000_000) + bytes(26) + bytes(26) + pack("<Q", 1) +
            sized(b"/stranger:1/") + pack("<iB", 7, 1) + behind)


class Verdicts:
    kind = None

    @contextmanager
    def acquainted(self, behind=b""):
        with Stranger(MAGIC, lambda data: sha256(sha256(data))) as stranger, self.kind(DashPair.network) as peer:
            stranger.dial(peer.address())
            stranger.send("version", version(behind))
            stranger.await_payload("version")
            stranger.send("verack")
            yield stranger

    def test_a_right_frame(self):
        with self.acquainted() as stranger:
            self.assertIs(stranger.is_answered(), True)

    def test_a_challenge_behind_the_version(self):
        """From masternodes; behind it may stand that nobody else is wanted."""
        with self.acquainted(MASTERNODE_CHALLENGE) as stranger:
            self.assertIs(stranger.is_answered(), True)


class OfTheirs(Verdicts, unittest.TestCase):
    kind = DashcorePeer


class OfOurs(Verdicts, unittest.TestCase):
    kind = OurPeer

    def test_a_wrong_checksum(self):
        """The package skips such a frame."""
        with self.acquainted() as stranger:
            stranger.send("ping", bytes(8), checksum=b"\0\0\0\0")
            self.assertIs(stranger.is_answered(), False)

    def test_another_networks_magic(self):
        """The package waits for its own, for ever."""
        with self.acquainted() as stranger:
            stranger.send("ping", bytes(8), magic=bytes.fromhex("bf0c6bbd"))
            self.assertIs(stranger.is_answered(), False)

    def test_a_challenge_and_a_flag_behind_the_version(self):
        """The package throws at the flag, which Dash Core 0.14 and later send."""
        with self.acquainted(MASTERNODE_CHALLENGE + b"\0") as stranger:
            self.assertIs(stranger.is_answered(), True)
