"""One message of every type that both Exchangecoin and dcrd's package know, and what each side makes of them."""

from struct import pack

from message_samples import ADDRESSES, RAW, TEXT, TIME, TIME_TEXT, Sample, count, sized

NEWEST = 8

INVENTORY = count(2) + pack("<I", 1) + RAW[0] + pack("<I", 2) + RAW[1]
OUR_INVENTORY = {"items": [{"type": "transaction", "hash": TEXT[0]}, {"type": "block", "hash": TEXT[1]}]}
THEIR_INVENTORY = {"InvList": [{"Type": 1, "Hash": TEXT[0]}, {"Type": 2, "Hash": TEXT[1]}]}


def hashes(*raw):
    return count(len(raw)) + b"".join(raw)


def asked_chain(version):
    return pack("<I", version) + hashes(RAW[0], RAW[1]) + RAW[2]


def our_asked_chain(version):
    return {"protocol_version": version, "locator": {"hashes": [TEXT[0], TEXT[1]], "stop": TEXT[2]}}


def their_asked_chain(version):
    return {"ProtocolVersion": version, "BlockLocatorHashes": [TEXT[0], TEXT[1]], "HashStop": TEXT[2]}


# A transaction in its three serializations: two inputs, one output, and what both inputs are signed by.
PREFIX = (count(2) + RAW[2] + pack("<Ib", 1, 0) + pack("<I", 0xfffffffd) + RAW[3] + pack("<Ib", 0, 1) +
          pack("<I", 0xffffffff) + count(1) + pack("<qH", 5_000_000_000, 3) + sized(b"\x6a") + pack("<II", 99, 700))
WITNESS = (count(2) + pack("<qII", 1_000, 600, 5) + sized(b"\x51\x52") + pack("<qII", -1, 0, 0xffffffff) + sized(b""))
WHOLE, PREFIX_ONLY, WITNESS_ONLY = 0, 1, 2
TRANSACTIONS = {
    "full": pack("<HH", 1, WHOLE) + PREFIX + WITNESS,
    "prefix": pack("<HH", 1, PREFIX_ONLY) + PREFIX,
    "witness": pack("<HH", 1, WITNESS_ONLY) + WITNESS,
}
OUR_TRANSACTION = {
    "version": 1, "serialization": "full",
    "inputs": [{"previous": {"tx_hash": TEXT[2], "index": 1, "tree": "regular"}, "sequence": 0xfffffffd,
                "witness": {"value": 1_000, "block_height": 600, "block_index": 5, "script": "5152"}},
               {"previous": {"tx_hash": TEXT[3], "index": 0, "tree": "stake"}, "sequence": 0xffffffff,
                "witness": {"value": -1, "block_height": 0, "block_index": 0xffffffff, "script": ""}}],
    "outputs": [{"value": 5_000_000_000, "script_version": 3, "script": "6a"}], "lock_time": 99, "expiry": 700}
THEIR_TRANSACTION = {
    "SerType": WHOLE, "Version": 1, "LockTime": 99, "Expiry": 700,
    "TxIn": [{"PreviousOutPoint": {"Hash": TEXT[2], "Index": 1, "Tree": 0}, "Sequence": 0xfffffffd, "ValueIn": 1_000,
              "BlockHeight": 600, "BlockIndex": 5, "SignatureScript": "UVI="},
             {"PreviousOutPoint": {"Hash": TEXT[3], "Index": 0, "Tree": 1}, "Sequence": 0xffffffff, "ValueIn": -1,
              "BlockHeight": 0, "BlockIndex": 0xffffffff}],
    "TxOut": [{"Value": 5_000_000_000, "Version": 3, "PkScript": "ag=="}]}

WANTED = ("headblocks", "headblockvotes", "tspends", "nobody knows this")

ALL = [
    Sample("addr", "OnAddr", ADDRESSES,
           {"items": [{"time": TIME, "services": "network", "address": "10.0.0.1:8333"},
                      {"time": TIME, "services": "network|witness", "address": "[2001:db8::1]:18444"}]},
           {"AddrList": [{"Timestamp": TIME_TEXT, "Services": 1, "IP": "10.0.0.1", "Port": 8333},
                         {"Timestamp": TIME_TEXT, "Services": 9, "IP": "2001:db8::1", "Port": 18444}]}),
    Sample("cfheaders", "OnCFHeaders", RAW[0] + b"\x01" + hashes(RAW[1], RAW[2]),
           {"stop_hash": TEXT[0], "type": "extended", "filter_headers": [TEXT[1], TEXT[2]]},
           {"StopHash": TEXT[0], "FilterType": 1, "HeaderHashes": [TEXT[1], TEXT[2]]}, since=6),
    Sample("cfilter", "OnCFilter", RAW[0] + b"\x00" + sized(b"\x01\x02\x03"),
           {"block_hash": TEXT[0], "type": "regular", "filter": "010203"},
           {"BlockHash": TEXT[0], "FilterType": 0, "Data": "AQID"}, since=6),
    Sample("cfilterv2", "OnCFilterV2", RAW[0] + sized(b"\x01\x02\x03") + pack("<I", 1) + hashes(RAW[1], RAW[2]),
           {"block_hash": TEXT[0], "filter": "010203", "proof_index": 1, "proof": [TEXT[1], TEXT[2]]},
           {"BlockHash": TEXT[0], "Data": "AQID", "ProofIndex": 1, "ProofHashes": [TEXT[1], TEXT[2]]}, since=7),
    Sample("cftypes", "OnCFTypes", sized(b"\x00\x01"), {"types": ["regular", "extended"]},
           {"SupportedFilters": "AAE="}, since=6),
    Sample("feefilter", "OnFeeFilter", pack("<q", 1234), {"fee_rate": 1234}, {"MinFee": 1234}, since=5),
    Sample("getaddr", "OnGetAddr", b"", {}),
    Sample("getblocks", "OnGetBlocks", asked_chain(9), our_asked_chain(9), their_asked_chain(9)),
    Sample("getcfheaders", "OnGetCFHeaders", hashes(RAW[0], RAW[1]) + RAW[2] + b"\x00",
           {"locator": {"hashes": [TEXT[0], TEXT[1]], "stop": TEXT[2]}, "type": "regular"},
           {"BlockLocatorHashes": [TEXT[0], TEXT[1]], "HashStop": TEXT[2], "FilterType": 0}, since=6),
    Sample("getcfilter", "OnGetCFilter", RAW[0] + b"\x01", {"block_hash": TEXT[0], "type": "extended"},
           {"BlockHash": TEXT[0], "FilterType": 1}, since=6),
    Sample("getcfilterv2", "OnGetCFilterV2", RAW[0], {"block_hash": TEXT[0]}, {"BlockHash": TEXT[0]}, since=7),
    Sample("getcftypes", "OnGetCFTypes", b"", {}, since=6),
    Sample("getdata", "OnGetData", INVENTORY, OUR_INVENTORY, THEIR_INVENTORY),
    Sample("getheaders", "OnGetHeaders", asked_chain(0), our_asked_chain(0), their_asked_chain(0)),
    Sample("getinitstate", "OnGetInitState", count(4) + b"".join(sized(each.encode()) for each in WANTED),
           {"types": list(WANTED)}, {"Types": list(WANTED)}, since=8),
    Sample("getminings", "OnGetMiningState", b"", {}),
    Sample("initstate", "OnInitState", hashes(RAW[0], RAW[1]) + hashes(RAW[2]) + hashes(RAW[3]),
           {"blocks": [TEXT[0], TEXT[1]], "votes": [TEXT[2]], "treasury_spends": [TEXT[3]]},
           {"BlockHashes": [TEXT[0], TEXT[1]], "VoteHashes": [TEXT[2]], "TSpendHashes": [TEXT[3]]}, since=8),
    Sample("inv", "OnInv", INVENTORY, OUR_INVENTORY, THEIR_INVENTORY),
    Sample("mempool", "OnMemPool", b"", {}),
    Sample("miningstate", "OnMiningState", pack("<II", 1, 616802) + hashes(RAW[0], RAW[1]) + hashes(RAW[2]),
           {"version": 1, "height": 616802, "blocks": [TEXT[0], TEXT[1]], "votes": [TEXT[2]]},
           {"Version": 1, "Height": 616802, "BlockHashes": [TEXT[0], TEXT[1]], "VoteHashes": [TEXT[2]]}),
    Sample("notfound", "OnNotFound", INVENTORY, OUR_INVENTORY, THEIR_INVENTORY),
    Sample("ping", "OnPing", pack("<Q", 1 << 60), {"nonce": 1 << 60}, {"Nonce": 1 << 60}),
    Sample("pong", "OnPong", pack("<Q", 1 << 60), {"nonce": 1 << 60}, {"Nonce": 1 << 60}),
    Sample("reject", "OnReject", sized(b"tx") + b"\x42" + sized(b"too cheap") + RAW[0],
           {"message": "tx", "code": "insufficient_fee", "reason": "too cheap", "hash": TEXT[0]},
           {"Cmd": "tx", "Code": 0x42, "Reason": "too cheap", "Hash": TEXT[0]}),
    Sample("sendheaders", "OnSendHeaders", b"", {}, since=3),
    Sample("tx", "OnTx", TRANSACTIONS["full"], {"transaction": OUR_TRANSACTION}, THEIR_TRANSACTION),
]

OF = {sample.command: sample for sample in ALL}

# Blocks and headers have 280 bytes in Exchangecoin and 180 in dcrd: dcrd's package carries these as bytes only.
HEADER = (pack("<i", 4) + RAW[0] + RAW[1] + RAW[2] + pack("<H6sHBBI", 1, bytes(range(6)), 5, 3, 2, 4096) +
          pack("<IqIIII", 0x207fffff, 200_000_000, 616802, 4413, TIME, 7) + bytes(range(32)) + pack("<I", 9) +
          bytes(range(100, 200)))
ONLY_HERE = {"headers": count(2) + 2 * (HEADER + count(0)),
             "block": HEADER + count(1) + TRANSACTIONS["full"] + count(1) + TRANSACTIONS["full"]}
