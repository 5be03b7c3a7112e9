"""btcd on Bitcoin's regtest, with and without the encrypted transport."""

import time

import installation
import services
from json_rpc import JsonRpc
from node import Node
from secp256k1 import public_key
from spend import MINER_KEY


class Btcd(Node):
    name = "btcd"
    network = "bitcoin-regtest"
    user_agent = r"^/btcwire:0\.5\.0/btcd:0\.26\.2"
    protocol_version = 70016

    def command(self):
        no_configuration = self.folder / "empty.conf"
        no_configuration.touch()
        return [installation.BTCD, "--regtest", f"--configfile={no_configuration}",
                f"--datadir={self.folder}/data", f"--logdir={self.folder}/logs",
                "--debuglevel=PEER=debug,SYNC=debug,TXMP=debug",
                f"--listen={self.address}", f"--rpclisten=127.0.0.1:{self.rpc_port}",
                "--notls", "--rpcuser=interop", "--rpcpass=interop", "--rpcmaxclients=50",
                "--nodnsseed", "--nobanning", "--txindex", "--trickleinterval=100ms",
                # A bare public key is an address to btcd; its coinbases then pay to the key itself.
                f"--miningaddr={public_key(MINER_KEY).hex()}"]

    def connect_rpc(self):
        return JsonRpc(self.rpc_port, "interop:interop")

    def mine(self, count):
        return self.rpc("generate", count)

    def drop(self, address):
        self.rpc("node", "disconnect", address)

    def services(self):
        """Has no RPC for it; these are what it offers when nothing is switched off."""
        return (services.NETWORK | services.BLOOM | services.WITNESS | services.COMPACT_FILTERS
                | services.NETWORK_LIMITED)

    def peer_services(self, peer):
        return int(peer["services"])  # decimal, padded to eight digits


class EncryptingBtcd(Btcd):
    """Dials in v2 first, and answers in what it is spoken to."""

    encrypts = True
    tested_last = 0

    def admits_us(self):
        """From one network it answers four who dial in v2 at once, and then two a second; it closes on all others. No
        test dials more than twice in a second."""
        now = time.monotonic()
        if now - self.tested_last < 1:
            return False
        self.tested_last = now
        return True

    def refusals(self):
        return self.process.log.read_text(encoding="utf-8").count("handshake rate limit reached")

    def command(self):
        return [*super().command(), "--v2transport"]

    def services(self):
        return super().services() | services.ENCRYPTED_TRANSPORT
