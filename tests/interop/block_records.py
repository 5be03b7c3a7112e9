"""Files of blocks as `bitpeer blocks --out` writes and `listen --blocks` reads them: magic, length, raw block, again
and again, as in blk*.dat."""

REGTEST_MAGIC = bytes.fromhex("fabfb5da")  # of Bitcoin's and of Litecoin's regtest


def read_blocks(path, magic=REGTEST_MAGIC):
    blocks, whole = read_whole_blocks(path, magic)
    if whole != path.stat().st_size:
        raise AssertionError(f"{path.name}: the record at {whole} is cut short")
    return blocks


def read_whole_blocks(path, magic=REGTEST_MAGIC):
    """The blocks of all whole records, and where those end: of a writer that was killed, one more may have begun."""
    data = path.read_bytes()
    blocks, at = [], 0
    while at < len(data):
        if data[at:at + 4] != magic[:len(data) - at]:
            raise AssertionError(f"{path.name}: at {at} stands {data[at:at + 4].hex()} instead of the magic")
        length = int.from_bytes(data[at + 4:at + 8], "little")
        block = data[at + 8:at + 8 + length]
        if len(data) - at < 8 or len(block) != length:
            break
        blocks.append(block)
        at += 8 + length
    return blocks, at


def write_blocks(path, blocks, magic=REGTEST_MAGIC):
    path.write_bytes(b"".join(magic + len(block).to_bytes(4, "little") + block for block in blocks))


def first_difference(blocks, expected):
    """None when they are the same; else where they are not, in one line instead of a page of bytes."""
    if len(blocks) != len(expected):
        return f"{len(blocks)} blocks instead of {len(expected)}"
    for index, (block, wanted) in enumerate(zip(blocks, expected)):
        if block != wanted:
            return f"block {index} of the list is {block.hex()} instead of {wanted.hex()}"
    return None
