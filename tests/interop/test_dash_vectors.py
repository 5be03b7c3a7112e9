"""The messages that the package dashcore-p2p tests itself with, read by our tool and written again by our library."""

import json
import unittest

import installation
import services
import tool
from peer_pair import DashPair

MAGIC, HEADER_BYTES = "bf0c6bbd", 24

# Given up by Dash since, or cut off: a command has no more than 12 characters.
UNKNOWN = {"alert", "getmnlistdif", "ix", "reject"}
# These are no such messages: eight bytes that could be a ping's, and something older than the form of today, which the
# class of theirs that reads list differences does not read either. The package passes on whatever bytes there are.
MADE_UP = {"dsq", "mnlistdiff"}
# Not to be said again.
OF_THE_HANDSHAKE = {"version", "verack"}


def vectors():
    """Command and frame, of each."""
    recorded = installation.DASHCORE_P2P / "node_modules/@dashevo/dashcore-p2p/test/data/messages.json"
    frames = [bytes.fromhex(named["message"]) for named in json.loads(recorded.read_text()).values()]
    return [(frame[4:16].rstrip(b"\0").decode(), frame) for frame in frames]


class Vectors(unittest.TestCase):
    def test_there_are_as_many_as_ever(self):
        self.assertEqual(len(vectors()), 26)

    def test_the_tool_reads_them(self):
        for command, frame in vectors():
            with self.subTest(command):
                refused = 1 if command in MADE_UP else 0
                finished = tool.run("decode", network="dash", standard_input=frame.hex(), expect=refused)
                event = finished.events[0]
                if refused:
                    self.assertEqual(event["event"], "error")
                    continue
                self.assertEqual((event["command"], event["payload_bytes"]), (command, len(frame) - HEADER_BYTES))
                self.assertIs("fields" in event, command not in UNKNOWN)

    def test_our_library_writes_them_again(self):
        with DashPair(True, {"services": services.NETWORK | services.BLOOM}) as pair:
            for command, frame in vectors():
                payload = frame[HEADER_BYTES:]
                if command in UNKNOWN | MADE_UP | OF_THE_HANDSHAKE:
                    continue
                with self.subTest(command):
                    pair.ours.send(command, payload)
                    self.assertEqual(pair.theirs.await_message(command)["payload"], payload.hex())
                    pair.theirs.send(command, payload)
                    self.assertEqual(pair.ours.await_message(command)["payload"], payload.hex())
            pair.check_alive()
            pair.await_same_bytes()

    def test_the_unknown_ones_are_let_go(self):
        with DashPair(True) as pair:
            for command, frame in vectors():
                if command in UNKNOWN:
                    pair.theirs.send_raw(command, frame[HEADER_BYTES:])
                    unknown = pair.ours.await_event("unknown")
                    self.assertEqual((unknown["command"], unknown["payload"]), (command, frame[HEADER_BYTES:].hex()))
            pair.check_alive()
