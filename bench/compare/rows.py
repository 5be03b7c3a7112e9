"""What is compared: one work each, done by us and by others."""

import dataclasses
import typing

import programs

PORTS = 8


@dataclasses.dataclass
class Contender:
    """`measure` gives a dictionary in which `value` of the work is what counts."""

    name: str
    measure: typing.Callable[[], dict]


@dataclasses.dataclass
class Work:
    name: str  # for people
    key: str  # for files and --only
    unit: str
    value: str  # the member that counts
    larger_is_better: bool
    ours: typing.Callable[[], dict]
    others: list


class Plan:
    """Makes all works for the programs that are there."""

    def __init__(self, there, payloads, seconds, most_peers):
        self.there = there
        self.payloads = payloads
        self.seconds = seconds
        self.most_peers = most_peers
        self.ours = there["ours"]
        self.raw = there["raw"]

    def works(self):
        return [
            *self.handshakes(),
            *self.pings(),
            *self.messages(),
            *self.blocks(),
            *self.decoding(),
            *self.memory(),
            *self.fan_outs(),
        ]

    def rival(self, name, measure):
        """Nothing where the rival is not there."""
        if name not in self.there:
            return []
        return [Contender(name, lambda: measure(self.there[name]))]

    def over_tcp(self, program, transport, words):
        told = ("--transport", transport, "--seconds", self.seconds, *words)
        return programs.drive(program, ("--transport", transport, "--ports", PORTS), told)

    def bare(self, work, words, drive_work=None):
        """The bare loop has to be told its work on both sides."""
        told = [*words, "--seconds", self.seconds]
        serve = ("--work", work, "--ports", PORTS, *told)
        return programs.drive(self.raw, serve, ("--work", drive_work or work, *told))

    def both(self, transport, words):
        """Ours, and btcd's where it is there."""
        return (
            lambda: self.over_tcp(self.ours, transport, words),
            self.rival("btcd", lambda program: self.over_tcp(program, transport, words)),
        )

    def rate(self, name, key, unit, ours, others):
        return Work(name, key, unit, "per_second", True, ours, others)

    def handshakes(self):
        opening = self.over_tcp_once("opening")
        bare = []
        for option, member in (
            ("--size", "opening"),
            ("--answer", "answer"),
            ("--closing", "closing"),
            ("--last", "last"),
        ):
            bare += [option, int(opening[member])]
        for transport in (1, 2):
            for parallel in (1, 16):
                words = ("--work", "handshakes", "--parallel", parallel)
                ours, others = self.both(transport, words)
                if transport == 1:
                    told = [*bare, "--parallel", parallel]
                    others = [*others, Contender("bare loop", lambda told=told: self.bare("handshakes", told))]
                name = f"handshakes, v{transport}, {'one' if parallel == 1 else parallel} at a time"
                yield self.rate(name, f"handshakes-v{transport}-{parallel}", "a second", ours, others)

    def over_tcp_once(self, work):
        with programs.serving(self.ours, "--transport", 1) as (_, addresses):
            return self.ours.run("drive", "--to", addresses, "--work", work, "--transport", 1)

    def pings(self):
        for work, name in (("ping", "ping, one outstanding"), ("pings", "ping, 256 outstanding")):
            for transport, size in ((1, 32), (2, 29)):
                ours, others = self.both(transport, ("--work", work))
                told = ["--size", size, "--answer", size]
                bare = Contender("bare pipe", lambda told=told, work=work: self.bare("ping", told, work))
                yield self.rate(
                    f"{name}, v{transport}", f"{work}-v{transport}", "round trips a second", ours, [*others, bare]
                )

    def sent(self, command, payload, batch):
        words = ["--work", "oneway", "--command", command, "--payload", self.payloads / payload]
        return [*words, "--batch", batch, "--window", 4]

    def bare_stream(self, transport, payload, batch, labour):
        """The frame's own bytes are 24 in v1 and 21 in v2."""
        size = (self.payloads / payload).stat().st_size + (24 if transport == 1 else 21)
        told = ["--size", size, "--batch", batch]
        if labour:
            told += ["--labour", labour]
        return self.bare("oneway", told)

    def messages(self):
        for command, payload, name in (("inv", "inv-1", "inv of one, one way"), ("tx", "tx-222", "tx of 222 bytes")):
            for transport, labour in ((1, "hash"), (2, "cipher")):
                ours, others = self.both(transport, self.sent(command, payload, 64))
                for extra, label in ((None, "bare pipe"), (labour, f"bare pipe and {labour}")):
                    measure = lambda t=transport, p=payload, e=extra: self.bare_stream(t, p, 64, e)
                    others = [*others, Contender(label, measure)]
                yield self.rate(f"{name}, v{transport}", f"{command}-v{transport}", "a second", ours, others)

    def blocks(self):
        for transport, labour in ((1, "hash"), (2, "cipher")):
            ours, others = self.both(transport, self.sent("block", "block", 1))
            measure = lambda t=transport, e=labour: self.bare_stream(t, "block", 1, e)
            others = [Contender(f"bare pipe and {labour}", measure), *others]
            yield self.rate(f"block of 1 MB, v{transport}", f"block-v{transport}", "a second", ours, others)

    def crowds(self):
        return [count for count in (1_000, 10_000) if count <= self.most_peers] or [self.most_peers]

    def memory(self):
        for count in self.crowds():
            for transport in (1, 2) if count == 1_000 else (1,):
                measure = lambda program, t=transport, c=count: programs.resident(program, t, c)
                ours = lambda measure=measure: measure(self.ours)
                yield Work(
                    f"memory of an idle peer, v{transport}, {count:,} peers",
                    f"memory-v{transport}-{count}",
                    "bytes",
                    "each",
                    False,
                    ours,
                    self.rival("btcd", measure),
                )

    def fan_outs(self):
        for count in self.crowds():
            told = ("--work", "idle", "--size", 61)
            bare = Contender("bare write loop", lambda c=count, t=told: programs.fan_out(self.raw, c, t))
            rival = self.rival("btcd", lambda program, c=count: programs.fan_out(program, c))
            yield Work(
                f"one inv to {count:,} peers, v1, for each",
                f"fanout-{count}",
                "seconds",
                "each",
                False,
                lambda c=count: programs.fan_out(self.ours, c),
                [bare, *rival],
            )

    def decoding(self):
        """In memory, on one core."""
        ours = self.there["ours in memory"]
        words = ("--folder", self.payloads, "--seconds", self.seconds / 2)

        def by(name, work):
            if name not in self.there:
                return []
            program = self.there[name]
            role = () if name == "rust-bitcoin" else ("decode",)
            label = "bitcoin_slices" if work == "view" else name.removesuffix(" in memory")
            return [Contender(label, lambda: program.run(*role, "--work", work, *words))]

        for name, work, others in (
            ("block 413567 decoded", "block", [*by("rust-bitcoin", "block"), *by("btcd", "block")]),
            ("block 413567 visited in place", "view", [*by("rust-bitcoin", "block"), *by("rust-bitcoin", "view")]),
            ("block 413567 visited in one walk", "walk", [*by("rust-bitcoin", "block"), *by("rust-bitcoin", "view")]),
            ("its txids and merkle root", "merkle", [*by("rust-bitcoin", "merkle"), *by("btcd", "merkle")]),
            ("headers, 2,000, decoded", "headers", [*by("btcd", "headers"), *by("rust-bitcoin", "headers")]),
            ("inv of 50,000, decoded", "inv", [*by("btcd", "inv"), *by("rust-bitcoin", "inv")]),
            ("addr of 1,000, decoded", "addr", [*by("btcd", "addr"), *by("rust-bitcoin", "addr")]),
        ):
            measure = lambda work=work: ours.run("decode", "--work", work, *words)
            yield Work(name, f"decode-{work}", "seconds", "each", False, measure, others)
