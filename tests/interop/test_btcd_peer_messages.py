"""Every message, sent by either side, means the same to the other; whoever dialled."""

import unittest

import message_samples
import services
from peer_pair import PeerPair

OFFERED = services.NETWORK | services.BLOOM | services.WITNESS | services.COMPACT_FILTERS


class Messages:
    we_dial = None

    def pair(self, services=OFFERED):
        return PeerPair(self.we_dial, {"services": services}, {"services": services})

    def test_what_they_send(self):
        with self.pair() as pair:
            for sample in message_samples.ALL:
                with self.subTest(sample.command):
                    pair.theirs.send(sample.command, sample.payload)
                    arrived = pair.ours.await_message(sample.command)
                    self.assertEqual(arrived["payload"], sample.payload.hex())
                    self.assertEqual(arrived["fields"], sample.ours)
            pair.check_alive()
            pair.await_same_bytes()

    def test_what_we_send(self):
        with self.pair() as pair:
            for sample in message_samples.ALL:
                with self.subTest(sample.command):
                    pair.ours.send(sample.command, sample.payload)
                    self.assertEqual(pair.ours.outcome_of(sample.command), "written")
                    if sample.callback:
                        called = pair.theirs.await_callback(sample.callback)
                        self.assertEqual(called["command"], sample.command)
                        self.assertEqual(called["payload"], sample.payload.hex())
                        self.assertTrue(message_samples.holds(called["fields"], sample.theirs), called)
            pair.check_alive()
            pair.await_same_bytes()
            read = pair.theirs.stats()["traffic"]["read"]["commands"]
            self.assertLessEqual({sample.command for sample in message_samples.ALL}, read.keys())


class WeDial(Messages, unittest.TestCase):
    we_dial = True


class TheyDial(Messages, unittest.TestCase):
    we_dial = False
