"""One message of every type that both sides know: its bytes, written here by hand, and what each side makes of them."""

import base64
import hashlib
from dataclasses import dataclass, field
from struct import pack


@dataclass
class Sample:
    command: str
    callback: str                # btcd's, or nothing where it has none
    payload: bytes
    ours: dict                   # all fields, as our JSON has them
    theirs: dict = field(default_factory=dict)  # some fields, as btcd's structs have them
    since: int = 0               # the first protocol version that has it


def holds(whole, part):
    """Whether all that `part` has stands in `whole` too."""
    if isinstance(part, dict):
        return isinstance(whole, dict) and all(key in whole and holds(whole[key], part[key]) for key in part)
    if isinstance(part, list):
        return isinstance(whole, list) and len(whole) == len(part) and all(map(holds, whole, part))
    return whole == part


def named(text):
    """A hash: its bytes on the wire, and the text of it."""
    raw = hashlib.sha256(text.encode()).digest()
    return raw, raw[::-1].hex()


def count(number):
    assert number < 0xfd
    return bytes([number])


def sized(data):
    return count(len(data)) + data


HASHES = [named(f"hash {number}") for number in range(4)]
RAW = [raw for raw, _ in HASHES]
TEXT = [text for _, text in HASHES]
ZERO = "00" * 32
TIME = 1_600_000_000
TIME_TEXT = "2020-09-13T12:26:40Z"

INVENTORY = count(2) + pack("<I", 1) + RAW[0] + pack("<I", 0x40000002) + RAW[1]
OUR_INVENTORY = {"items": [{"type": "transaction", "hash": TEXT[0]}, {"type": "witness_block", "hash": TEXT[1]}]}
THEIR_INVENTORY = {"InvList": [{"Type": 1, "Hash": TEXT[0]}, {"Type": 0x40000002, "Hash": TEXT[1]}]}

LOCATOR = pack("<I", 70016) + count(2) + RAW[0] + RAW[1] + RAW[2]
OUR_LOCATOR = {"locator": {"version": 70016, "hashes": [TEXT[0], TEXT[1]], "stop": TEXT[2]}}
THEIR_LOCATOR = {"ProtocolVersion": 70016, "BlockLocatorHashes": [TEXT[0], TEXT[1]], "HashStop": TEXT[2]}

HEADER = pack("<i", 0x20000000) + RAW[0] + RAW[1] + pack("<III", TIME, 0x207fffff, 7)
OUR_HEADER = {"version": 0x20000000, "previous": TEXT[0], "merkle_root": TEXT[1], "time": TIME, "bits": 0x207fffff,
              "nonce": 7}
THEIR_HEADER = {"Version": 0x20000000, "PrevBlock": TEXT[0], "MerkleRoot": TEXT[1], "Bits": 0x207fffff, "Nonce": 7}

# One input with two witness items, two outputs.
TRANSACTION = (pack("<i", 2) + b"\x00\x01" + count(1) + RAW[2] + pack("<I", 1) + sized(b"\x51\x52") +
               pack("<I", 0xfffffffd) + count(2) + pack("<q", 5_000_000_000) + sized(b"\x6a") + pack("<q", 1) +
               sized(b"") + count(2) + sized(b"\x01\x02\x03") + sized(b"") + pack("<I", 99))
OUR_TRANSACTION = {
    "version": 2,
    "inputs": [{"previous": {"txid": TEXT[2], "index": 1}, "script": "5152", "sequence": 0xfffffffd,
                "witness": ["010203", ""]}],
    "outputs": [{"value": 5_000_000_000, "script": "6a"}, {"value": 1, "script": ""}],
    "lock_time": 99}
THEIR_TRANSACTION = {
    "Version": 2, "LockTime": 99,
    "TxIn": [{"PreviousOutPoint": {"Hash": TEXT[2], "Index": 1}, "SignatureScript": "UVI=", "Sequence": 0xfffffffd,
              "Witness": ["AQID", ""]}],
    "TxOut": [{"Value": 5_000_000_000, "PkScript": "ag=="}, {"Value": 1, "PkScript": ""}]}
# What is left of it for a peer that does not offer NODE_WITNESS.
STRIPPED_TRANSACTION = TRANSACTION[:4] + TRANSACTION[6:-10] + TRANSACTION[-4:]

IPV6 = bytes.fromhex("20010db8000000000000000000000001")
TORV3 = hashlib.sha256(b"onion").digest()


def onion_name(key):
    """Of a Tor v3 service."""
    version = b"\x03"
    checksum = hashlib.sha3_256(b".onion checksum" + key + version).digest()[:2]
    return base64.b32encode(key + checksum + version).decode().lower() + ".onion"


def mapped(*ipv4):
    return bytes(10) + b"\xff\xff" + bytes(ipv4)


def address_v2(network, data, port=8333, services=9):
    return pack("<I", TIME) + count(services) + count(network) + sized(data) + pack(">H", port)


ADDRESSES = (count(2) + pack("<IQ", TIME, 1) + mapped(10, 0, 0, 1) + pack(">H", 8333) +
             pack("<IQ", TIME, 9) + IPV6 + pack(">H", 18444))
OLD_ADDRESS = count(1) + pack("<Q", 1) + mapped(10, 0, 0, 1) + pack(">H", 8333)  # before 31402: without a time

ALL = [
    Sample("addr", "OnAddr", ADDRESSES,
           {"items": [{"time": TIME, "services": "network", "address": "10.0.0.1:8333"},
                      {"time": TIME, "services": "network|witness", "address": "[2001:db8::1]:18444"}]},
           {"AddrList": [{"Timestamp": TIME_TEXT, "Services": 1, "IP": "10.0.0.1", "Port": 8333},
                         {"Timestamp": TIME_TEXT, "Services": 9, "IP": "2001:db8::1", "Port": 18444}]}),
    Sample("addrv2", "OnAddrV2",
           count(3) + address_v2(1, bytes([10, 0, 0, 1])) + address_v2(2, IPV6) + address_v2(4, TORV3, 1),
           {"items": [{"time": TIME, "services": "network|witness", "address": address} for address in
                      ("10.0.0.1:8333", "[2001:db8::1]:8333", f"{onion_name(TORV3)}:1")]},
           {"AddrList": [{"Timestamp": TIME_TEXT, "Services": 9, "Port": port} for port in (8333, 8333, 1)]}),
    Sample("block", "OnBlock", HEADER + count(1) + TRANSACTION,
           {"header": OUR_HEADER, "transactions": [OUR_TRANSACTION]},
           {"Header": THEIR_HEADER, "Transactions": [THEIR_TRANSACTION]}),
    # OnCFCheckpt is declared and never called.
    Sample("cfcheckpt", "", b"\x00" + RAW[0] + count(2) + RAW[1] + RAW[2],
           {"type": "basic", "stop_hash": TEXT[0], "filter_headers": [TEXT[1], TEXT[2]]}),
    Sample("cfheaders", "OnCFHeaders", b"\x00" + RAW[0] + RAW[1] + count(2) + RAW[2] + RAW[3],
           {"type": "basic", "stop_hash": TEXT[0], "previous_header": TEXT[1], "filter_hashes": [TEXT[2], TEXT[3]]},
           {"FilterType": 0, "StopHash": TEXT[0], "PrevFilterHeader": TEXT[1], "FilterHashes": [TEXT[2], TEXT[3]]}),
    Sample("cfilter", "OnCFilter", b"\x00" + RAW[0] + sized(b"\x01\x02\x03"),
           {"type": "basic", "block_hash": TEXT[0], "filter": "010203"},
           {"FilterType": 0, "BlockHash": TEXT[0], "Data": "AQID"}),
    Sample("feefilter", "OnFeeFilter", pack("<q", 1234), {"fee_rate": 1234}, {"MinFee": 1234}, since=70013),
    Sample("filteradd", "OnFilterAdd", sized(b"\x01\x02\x03"), {"data": "010203"}, {"Data": "AQID"}, since=70001),
    Sample("filterclear", "OnFilterClear", b"", {}, since=70001),
    Sample("filterload", "OnFilterLoad", sized(b"\x01\x02\x03") + pack("<IIB", 50, 0xfeedbeef, 1),
           {"filter": "010203", "hash_functions": 50, "tweak": 0xfeedbeef, "flags": "all"},
           {"Filter": "AQID", "HashFuncs": 50, "Tweak": 0xfeedbeef, "Flags": 1}, since=70001),
    Sample("getaddr", "OnGetAddr", b"", {}),
    Sample("getblocks", "OnGetBlocks", LOCATOR, OUR_LOCATOR, THEIR_LOCATOR),
    Sample("getcfcheckpt", "OnGetCFCheckpt", b"\x00" + RAW[0], {"type": "basic", "stop_hash": TEXT[0]},
           {"FilterType": 0, "StopHash": TEXT[0]}),
    Sample("getcfheaders", "OnGetCFHeaders", b"\x00" + pack("<I", 1000) + RAW[0],
           {"type": "basic", "start_height": 1000, "stop_hash": TEXT[0]},
           {"FilterType": 0, "StartHeight": 1000, "StopHash": TEXT[0]}),
    Sample("getcfilters", "OnGetCFilters", b"\x00" + pack("<I", 1000) + RAW[0],
           {"type": "basic", "start_height": 1000, "stop_hash": TEXT[0]},
           {"FilterType": 0, "StartHeight": 1000, "StopHash": TEXT[0]}),
    Sample("getdata", "OnGetData", INVENTORY, OUR_INVENTORY, THEIR_INVENTORY),
    Sample("getheaders", "OnGetHeaders", LOCATOR, OUR_LOCATOR, THEIR_LOCATOR),
    Sample("headers", "OnHeaders", count(2) + 2 * (HEADER + count(0)),
           {"items": 2 * [{"header": OUR_HEADER, "transaction_count": 0}]}, {"Headers": 2 * [THEIR_HEADER]}),
    Sample("inv", "OnInv", INVENTORY, OUR_INVENTORY, THEIR_INVENTORY),
    Sample("mempool", "OnMemPool", b"", {}, since=60002),
    Sample("merkleblock", "OnMerkleBlock", HEADER + pack("<I", 3) + count(2) + RAW[0] + RAW[1] + sized(b"\x0b"),
           {"header": OUR_HEADER, "transaction_count": 3, "hashes": [TEXT[0], TEXT[1]], "flags": "0b"},
           {"Header": THEIR_HEADER, "Transactions": 3, "Hashes": [TEXT[0], TEXT[1]], "Flags": "Cw=="}, since=70001),
    Sample("notfound", "OnNotFound", INVENTORY, OUR_INVENTORY, THEIR_INVENTORY),
    Sample("ping", "OnPing", pack("<Q", 1 << 60), {"nonce": 1 << 60}, {"Nonce": 1 << 60}),
    Sample("pong", "OnPong", pack("<Q", 1 << 60), {"nonce": 1 << 60}, {"Nonce": 1 << 60}, since=60001),
    Sample("reject", "OnReject", sized(b"tx") + b"\x42" + sized(b"too cheap") + RAW[0],
           {"message": "tx", "code": "insufficient_fee", "reason": "too cheap", "hash": TEXT[0]},
           {"Cmd": "tx", "Code": 0x42, "Reason": "too cheap", "Hash": TEXT[0]}, since=70002),
    Sample("sendheaders", "OnSendHeaders", b"", {}, since=70012),
    Sample("tx", "OnTx", TRANSACTION, {"transaction": OUR_TRANSACTION}, THEIR_TRANSACTION),
]

OF = {sample.command: sample for sample in ALL}
