"""Dash's messages, sent by either side, mean the same to the other; whoever dialled."""

import unittest

import dash_samples
import services
from message_samples import holds
from peer_pair import DashPair


class Messages:
    we_dial = None

    def pair(self):
        """We offer filters: otherwise we hang up on who loads one."""
        return DashPair(self.we_dial, {"services": services.NETWORK | services.BLOOM})

    def check_arrival(self, arrived, sample):
        self.assertEqual(arrived["payload"], sample.payload.hex())
        self.assertEqual(arrived["fields"], sample.ours)

    def test_what_they_send(self):
        with self.pair() as pair:
            for sample in dash_samples.ALL:
                with self.subTest(sample.command):
                    pair.theirs.send(sample.command, sample.payload)
                    self.check_arrival(pair.ours.await_message(sample.command), sample)
            pair.check_alive()
            pair.await_same_bytes()

    def test_what_they_only_carry(self):
        """Messages of today that the package frames and does not read."""
        with self.pair() as pair:
            for sample in dash_samples.LET_GO + dash_samples.THROWN_AT:
                with self.subTest(sample.command):
                    pair.theirs.send_raw(sample.command, sample.payload)
                    self.check_arrival(pair.ours.await_message(sample.command), sample)
            pair.check_alive()
            pair.await_same_bytes()

    def test_what_we_send(self):
        with self.pair() as pair:
            for sample in dash_samples.ALL:
                with self.subTest(sample.command):
                    pair.ours.send(sample.command, sample.payload)
                    self.assertEqual(pair.ours.outcome_of(sample.command), "written")
                    arrived = pair.theirs.await_message(sample.command)
                    self.assertEqual(arrived["payload"], sample.payload.hex())
                    self.assertTrue(holds(arrived["fields"], sample.theirs), arrived)
            pair.check_alive()
            pair.await_same_bytes()

    def test_what_we_send_and_they_let_go(self):
        with self.pair() as pair:
            for sample in dash_samples.LET_GO:
                with self.subTest(sample.command):
                    pair.ours.send(sample.command, sample.payload)
                    self.assertEqual(pair.ours.outcome_of(sample.command), "written")
                    pair.await_same_bytes()  # the package reads on only when more bytes come
            pair.check_alive()
            pair.await_same_bytes()

    def test_what_we_send_and_they_throw_at(self):
        for sample in dash_samples.THROWN_AT:
            with self.subTest(sample.command), self.pair() as pair:
                pair.ours.send(sample.command, sample.payload)
                thrown = pair.theirs.await_event("thrown")
                self.assertEqual(thrown["message"], f"Unrecognized message command: {sample.command}")
                self.assertEqual(pair.ours.await_end()["reason"], "closed_by_remote")
                pair.theirs.await_end()

    def test_the_name_of_a_block(self):
        """Ours is known to be right from recorded blocks; theirs is X11 too."""
        sample = next(each for each in dash_samples.ALL if each.command == "headers")
        with self.pair() as pair:
            pair.ours.send("headers", sample.payload)
            self.assertEqual(pair.theirs.await_message("headers")["fields"]["ids"][0], dash_samples.GENESIS_NAME)

    def test_differences_of_the_list_of_masternodes(self):
        """The package passes their bytes on; its class for them reads what we wrote, as long as no quorum is new: of
        quorums it reads another form, in which a size comes before each."""
        with self.pair() as pair:
            payload = dash_samples.LIST_DIFFERENCES["none"]
            pair.ours.send("mnlistdiff", payload)
            arrived = bytes.fromhex(pair.theirs.await_message("mnlistdiff")["payload"])
            read = pair.theirs.read_as("SimplifiedMNListDiff", arrived)
            self.assertEqual(read["payload"], payload.hex())
            self.assertTrue(holds(read["fields"], dash_samples.THEIR_LIST_DIFFERENCE), read)

    def test_commitments_of_quorums(self):
        with self.pair() as pair:
            read = pair.theirs.read_as("QuorumEntry", dash_samples.QUORUM)
            self.assertEqual(read["payload"], dash_samples.QUORUM.hex())
            self.assertTrue(holds(read["fields"], dash_samples.THEIR_QUORUM), read)
            pair.theirs.send_raw("qfcommit", bytes.fromhex(read["payload"]))
            self.assertEqual(pair.ours.await_message("qfcommit")["fields"], {"commitment": dash_samples.OUR_QUORUM})


class WeDial(Messages, unittest.TestCase):
    we_dial = True


class TheyDial(Messages, unittest.TestCase):
    we_dial = False
