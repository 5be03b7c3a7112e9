"""How cost grows: with the number of peers, the size of a message, the length of an inventory."""

import csv
import dataclasses
import statistics
import sys

import programs

SIZES = [("pong", "pong"), *(("tx", f"tx-{size}") for size in (100, 1_000, 10_000, 100_000, 1_000_000, 3_990_000))]
ENTRIES = (1, 10, 100, 1_000, 10_000, 50_000)
PEERS = (1, 10, 100, 1_000, 10_000)


@dataclasses.dataclass
class Curve:
    key: str
    title: str
    across: str  # what grows
    up: str  # what is measured
    points: dict  # by program and transport: pairs (x, y)


def batch_for(size):
    """Few large messages, many small ones, so that their bytes on the way are alike."""
    return max(1, min(64, 100_000 // size))


def measured(plan, program, transport, command, payload, connections=0):
    """Over one connection in batches of its size; over many in small ones, alike for one and for thousands."""
    size = (plan.payloads / payload).stat().st_size
    batch = 8 if connections else batch_for(size)
    words = ["--work", "oneway", "--command", command, "--payload", plan.payloads / payload]
    words += ["--connections", max(connections, 1), "--batch", batch, "--window", 4]
    return plan.over_tcp(program, transport, words)["per_second"]


def middle(measure, repeats):
    return statistics.median(measure() for _ in range(repeats))


def curve(key, title, across, up, kinds, xs, measure, repeats):
    """`measure(program, transport, x)` gives one point."""
    points = {}
    for label, program, transport in kinds:
        print(f"{title}: {label} …", file=sys.stderr, flush=True)
        for x in xs:
            try:
                y = middle(lambda: measure(program, transport, x), repeats)
            except programs.Failed as failure:
                print(f"no result: {failure}", file=sys.stderr, flush=True)
                continue
            points.setdefault(label, []).append((x, y))
    return Curve(key, title, across, up, points)


def curves(plan, repeats):
    """One after the other, as they are done."""
    kinds = [("ours, v1", plan.ours, 1), ("ours, v2", plan.ours, 2)]
    if "btcd" in plan.there:
        kinds += [("btcd, v1", plan.there["btcd"], 1), ("btcd, v2", plan.there["btcd"], 2)]
    plain = [kind for kind in kinds if kind[2] == 1]
    peers = [count for count in PEERS if count <= plan.most_peers]
    files = {(plan.payloads / name).stat().st_size: (command, name) for command, name in SIZES}

    def by_size(program, transport, size):
        return size * measured(plan, program, transport, *files[size])

    def by_entries(program, transport, count):
        return count * measured(plan, program, transport, "inv", f"inv-{count}")

    def by_peers(program, transport, count):
        return measured(plan, program, transport, "inv", "inv-1", count)

    def memory(program, transport, count):
        return programs.resident(program, transport, count)["resident"]

    def told(program, _, count):
        return programs.fan_out(program, count)["each"] * 1e6

    yield curve("size", "Messages of growing size", "bytes of payload", "bytes a second", kinds, files, by_size, repeats)
    yield curve("entries", "inv of growing length", "entries", "entries a second", kinds, ENTRIES, by_entries, repeats)
    yield curve("peers", "inv of one from many peers", "peers", "messages a second", plain, peers, by_peers, repeats)
    yield curve("memory", "Resident memory", "idle peers", "bytes", plain, [0, *peers], memory, 1)
    yield curve("fanout", "One inv to many peers", "peers", "µs for each", plain, peers, told, 1)


def write_csv(all_curves, path):
    with open(path, "w", newline="", encoding="utf-8") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(["curve", "who", "x", "y"])
        for one in all_curves:
            for label, points in one.points.items():
                for x, y in points:
                    table.writerow([one.key, label, x, f"{y:.6g}"])
