"""One message of every type that Dash and the package dashcore-p2p know, and what each side makes of them; and those of
today that the package can only carry."""

import hashlib
from struct import pack

from message_samples import (ADDRESSES, HEADER, OUR_HEADER, RAW, TEXT, TIME, Sample, count, mapped, sized)

PROTOCOL_VERSION = 70215  # the package's


def txid(payload):
    return hashlib.sha256(hashlib.sha256(payload).digest()).digest()[::-1].hex()


INVENTORY = count(3) + pack("<I", 1) + RAW[0] + pack("<I", 2) + RAW[1] + pack("<I", 29) + RAW[2]
THEIR_INVENTORY = {"types": [1, 2, 29]}

LOCATOR = pack("<I", PROTOCOL_VERSION) + count(2) + RAW[0] + RAW[1] + RAW[2]
OUR_LOCATOR = {"locator": {"version": PROTOCOL_VERSION, "hashes": [TEXT[0], TEXT[1]], "stop": TEXT[2]}}


def transaction(version, kind, behind=b"", script=b"\x51", previous=RAW[2] + pack("<I", 1)):
    return (pack("<HH", version, kind) + count(1) + previous + sized(script) + pack("<I", 0xfffffffd) + count(1) +
            pack("<q", 5_000_000_000) + sized(bytes.fromhex("76a914") + bytes(20) + bytes.fromhex("88ac")) +
            pack("<I", 0) + behind)


ORDINARY = transaction(2, 0)
# What is at the front of each block: the height and the root of the list of masternodes.
COINBASE = transaction(3, 5, sized(pack("<HI", 1, 616802) + RAW[3]), script=b"\x03\x62\x69\x09",
                       previous=bytes(32) + b"\xff\xff\xff\xff")
BLOCK = HEADER + count(2) + COINBASE + ORDINARY

KEY, SIGNATURE = bytes(range(48)), bytes(range(100, 196))
KEY_ID = bytes(range(20))
OUTPOINT = RAW[2] + pack("<I", 1)
ECDSA = sized(bytes(range(65)))

MASTERNODE = RAW[0] + RAW[1] + mapped(10, 0, 0, 1) + pack(">H", 19999) + KEY + KEY_ID + b"\x01"
# Of fifty members two signed, and four of them are valid.
SIGNERS, VALID = count(50) + b"\x05" + bytes(6), count(50) + b"\x0f" + bytes(6)
QUORUM = pack("<HB", 1, 1) + RAW[2] + SIGNERS + VALID + KEY + RAW[3] + SIGNATURE + SIGNATURE
LIST_DIFFERENCE = (RAW[0] + RAW[1] + pack("<I", 3) + count(1) + RAW[2] + sized(b"\x01") + COINBASE + count(1) + RAW[3] +
                   count(1) + MASTERNODE + count(1) + b"\x01" + RAW[0])
LIST_DIFFERENCES = {"none": LIST_DIFFERENCE + count(0), "one": LIST_DIFFERENCE + count(1) + QUORUM}  # new quorums

OUR_INVENTORY = {"items": [{"type": "transaction", "hash": TEXT[0]}, {"type": "block", "hash": TEXT[1]},
                           {"type": "29", "hash": TEXT[2]}]}
OUR_OUTPUT = {"value": 5_000_000_000, "script": "76a914" + 40 * "0" + "88ac"}
OUR_ORDINARY = {"version": 2, "type": "standard", "inputs": [
    {"previous": {"txid": TEXT[2], "index": 1}, "script": "51", "sequence": 0xfffffffd}],
    "outputs": [OUR_OUTPUT], "lock_time": 0, "extra_payload": ""}
OUR_COINBASE = {"version": 3, "type": "coinbase", "inputs": [
    {"previous": {"txid": 64 * "0", "index": 0xffffffff}, "script": "03626909", "sequence": 0xfffffffd}],
    "outputs": [OUR_OUTPUT], "lock_time": 0, "extra_payload": "010062690900" + RAW[3].hex()}
OUR_BITS = {2: "101" + 47 * "0", 4: "1111" + 46 * "0"}
OUR_QUORUM = {"version": 1, "type": 1, "quorum": TEXT[2], "index": 0, "signers": OUR_BITS[2],
              "valid_members": OUR_BITS[4], "public_key": KEY.hex(), "verification_vector": TEXT[3],
              "quorum_signature": SIGNATURE.hex(), "members_signature": SIGNATURE.hex()}
OUR_MASTERNODE = {"version": 1, "pro_tx": TEXT[0], "confirmed": TEXT[1], "address": "10.0.0.1:19999",
                  "operator_key": KEY.hex(), "voting_key": KEY_ID.hex(), "valid": True, "type": "regular",
                  "platform_http_port": 0, "platform_node": 40 * "0"}
OUR_LIST_DIFFERENCE = {
    "version": 1,  # by default: it is written from 70229 on
    "base": TEXT[0], "block": TEXT[1], "transaction_count": 3, "hashes": [TEXT[2]], "flags": "01",
    "coinbase": OUR_COINBASE, "deleted": [TEXT[3]],
    "changes": {"masternodes": [OUR_MASTERNODE], "deleted_quorums": [{"type": 1, "quorum": TEXT[0]}],
                "new_quorums": [OUR_QUORUM], "chain_locks": [], "undecoded": ""}}
THEIR_QUORUM = {"version": 1, "llmqType": 1, "quorumHash": TEXT[2], "signersCount": 50, "signers": "05" + 12 * "0",
                "validMembersCount": 50, "validMembers": "0f" + 12 * "0", "quorumPublicKey": KEY.hex(),
                "quorumVvecHash": TEXT[3], "quorumSig": SIGNATURE.hex(), "membersSig": SIGNATURE.hex()}
THEIR_LIST_DIFFERENCE = {
    "baseBlockHash": TEXT[0], "blockHash": TEXT[1], "cbTx": COINBASE.hex(), "deletedMNs": [TEXT[3]], "newQuorums": [],
    "mnList": [{"proRegTxHash": TEXT[0], "confirmedHash": TEXT[1], "service": "10.0.0.1:19999",
                "pubKeyOperator": KEY.hex(), "isValid": True}],
    "deletedQuorums": [{"llmqType": 1, "quorumHash": TEXT[0]}], "merkleRootMNList": TEXT[3]}

# Dash's first block on its main network, whose name is its X11 hash.
GENESIS = bytes.fromhex(
    "010000000000000000000000000000000000000000000000000000000000000000000000c762a6567f3cc092f0684bb62b7e00a84890b990f07c"
    "c71a6bb58d64b98e02e0022ddb52f0ff0f1ec23fb901")
OUR_GENESIS = {"version": 1, "previous": 64 * "0",
               "merkle_root": "e0028eb9648db56b1ac77cf090b99048a8007e2bb64b68f092c03c7f56a662c7",
               "time": 1390095618, "bits": 0x1e0ffff0, "nonce": 28917698}
GENESIS_NAME = "00000ffd590b1485b3caadc19b22e6379c733355108f107a430458cdf3407ab6"

ALL = [
    Sample("addr", "", ADDRESSES,
           {"items": [{"time": TIME, "services": "network", "address": "10.0.0.1:8333"},
                      {"time": TIME, "services": "network|witness", "address": "[2001:db8::1]:18444"}]}),
    Sample("block", "", BLOCK, {"header": OUR_HEADER, "transactions": [OUR_COINBASE, OUR_ORDINARY]},
           {"transactions": [txid(COINBASE), txid(ORDINARY)], "merkle_root_fits": False}),
    Sample("filteradd", "", sized(b"\x01\x02\x03"), {"data": "010203"}),
    Sample("filterclear", "", b"", {}),
    Sample("filterload", "", sized(b"\x01\x02\x03") + pack("<IIB", 50, 0xfeedbeef, 1),
           {"filter": "010203", "hash_functions": 50, "tweak": 0xfeedbeef, "flags": "all"}),
    Sample("getaddr", "", b"", {}),
    Sample("getblocks", "", LOCATOR, OUR_LOCATOR),
    Sample("getdata", "", INVENTORY, OUR_INVENTORY),
    Sample("getheaders", "", LOCATOR, OUR_LOCATOR),
    Sample("headers", "", count(2) + GENESIS + count(0) + HEADER + count(0),
           {"items": [{"header": header, "transaction_count": 0} for header in (OUR_GENESIS, OUR_HEADER)]}),
    Sample("inv", "", INVENTORY, OUR_INVENTORY, THEIR_INVENTORY),
    Sample("mempool", "", b"", {}),
    Sample("merkleblock", "", HEADER + pack("<I", 3) + count(2) + RAW[0] + RAW[1] + sized(b"\x0b"),
           {"header": OUR_HEADER, "transaction_count": 3, "hashes": [TEXT[0], TEXT[1]], "flags": "0b"}),
    Sample("mnlistdiff", "", LIST_DIFFERENCES["one"], OUR_LIST_DIFFERENCE),
    Sample("notfound", "", INVENTORY, OUR_INVENTORY),
    Sample("ping", "", pack("<Q", 1 << 60), {"nonce": 1 << 60}),
    Sample("pong", "", pack("<Q", 1 << 60), {"nonce": 1 << 60}),
    Sample("ssc", "", pack("<ii", 10, -1), {"item": 10, "count": -1}),
    Sample("tx", "", ORDINARY, {"transaction": OUR_ORDINARY}, {"id": txid(ORDINARY), "type": 0, "version": 2}),
    Sample("tx", "", COINBASE, {"transaction": OUR_COINBASE}, {"id": txid(COINBASE), "type": 5, "version": 3}),
]

OUR_INPUT, OUR_OUTPOINT, OUR_ECDSA = OUR_ORDINARY["inputs"][0], {"txid": TEXT[2], "index": 1}, bytes(range(65)).hex()
INPUT, OUTPUT = ORDINARY[5:47], ORDINARY[48:82]

# What the package does not read: it lets the first go, and throws at the others. It frames them all the same.
LET_GO = [
    Sample("dsa", "", pack("<i", 4) + ORDINARY, {"denomination": 4, "collateral": OUR_ORDINARY}),
    Sample("dsc", "", pack("<ii", 77, 20), {"session": 77, "message": 20}),
    Sample("dsf", "", pack("<i", 77) + ORDINARY, {"session": 77, "transaction": OUR_ORDINARY}),
    Sample("dsi", "", count(1) + INPUT + ORDINARY + count(1) + OUTPUT,
           {"inputs": [OUR_INPUT], "collateral": OUR_ORDINARY, "outputs": [OUR_OUTPUT]}),
    Sample("dss", "", count(1) + INPUT, {"inputs": [OUR_INPUT]}),
    Sample("dssu", "", pack("<iiii", 77, 1, 1, 20),
           {"session": 77, "state": "queue", "status": "accepted", "message": 20}),
    Sample("dstx", "", ORDINARY + RAW[0] + ECDSA + pack("<q", TIME),
           {"transaction": OUR_ORDINARY, "pro_tx": TEXT[0], "signature": OUR_ECDSA, "time": TIME}),
    Sample("getsporks", "", b"", {}),
    Sample("govobj", "", RAW[0] + pack("<iq", 1, TIME) + RAW[1] + sized(b"{}") + pack("<i", 1) + OUTPOINT + ECDSA,
           {"parent": TEXT[0], "revision": 1, "time": TIME, "collateral": TEXT[1], "data": "7b7d", "type": 1,
            "masternode": OUR_OUTPOINT, "signature": OUR_ECDSA}),
    Sample("govobjvote", "", OUTPOINT + RAW[0] + pack("<iiq", 1, 2, TIME) + ECDSA,
           {"masternode": OUR_OUTPOINT, "object": TEXT[0], "outcome": 1, "signal": 2, "time": TIME,
            "signature": OUR_ECDSA}),
    Sample("govsync", "", RAW[0] + sized(b"\x01\x02\x03") + pack("<IIB", 50, 0xfeedbeef, 1),
           {"object": TEXT[0],
            "known": {"filter": "010203", "hash_functions": 50, "tweak": 0xfeedbeef, "flags": "all"}}),
    Sample("qsendrecsigs", "", b"\x01", {"wanted": True}),
    Sample("sendcmpct", "", b"\x00" + pack("<Q", 1), {"announce": False, "version": 1}),
    Sample("senddsq", "", b"\x01", {"wanted": True}),
    Sample("sendheaders", "", b"", {}),
    Sample("spork", "", pack("<iqq", 10001, 4070908800, TIME) + ECDSA,
           {"id": 10001, "value": 4070908800, "time": TIME, "signature": OUR_ECDSA}),
]
THROWN_AT = [
    Sample("clsig", "", pack("<i", 616802) + RAW[0] + SIGNATURE,
           {"height": 616802, "block": TEXT[0], "signature": SIGNATURE.hex()}),
    Sample("getheaders2", "", LOCATOR, OUR_LOCATOR),
    Sample("getmnlistd", "", RAW[0] + RAW[1], {"base": TEXT[0], "block": TEXT[1]}),
    Sample("getqrinfo", "", count(1) + RAW[0] + RAW[1] + b"\x01",
           {"base_blocks": [TEXT[0]], "block": TEXT[1], "extra_share": True}),
    Sample("headers2", "", count(2) + b"\x38" + GENESIS + b"\x01" + RAW[1] + pack("<hI", 150, 7),
           {"items": [dict(OUR_GENESIS, version_index=0, time_offset=None),
                      {"version_index": 1, "version": None, "previous": None, "merkle_root": TEXT[1], "time": None,
                       "time_offset": 150, "bits": None, "nonce": 7}]}),
    Sample("mnauth", "", RAW[0] + SIGNATURE, {"pro_tx": TEXT[0], "signature": SIGNATURE.hex()}),
    Sample("qfcommit", "", QUORUM, {"commitment": OUR_QUORUM}),
    Sample("qsigrec", "", b"\x01" + RAW[0] + RAW[1] + RAW[2] + SIGNATURE,
           {"type": 1, "quorum": TEXT[0], "id": TEXT[1], "message": TEXT[2], "signature": SIGNATURE.hex()}),
    Sample("qwatch", "", b"", {}),
    Sample("sendheaders2", "", b"", {}),
]
