"""btcd on Bitcoin's regtest."""

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
        """Has no RPC for it; these are what it offers when nothing is switched off and BIP 324 is not switched on."""
        return (services.NETWORK | services.BLOOM | services.WITNESS | services.COMPACT_FILTERS
                | services.NETWORK_LIMITED)

    def peer_services(self, peer):
        return int(peer["services"])  # decimal, padded to eight digits
