"""Two peers that a test gives orders to: one of ours, and one of btcd's package `peer`."""

import json
import subprocess

import deadline
import installation
from program import Program

REGTEST, SIMNET = "regtest", "simnet"


class Peer(Program):
    """One connection, dialled or accepted. It lives until its standard input ends."""

    connected = ""  # the event that ends its handshake

    def __init__(self, name, command, options):
        for option, value in options.items():
            command += [f"--{option.replace('_', '-')}", str(value)]
        super().__init__(name, command, subprocess.PIPE)

    def __exit__(self, failure=None, *_):
        """Must end well by itself, unless something went wrong before."""
        try:
            self.process.popen.stdin.close()
            if failure is None and (code := self.process.wait(10)) != 0:
                raise AssertionError(f"it ended with exit code {code}. {self}")
        finally:
            super().__exit__()

    def next_event(self, seconds):
        event = super().next_event(seconds)
        if event and event["event"] == "error":
            raise AssertionError(f"an order was not carried out. {self}")
        return event

    def order(self, line):
        self.process.popen.stdin.write(line.encode("ascii") + b"\n")
        self.process.popen.stdin.flush()

    def address(self):
        return self.await_event("listening")["address"]

    def await_handshake(self):
        return self.await_event(self.connected)

    def await_end(self):
        return self.await_event("disconnected")


class OurPeer(Peer):
    connected = "handshake"

    def __init__(self, network=REGTEST, relay=True, **options):
        super().__init__("bitpeer_interop_peer", [installation.driver, "--network", f"bitcoin-{network}"],
                         dict(options, relay="yes" if relay else "no"))

    def send(self, command, payload=b""):
        """From the value that the payload encodes."""
        self.order(f"send {command} {payload.hex()}")

    def send_raw(self, command, payload=b""):
        self.order(f"send-raw {command} {payload.hex()}")

    def outcome_of(self, command):
        return self.await_event("sent", where=lambda event: event["command"] == command)["outcome"]

    def await_refusal_of(self, command):
        return self.await_event("refused", where=lambda event: event["command"] == command)["message"]

    def await_message(self, command):
        return self.await_event("message", where=lambda event: event["command"] == command)

    def announce(self, kind, first, count):
        """How many entries had which outcome."""
        self.order(f"announce {kind} {first} {count}")
        told = self.await_event("announced")
        return {outcome: number for outcome, number in told.items() if outcome != "event"}

    def know(self, kind, first, count):
        self.order(f"know {kind} {first} {count}")

    def disconnect(self, detail=""):
        self.order(f"disconnect {detail}")

    def stats(self):
        self.order("stats")
        return self.await_event("stats")

    def bytes(self):
        """Sent and received."""
        stats = self.stats()
        return stats["bytes_sent"], stats["bytes_received"]


class BtcdPeer(Peer):
    def __init__(self, network=REGTEST, relay=True, **options):
        options = dict(options, network=network)
        super().__init__("btcd_peer", [installation.BTCD_PEER, f"--relay={str(relay).lower()}"], options)

    def await_handshake(self):
        return self.await_callback("OnVerAck")

    def tell(self, command, **members):
        self.order(json.dumps(dict(members, command=command)))

    def send(self, command, payload=b""):
        self.tell("send", message=command, payload=payload.hex())

    def send_raw(self, command, payload=b""):
        self.tell("send raw", message=command, payload=payload.hex())

    def await_callback(self, name):
        return self.await_event("callback", where=lambda event: event["name"] == name)

    def disconnect(self):
        self.tell("disconnect")

    def stats(self):
        self.tell("stats")
        return self.await_event("stats")

    def bytes(self):
        """Sent and received."""
        snapshot = self.stats()["snapshot"]
        return snapshot["BytesSent"], snapshot["BytesRecv"]


class PeerPair:
    """Both, connected; inside of `with` the handshake is done on both sides, unless it is to fail."""

    def __init__(self, we_dial, ours=None, theirs=None, fails=False):
        self.fails = fails
        options = {OurPeer: ours or {}, BtcdPeer: theirs or {}}
        listening, dialling = (BtcdPeer, OurPeer) if we_dial else (OurPeer, BtcdPeer)
        listener = listening(**options[listening])
        try:
            dialler = dialling(dial=listener.address(), **options[dialling])
        except BaseException as failure:
            listener.__exit__(failure)
            raise
        self.ours, self.theirs = (dialler, listener) if we_dial else (listener, dialler)

    def __enter__(self):
        if self.fails:
            return self
        try:
            self.handshake = self.ours.await_handshake()
            self.theirs.await_handshake()
        except BaseException as failure:
            self.__exit__(failure)
            raise
        return self

    def __exit__(self, failure=None, *_):
        try:
            self.ours.__exit__(failure)
        finally:
            self.theirs.__exit__(failure)

    def await_same_bytes(self):
        """What each has sent, the other has received, to the byte."""
        def same():
            sent_by_us, received_by_us = self.ours.bytes()
            sent_by_them, received_by_them = self.theirs.bytes()
            return (sent_by_us, sent_by_them) == (received_by_them, received_by_us)

        deadline.until(same, 10, f"the bytes agree: {self.ours} {self.theirs}")

    def check_alive(self):
        """Both still answer. Then both have seen all that came before, and `events` hold it."""
        self.ours.order("ping")
        self.ours.await_event("pong")
        self.theirs.send("ping", bytes(range(8)))
        self.theirs.await_callback("OnPong")
        self.ours.stats()
        self.theirs.stats()
