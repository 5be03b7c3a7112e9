"""Capture files, read by what docs/captures.md and Bitcoin Core's message-capture-parser.py say of them."""

import hashlib
from pathlib import Path
from struct import unpack_from

KINDS = {1: "opening", 2: "received", 3: "written", 4: "damaged", 5: "broken", 6: "verdict", 7: "handshake", 8: "end"}


def text(body, offset):
    length, = unpack_from("<H", body, offset)
    return body[offset + 2:offset + 2 + length].decode(), offset + 2 + length


def ours(path):
    """The records of a file of `record`: kind, Unix nanoseconds, and what stands behind these in the body."""
    data = Path(path).read_bytes()
    assert data[:10] == b"bpcap\r\n\x1a\x01\x00", data[:10]
    offset = 10
    records = []
    while offset < len(data):
        length, = unpack_from("<I", data, offset)
        body = data[offset + 4:offset + 4 + length]
        checksum = data[offset + 4 + length:offset + 8 + length]
        assert checksum == hashlib.sha256(hashlib.sha256(body).digest()).digest()[:4], f"at {offset}"
        kind, _, unix = unpack_from("<Bqq", body)
        records.append((KINDS[kind], unix, body[17:]))
        offset += 8 + length
    assert records[0][0] == "opening"
    return records


def messages(records, kind):
    """Command and payload of each message that went this way."""
    return [(body[:12].rstrip(b"\0").decode(), body[16:]) for what, _, body in records if what == kind]


def core(path):
    """Microseconds, command and payload of each message in one of Bitcoin Core's files."""
    data = Path(path).read_bytes()
    offset = 0
    found = []
    while offset < len(data):
        time = int.from_bytes(data[offset:offset + 8], "little")
        command = data[offset + 8:offset + 20].split(b"\0", 1)[0].decode()
        length = int.from_bytes(data[offset + 20:offset + 24], "little")
        payload = data[offset + 24:offset + 24 + length]
        assert len(payload) == length, f"cut off at {offset}"
        found.append((time, command, payload))
        offset += 24 + length
    return found
