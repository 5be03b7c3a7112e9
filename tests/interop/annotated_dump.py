"""Reads the dump of `bitpeer explain`: lines of an offset in the frame, the bytes there in hex, and their meaning."""

import hashlib
import re
from dataclasses import dataclass, field

LINE = re.compile(r"^\W*(?P<offset>[0-9a-f]{3,8})\W+(?P<bytes>(?:[0-9a-f]{2} )*[0-9a-f]{2})(?P<meaning>(?:\s{1,}.*)?)$")
HEADER_BYTES = 24


@dataclass
class Frame:
    data: bytes = b""
    meanings: list = field(default_factory=list)

    @property
    def command(self):
        return self.data[4:16].rstrip(b"\0").decode("ascii", "replace")

    @property
    def payload(self):
        return self.data[HEADER_BYTES:]

    def whole(self):
        """As long as its header says, with the right checksum."""
        checksum = hashlib.sha256(hashlib.sha256(self.payload).digest()).digest()[:4]
        return (len(self.payload) == int.from_bytes(self.data[16:20], "little") and checksum == self.data[20:24])


def read_frames(text):
    """A new frame starts at each offset 0. A gap, an overlap or bytes without a meaning are an error."""
    frames = []
    for line in text.splitlines():
        match = LINE.match(line)
        if not match:
            continue
        offset = int(match["offset"], 16)
        if offset == 0:
            frames.append(Frame())
        if not frames or offset != len(frames[-1].data):
            raise AssertionError(f"expected offset {len(frames[-1].data) if frames else 0:x} here: {line}")
        frames[-1].data += bytes.fromhex(match["bytes"])
        frames[-1].meanings.append(match["meaning"].strip())
    return frames
