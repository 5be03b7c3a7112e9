"""One node of each kind with a chain, shared by all tests that do not need a fresh one."""

CHAIN_LENGTH = 220  # coinbases mature after 100 blocks: the oldest 120 can be spent

nodes = {}


def shared(kind):
    """Started and mined on first use; the end of the run stops it.

    Tests may add blocks, so they ask for its height and do not assume one."""
    if kind not in nodes:
        nodes[kind] = kind()
        nodes[kind].mine(CHAIN_LENGTH)
    return nodes[kind]
