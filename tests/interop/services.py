"""Service flags, as a number or as the tool names them: `network|witness|0x1000000`."""

NETWORK, BLOOM, WITNESS, COMPACT_FILTERS, NETWORK_LIMITED, ENCRYPTED_TRANSPORT = 1, 4, 8, 64, 1024, 2048

FLAGS = {"none": 0, "network": NETWORK, "bloom": BLOOM, "witness": WITNESS, "compact_filters": COMPACT_FILTERS,
         "network_limited": NETWORK_LIMITED, "encrypted_transport": ENCRYPTED_TRANSPORT}


def as_number(shown):
    if isinstance(shown, int):
        return shown
    return sum(FLAGS[flag] if flag in FLAGS else int(flag, 16) for flag in shown.split("|"))
