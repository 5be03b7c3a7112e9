"""What Exchangecoin's two sides do on their own and punish after the handshake; whoever dialled."""

import unittest

from exchangecoin_samples import OF, hashes
from message_samples import count
from peer_pair import ExchangecoinPair

# What ends the connection.
PUNISHED = {
    "an unknown command": ("nobodyknows", b"\x00\x01\x02"),
    "a message of Bitcoin's": ("sendaddrv2", b""),
    "a second verack": ("verack", b""),
    "bytes that are missing": ("ping", bytes(7)),
    "more than it can have": ("ping", bytes(9)),
    "too many entries": ("inv", b"\xfd\x51\xc3" + bytes(36 * 50_001)),
}


class Conduct:
    we_dial = None

    def pair(self, ours=None, theirs=None):
        return ExchangecoinPair(self.we_dial, ours, theirs)

    # Pings.

    def test_we_ping(self):
        with self.pair() as pair:
            self.assertGreater(pair.ours.measure()["round_trip_us"], 0)
            pair.theirs.await_callback("OnPing")

    def test_they_ping(self):
        with self.pair() as pair:
            self.assertEqual(pair.theirs.measure()["payload"], bytes(range(8)).hex())
            snapshot = pair.theirs.stats()["snapshot"]
            self.assertEqual(snapshot["LastPingNonce"], 0, "answered")
            self.assertGreater(snapshot["LastPingMicros"], 0)

    # The end.

    def test_they_disconnect(self):
        with self.pair() as pair:
            pair.check_alive()
            pair.theirs.disconnect()
            end = pair.ours.await_end()
            self.assertEqual((end["reason"], end["fault"]), ("closed_by_remote", "network"))
            pair.theirs.await_end()
            pair.await_same_bytes()

    def test_we_disconnect(self):
        with self.pair() as pair:
            pair.check_alive()
            pair.ours.disconnect("that was all")
            end = pair.ours.await_end()
            self.assertEqual((end["reason"], end["fault"], end["detail"]), ("requested", "local", "that was all"))
            pair.theirs.await_end()
            pair.await_same_bytes()

    def test_they_end_it_when_we_are_silent(self):
        with self.pair(theirs={"idle_timeout": "300ms"}) as pair:
            pair.theirs.await_end()
            self.assertEqual(pair.ours.await_end()["reason"], "closed_by_remote")

    # Offences.

    def test_they_punish(self):
        for name, (command, payload) in PUNISHED.items():
            with self.subTest(name), self.pair() as pair:
                pair.ours.send_raw(command, payload)
                pair.theirs.await_end()
                self.assertEqual(pair.ours.await_end()["reason"], "closed_by_remote")

    def test_we_punish(self):
        for name, (command, payload) in PUNISHED.items():
            with self.subTest(name), self.pair() as pair:
                pair.theirs.send_raw(command, payload)
                self.assertEqual(pair.ours.await_end()["fault"], "remote")
                pair.theirs.await_end()

    def test_both_punish_a_second_version(self):
        with self.pair() as pair:
            pair.ours.send_raw("version", bytes.fromhex(pair.theirs.callback("OnVersion")["payload"]))
            pair.theirs.await_end()
            pair.ours.await_end()
        with self.pair() as pair:
            version = next(event for event in pair.ours.of("message") if event["command"] == "version")
            pair.theirs.send_raw("version", bytes.fromhex(version["payload"]))
            self.assertEqual(pair.ours.await_end()["fault"], "remote")
            pair.theirs.await_end()

    def test_we_say_nothing_about_it(self):
        """A rejection says that somebody is there; Exchangecoin's peers only hang up."""
        with self.pair() as pair:
            pair.theirs.send_raw("nobodyknows")
            pair.ours.await_end()
            pair.theirs.await_end()
            self.assertEqual([each for each in pair.theirs.of("callback") if each["name"] == "OnReject"], [])

    def test_the_flavour_of_peer_v2_says_why(self):
        for name in ("an unknown command", "bytes that are missing"):
            command, payload = PUNISHED[name]
            with self.subTest(name), self.pair({"conduct": "exchangecoin-peer-v2"}) as pair:
                pair.theirs.send_raw(command, payload)
                self.assertEqual(pair.theirs.await_callback("OnReject")["fields"]["Code"], 0x01)
                pair.ours.await_end()
                pair.theirs.await_end()

    # Questions of ours that nobody answers: the program around their package knows no chain.

    def test_we_give_up_on_silence(self):
        for command in ("getdata", "getheaders", "getinitstate"):
            with self.subTest(command), self.pair({"patience": 100}) as pair:
                pair.ours.send(command, OF[command].payload)
                end = pair.ours.await_end()
                self.assertEqual((end["reason"], end["fault"]), ("stalled", "remote"))
                pair.theirs.await_end()

    def test_we_do_not_give_up_on_who_has_nothing_to_tell(self):
        """An empty mempool is answered by silence, as are nodes that are not current; the pong shows that they live."""
        with self.pair({"patience": 100}) as pair:
            for command in ("mempool", "getblocks"):
                pair.ours.send(command, OF[command].payload)
                pair.theirs.await_callback("OnPing")
            pair.ours.send("getminings")
            pair.check_alive()

    # Their questions.

    def test_they_do_not_ask_twice(self):
        for order, command in (("push getblocks", "getblocks"), ("push getheaders", "getheaders")):
            with self.subTest(command), self.pair() as pair:
                pair.theirs.tell(order, count=3, first=1)
                pair.theirs.tell(order, count=3, first=1)
                pair.theirs.tell(order, count=2, first=5)
                asked = [pair.ours.await_message(command)["fields"]["locator"]["hashes"] for _ in range(2)]
                self.assertEqual([len(each) for each in asked], [3, 2])

    def test_the_longest_locator(self):
        with self.pair() as pair:
            for order, command in (("push getblocks", "getblocks"), ("push getheaders", "getheaders")):
                pair.theirs.tell(order, count=500, first=1)
                self.assertEqual(len(pair.ours.await_message(command)["fields"]["locator"]["hashes"]), 500)
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

    # The largest.

    def test_their_addresses_are_capped(self):
        with self.pair() as pair:
            pair.theirs.tell("push addr", count=1500)
            items = pair.ours.await_message("addr")["fields"]["items"]
            self.assertEqual(len({item["address"] for item in items}), 1000)

    def test_the_largest_inventory(self):
        payload = b"\xfd" + (50_000).to_bytes(2, "little") + OF["inv"].payload[1:37] * 50_000
        self.check_both_ways("inv", "OnInv", payload)

    def test_the_largest_states(self):
        some = [bytes([number]) * 32 for number in range(40)]
        self.check_both_ways("miningstate", "OnMiningState", bytes(8) + hashes(*some[:8]) + hashes(*some))
        self.check_both_ways("initstate", "OnInitState", hashes(*some[:8]) + hashes(*some) + hashes(*some[:7]))
        self.check_both_ways("getinitstate", "OnGetInitState", count(32) + (count(32) + b"x" * 32) * 32)

    def test_the_largest_filter(self):
        data = b"\xfe" + (262_144).to_bytes(4, "little") + bytes(262_144)
        self.check_both_ways("cfilterv2", "OnCFilterV2", bytes(32) + data + bytes(4) + hashes(*[bytes(32)] * 32))

    def check_both_ways(self, command, callback, payload):
        with self.pair() as pair:
            pair.theirs.send(command, payload)
            self.assertEqual(pair.ours.await_message(command)["payload"], payload.hex())
            pair.ours.send(command, payload)
            self.assertEqual(pair.theirs.await_callback(callback)["payload"], payload.hex())
            pair.await_same_bytes()


class WeDial(Conduct, unittest.TestCase):
    we_dial = True


class TheyDial(Conduct, unittest.TestCase):
    we_dial = False
