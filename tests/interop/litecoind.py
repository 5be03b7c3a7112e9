"""Debian's litecoind on regtest: the network code of Bitcoin Core 0.21 on another chain."""

import installation
from json_rpc import JsonRpc
from node import Node
from secp256k1 import public_key
from spend import MINER_KEY


class Litecoind(Node):
    name = "litecoind"
    network = "litecoin-regtest"
    user_agent = r"^/LitecoinCore:0\.21\.2"
    protocol_version = 70016

    def __init__(self, *options, wallet=False):
        self.wallet = wallet
        super().__init__(*options)

    def command(self):
        return [installation.LITECOIND, "-regtest", f"-datadir={self.folder}", "-printtoconsole=0", "-debug=net",
                "-bind=127.0.0.1", f"-port={self.port}", f"-rpcport={self.rpc_port}",
                "-dnsseed=0", "-discover=0", "-listenonion=0", "-upnp=0",
                "-peerbloomfilters=1", "-blockfilterindex=1", "-peerblockfilters=1", "-txindex=1",
                # In initial block download it ignores getheaders, except from those whom it would never ban.
                "-whitelist=noban@127.0.0.1",
                # What getblock shows is then what MSG_WITNESS_BLOCK fetches: witnesses, without the MWEB part.
                "-rpcserialversion=1",
                *(["-fallbackfee=0.0001"] if self.wallet else ["-disablewallet"])]

    def connect_rpc(self):
        cookie = (self.folder / "regtest/.cookie").read_text()
        return JsonRpc(self.rpc_port, cookie)

    def mine(self, count):
        paid_to_key = self.rpc("getdescriptorinfo", f"pk({public_key(MINER_KEY).hex()})")["descriptor"]
        return self.rpc("generatetodescriptor", count, paid_to_key)

    def drop(self, address):
        self.rpc("disconnectnode", address)

    def services(self):
        return int(self.rpc("getnetworkinfo")["localservices"], 16)

    def peer_services(self, peer):
        return int(peer["services"], 16)
