"""Every message that Exchangecoin has from Decred, sent by either side, means the same to the other; whoever dialled."""

import unittest

import exchangecoin_samples
from message_samples import holds
from peer_pair import ExchangecoinPair


class Messages:
    we_dial = None

    def pair(self):
        return ExchangecoinPair(self.we_dial)

    def test_what_they_send(self):
        with self.pair() as pair:
            for sample in exchangecoin_samples.ALL:
                with self.subTest(sample.command):
                    pair.theirs.send(sample.command, sample.payload)
                    arrived = pair.ours.await_message(sample.command)
                    self.assertEqual(arrived["payload"], sample.payload.hex())
                    self.assertEqual(arrived["fields"], sample.ours)
            pair.check_alive()
            pair.await_same_bytes()

    def test_what_we_send(self):
        with self.pair() as pair:
            for sample in exchangecoin_samples.ALL:
                with self.subTest(sample.command):
                    pair.ours.send(sample.command, sample.payload)
                    self.assertEqual(pair.ours.outcome_of(sample.command), "written")
                    called = pair.theirs.await_callback(sample.callback)
                    self.assertEqual(called["command"], sample.command)
                    self.assertEqual(called["payload"], sample.payload.hex())
                    self.assertTrue(holds(called["fields"], sample.theirs), called)
            pair.check_alive()
            pair.await_same_bytes()
            read = pair.theirs.stats()["traffic"]["read"]["commands"]
            self.assertLessEqual({sample.command for sample in exchangecoin_samples.ALL}, read.keys())

    def test_each_serialization_of_a_transaction(self):
        with self.pair() as pair:
            for name, payload in exchangecoin_samples.TRANSACTIONS.items():
                with self.subTest(name):
                    pair.theirs.send("tx", payload)
                    arrived = pair.ours.await_message("tx")
                    self.assertEqual(arrived["payload"], payload.hex())
                    self.assertEqual(arrived["fields"]["transaction"]["serialization"], name)
                    pair.ours.send("tx", payload)
                    self.assertEqual(pair.theirs.await_callback("OnTx")["payload"], payload.hex())
            pair.check_alive()

    def test_headers_and_blocks_that_they_only_carry(self):
        """Decred's headers are 100 bytes shorter, so these pass through their frames and not through their codec."""
        with self.pair() as pair:
            for command, payload in exchangecoin_samples.ONLY_HERE.items():
                pair.theirs.send_raw(command, payload)
                self.assertEqual(pair.ours.await_message(command)["payload"], payload.hex())
            pair.check_alive()


class WeDial(Messages, unittest.TestCase):
    we_dial = True


class TheyDial(Messages, unittest.TestCase):
    we_dial = False
