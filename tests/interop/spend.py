"""Valid transactions of one input and one output: a coinbase paid to our key, and a witness script output."""

import hashlib
from dataclasses import dataclass

from secp256k1 import public_key, sign

MINER_KEY = int.from_bytes(hashlib.sha256(b"bitpeer interop miner").digest(), "big")

SIGHASH_ALL = 1
FINAL = b"\xff\xff\xff\xff"
VERSION = (2).to_bytes(4, "little")
LOCK_TIME = bytes(4)
FEE = 10_000


def sha256d(data):
    return hashlib.sha256(hashlib.sha256(data).digest()).digest()


def push(data):
    assert len(data) < 76
    return bytes([len(data)]) + data


KEY_SCRIPT = push(public_key(MINER_KEY)) + b"\xac"                      # <key> OP_CHECKSIG
WITNESS_SCRIPT = b"\x00" + push(hashlib.sha256(KEY_SCRIPT).digest())    # the same, as P2WSH


@dataclass
class Output:
    """One that can be spent: the first of transaction `txid`."""
    txid: str
    value: int

    def outpoint(self):
        return bytes.fromhex(self.txid)[::-1] + bytes(4)


@dataclass
class Transaction:
    raw: bytes
    stripped: bytes  # without witnesses
    value: int       # of its only output

    @property
    def txid(self):
        return sha256d(self.stripped)[::-1].hex()

    def output(self):
        return Output(self.txid, self.value)


def spend_key(spent, script=KEY_SCRIPT):
    """Spends an output that pays to our key; the value less a fee goes to `script`."""
    value = spent.value - FEE
    outputs = output_list(value, script)
    digest = sha256d(unsigned(spent, KEY_SCRIPT, outputs) + SIGHASH_ALL.to_bytes(4, "little"))
    raw = unsigned(spent, push(signature(digest)), outputs)
    return Transaction(raw, raw, value)


def spend_witness_script(spent, script=KEY_SCRIPT):
    """Spends an output that pays to WITNESS_SCRIPT; signed as BIP 143 says."""
    value = spent.value - FEE
    outputs = output_list(value, script)
    digest = sha256d(VERSION + sha256d(spent.outpoint()) + sha256d(FINAL) + spent.outpoint() + push(KEY_SCRIPT)
                     + spent.value.to_bytes(8, "little") + FINAL + sha256d(outputs[1:]) + LOCK_TIME
                     + SIGHASH_ALL.to_bytes(4, "little"))
    stripped = unsigned(spent, b"", outputs)
    witness = b"\x02" + push(signature(digest)) + push(KEY_SCRIPT)
    body = stripped[len(VERSION):-len(LOCK_TIME)]
    return Transaction(VERSION + b"\x00\x01" + body + witness + LOCK_TIME, stripped, value)


def signature(digest):
    return sign(MINER_KEY, digest) + bytes([SIGHASH_ALL])


def output_list(value, script):
    return b"\x01" + value.to_bytes(8, "little") + push(script)


def unsigned(spent, script_sig, outputs):
    return VERSION + b"\x01" + spent.outpoint() + push(script_sig) + FINAL + outputs + LOCK_TIME
