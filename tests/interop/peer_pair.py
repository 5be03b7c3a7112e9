"""Two peers that a test gives orders to: one of ours, and one of a package that others wrote."""

import json
import subprocess

import deadline
import installation
from program import Program

# As our library names them.
REGTEST, SIMNET = "bitcoin-regtest", "bitcoin-simnet"

# In v2: what a packet has besides its contents, and what stands in front of the first message besides garbage.
PACKET = 3 + 1 + 16
OPENING = 64 + 16 + PACKET


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

    def __init__(self, network, relay=True, **options):
        super().__init__("bitpeer_interop_peer", [installation.driver, "--network", network],
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

    def measure(self):
        """One ping of ours and its answer."""
        self.order("ping")
        return self.await_event("pong")

    def stats(self):
        self.order("stats")
        return self.await_event("stats")

    def bytes(self):
        """Sent and received."""
        stats = self.stats()
        return stats["bytes_sent"], stats["bytes_received"]


class JsonPeer(Peer):
    """A foreign one, whose orders are JSON."""

    def tell(self, command, **members):
        self.order(json.dumps(dict(members, command=command)))

    def send(self, command, payload=b""):
        self.tell("send", message=command, payload=payload.hex())

    def send_raw(self, command, payload=b""):
        self.tell("send raw", message=command, payload=payload.hex())

    def disconnect(self):
        self.tell("disconnect")

    def stats(self):
        self.tell("stats")
        return self.await_event("stats")


class GoPeer(JsonPeer):
    """btcd's package `peer`, or one of those that came from it: a callback for each message."""

    def await_handshake(self):
        return self.await_callback("OnVerAck")

    def await_callback(self, name):
        return self.await_event("callback", where=lambda event: event["name"] == name)

    def callback(self, name):
        """The first of that name that came."""
        return next(event for event in self.of("callback") if event["name"] == name)

    def measure(self):
        self.send("ping", bytes(range(8)))
        return self.await_callback("OnPong")

    def bytes(self):
        """Sent and received."""
        snapshot = self.stats()["snapshot"]
        return snapshot["BytesSent"], snapshot["BytesRecv"]


class BtcdPeer(GoPeer):
    def __init__(self, network, relay=True, v2=False, **options):
        options = dict(options, network=network.removeprefix("bitcoin-"))
        command = [installation.BTCD_PEER, f"--relay={str(relay).lower()}", f"--v2={str(v2).lower()}"]
        super().__init__("btcd_peer", command, options)


class DcrdPeer(GoPeer):
    def __init__(self, network, relay=True, **options):
        options = dict(options, network=network)
        super().__init__("dcrd_peer", [installation.DCRD_PEER, f"--relay={str(relay).lower()}"], options)


class DashcorePeer(JsonPeer):
    connected = "ready"

    def __init__(self, network, relay=True, **options):
        command = ["node", "--no-deprecation", installation.DASHCORE_P2P / "peer.js", "--network", network]
        super().__init__("dashcore_p2p", command, dict(options, relay=str(relay).lower()))

    def await_message(self, command):
        return self.await_event("message", where=lambda event: event["command"] == command)

    def first(self, command):
        """The first message of that name that came."""
        return next(event for event in self.of("message") if event["command"] == command)

    def read_as(self, what, payload):
        """What a class of theirs makes of it."""
        self.tell("read", what=what, payload=payload.hex())
        return self.await_event("read")

    def measure(self):
        self.send("ping", bytes(range(8)))
        return self.await_message("pong")

    def bytes(self):
        """Sent and received."""
        stats = self.stats()
        return stats["bytes_sent"], stats["bytes_received"]


class PeerPair:
    """Both, connected; inside of `with` the handshake is done on both sides, unless it is to fail."""

    kind = BtcdPeer
    network = REGTEST

    def __init__(self, we_dial, ours=None, theirs=None, fails=False):
        self.fails = fails
        options = {OurPeer: {"network": self.network, **(ours or {})},
                   self.kind: {"network": self.network, **(theirs or {})}}
        listening, dialling = (self.kind, OurPeer) if we_dial else (OurPeer, self.kind)
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
        self.ours.measure()
        self.theirs.measure()
        self.ours.stats()
        self.theirs.stats()


class EncryptedPair(PeerPair):
    """Both insist on v2, unless their options say otherwise. Our garbage always has one size: btcd takes nearly all."""

    def __init__(self, we_dial, ours=None, theirs=None, fails=False):
        ours = {"transport": "v2", "garbage": 1000, **(ours or {})}
        super().__init__(we_dial, ours, {"v2": True, **(theirs or {})}, fails)

    def await_same_bytes(self):
        """Of what they receive btcd counts the contents of packets only, and never what opens a connection."""
        def same():
            ours, theirs = self.ours.stats(), self.theirs.stats()["snapshot"]
            counted_by_them = theirs["BytesRecv"] + PACKET * ours["messages_sent"], theirs["BytesSent"]
            opened = OPENING + ours["garbage_sent"], OPENING + ours["garbage_received"]
            return (ours["bytes_sent"] - opened[0], ours["bytes_received"] - opened[1]) == counted_by_them

        deadline.until(same, 10, f"the bytes agree: {self.ours} {self.theirs}")


class ExchangecoinPair(PeerPair):
    kind = DcrdPeer
    network = "exchangecoin-simnet"


class DashPair(PeerPair):
    kind = DashcorePeer
    network = "dash-regtest"
