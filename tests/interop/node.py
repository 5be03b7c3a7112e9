"""What the tests ask of any node. Subclasses say how to start it, mine with it and read its answers."""

import os
import tempfile
from pathlib import Path

import deadline
from free_port import free_port
from json_rpc import RpcError
from process import Process
from spend import Output

COINBASE_MATURITY = 100


class Node:
    name = ""            # as in messages of failed tests
    network = ""         # the tool's name for the network that the node is on
    user_agent = ""      # a pattern
    protocol_version = 0
    encrypts = False     # whether it speaks the encrypted transport, v2

    def __init__(self, *options):
        self.folder = Path(tempfile.mkdtemp(prefix=f"{self.name}-"))
        self.options = options
        self.port = free_port()
        self.rpc_port = free_port()
        self.process = None
        self.coinbases_taken = 0
        self.start()

    @property
    def address(self):
        return f"127.0.0.1:{self.port}"

    def transport(self, we_dial):
        """What a connection between us comes to unless one side insists, and why, as the tool tells it."""
        if self.encrypts:
            return "v2", "preferred" if we_dial else "detected"
        return "v1", "fallback" if we_dial else "detected"

    def admits_us(self):
        """Whether it lets in as many connections of ours as one test makes. Asked before each test, until it does."""
        return True

    def refusals(self):
        """How many connections it has refused because there were too many of them."""
        return 0

    def start(self):
        environment = dict(os.environ, HOME=str(self.folder))
        self.process = Process([*self.command(), *self.options], self.folder / "output.log", environment)
        try:
            deadline.until(self.answers, 60, f"{self.name} answers RPC")
        except BaseException:
            self.stop()
            raise

    def answers(self):
        if not self.process.alive():
            raise RuntimeError(f"{self.name} ended by itself:\n{self.process.last_lines()}")
        try:
            self.rpc = self.connect_rpc()
            return self.rpc("getblockcount") >= 0
        except (OSError, RpcError):
            return False

    def restart(self, *options):
        self.process.stop()
        self.options = options
        self.start()

    def stop(self):
        self.process.stop()

    def command(self):
        raise NotImplementedError

    def connect_rpc(self):
        raise NotImplementedError

    def mine(self, count):
        """Hashes of new blocks on top of the chain; their coinbases pay to our key."""
        raise NotImplementedError

    def services(self):
        """Its own, as the handshake should show them."""
        raise NotImplementedError

    def peer_services(self, peer):
        """Those of an entry of getpeerinfo."""
        raise NotImplementedError

    def mature_coinbase(self):
        """One that pays to our key, another with each call."""
        self.coinbases_taken += 1
        assert self.height() - self.coinbases_taken >= COINBASE_MATURITY, "mine more blocks first"
        txid = self.transactions_of(self.hash_at(self.coinbases_taken))[0]
        coins = self.rpc("gettxout", txid, 0)["value"]
        return Output(txid, round(coins * 100_000_000))

    def height(self):
        return self.rpc("getblockcount")

    def tip(self):
        return self.rpc("getbestblockhash")

    def hash_at(self, height):
        return self.rpc("getblockhash", height)

    def raw_block(self, block_hash):
        return bytes.fromhex(self.rpc("getblock", block_hash, 0))

    def transactions_of(self, block_hash):
        return self.rpc("getblock", block_hash, 1)["tx"]

    def mempool(self):
        return self.rpc("getrawmempool")

    def dial(self, address):
        self.rpc("addnode", address, "onetry")

    def drop(self, address):
        """Ends the connection to that peer."""
        raise NotImplementedError

    def peers(self):
        return self.rpc("getpeerinfo")

    def peer(self, inbound):
        """The one peer of the asked direction that has said its version, or None."""
        said_version = [peer for peer in self.peers() if peer["inbound"] == inbound and peer["subver"]]
        return said_version[0] if said_version else None
