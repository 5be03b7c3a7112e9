"""What Dash's two sides do on their own, tolerate and punish after the handshake; whoever dialled."""

import unittest

import services
from dash_samples import PROTOCOL_VERSION
from peer_pair import DashPair

TRANSACTION, BLOCK = 1, 2


class Conduct:
    we_dial = None

    def pair(self, ours=None):
        return DashPair(self.we_dial, ours)

    def test_pings(self):
        with self.pair() as pair:
            self.assertGreater(pair.ours.measure()["round_trip_us"], 0)
            self.assertEqual(pair.theirs.measure()["payload"], bytes(range(8)).hex())
            pair.await_same_bytes()

    def test_they_disconnect(self):
        with self.pair() as pair:
            pair.check_alive()
            pair.theirs.disconnect()
            end = pair.ours.await_end()
            self.assertEqual((end["reason"], end["fault"]), ("closed_by_remote", "network"))
            pair.theirs.await_end()

    def test_we_disconnect(self):
        with self.pair() as pair:
            pair.check_alive()
            pair.ours.disconnect("that was all")
            end = pair.ours.await_end()
            self.assertEqual((end["reason"], end["fault"], end["detail"]), ("requested", "local", "that was all"))
            pair.theirs.await_end()

    def test_we_tolerate_what_we_do_not_know(self):
        """Among it their question for the list of masternodes, whose name is one character too long for a frame."""
        with self.pair() as pair:
            pair.theirs.send("getmnlistdiff", bytes(64))
            pair.theirs.send_raw("nobodyknows", b"\x00\x01\x02")
            for command in ("getmnlistdif", "nobodyknows"):
                self.assertEqual(pair.ours.await_event("unknown")["command"], command)
            pair.check_alive()

    def test_they_throw_at_what_they_do_not_know(self):
        with self.pair() as pair:
            pair.ours.send_raw("nobodyknows")
            self.assertIn("nobodyknows", pair.theirs.await_event("thrown")["message"])
            pair.theirs.await_end()
            pair.ours.await_end()

    def test_we_let_their_second_version_and_verack_go(self):
        with self.pair() as pair:
            version = next(event for event in pair.ours.of("message") if event["command"] == "version")
            pair.theirs.send("version", bytes.fromhex(version["payload"]))
            pair.theirs.send("verack")
            for command in ("version", "verack"):
                dropped = pair.ours.await_event("dropped", where=lambda event: event["command"] == command)
                self.assertEqual(dropped["reason"], "out_of_place")
            pair.check_alive()

    def test_we_drop_messages_of_newer_versions(self):
        with self.pair() as pair:
            for command, payload in (("qgetdata", bytes(67)), ("platformban", bytes(164))):
                pair.theirs.send_raw(command, payload)
                self.assertEqual(pair.ours.await_event("dropped")["command"], command)
            pair.check_alive()

    def test_we_do_not_send_messages_of_newer_versions(self):
        with self.pair() as pair:
            pair.ours.send("qgetdata", bytes(67))
            self.assertIn(f"negotiated is {PROTOCOL_VERSION}", pair.ours.await_refusal_of("qgetdata"))
            pair.check_alive()

    def test_our_inventory(self):
        with self.pair({"trickle": 0}) as pair:
            self.assertEqual(pair.ours.announce(TRANSACTION, 0, 1), {"queued": 1})
            self.assertEqual(pair.theirs.await_message("inv")["fields"]["types"], [TRANSACTION])
            self.assertEqual(pair.ours.announce(TRANSACTION, 0, 1), {"known": 1})
            self.assertEqual(pair.ours.announce(BLOCK, 0, 1), {"queued": 1})
            self.assertEqual(pair.theirs.await_message("inv")["fields"]["types"], [BLOCK])

    def test_the_largest_inventory(self):
        entries = 50_000
        payload = b"\xfd" + entries.to_bytes(2, "little") + (b"\x01\0\0\0" + bytes(range(32))) * entries
        with self.pair() as pair:
            pair.theirs.send("inv", payload)
            self.assertEqual(pair.ours.await_message("inv")["payload"], payload.hex())
            pair.ours.send("inv", payload)
            self.assertEqual(pair.theirs.await_message("inv")["payload"], payload.hex())
            pair.await_same_bytes()

    def test_we_give_up_on_silence(self):
        with self.pair({"patience": 100}) as pair:
            pair.ours.send("getdata", b"\x01\x02\0\0\0" + bytes(32))
            end = pair.ours.await_end()
            self.assertEqual((end["reason"], end["fault"]), ("stalled", "remote"))
            pair.theirs.await_end()

    def test_filters_only_for_those_whom_we_offer_them(self):
        with self.pair({"services": services.NETWORK}) as pair:
            pair.theirs.send("filteradd", b"\x01\x07")
            self.assertEqual(pair.ours.await_end()["fault"], "remote")
            pair.theirs.await_end()


class WeDial(Conduct, unittest.TestCase):
    we_dial = True


class TheyDial(Conduct, unittest.TestCase):
    we_dial = False
