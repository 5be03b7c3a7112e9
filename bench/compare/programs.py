"""The programs that are measured, each as two processes that talk over loopback."""

import contextlib
import json
import os
import subprocess
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
TICKS = os.sysconf("SC_CLK_TCK")


class Failed(Exception):
    """A program did not do its work; its own words are on standard error."""


class Program:
    """A program with the roles `serve` and `drive`, or with one role that needs no other."""

    def __init__(self, name, path, told=()):
        self.name = name
        self.path = str(path)
        self.told = [str(word) for word in told]

    def run(self, *words):
        """Its one line of JSON."""
        done = subprocess.run(
            [self.path, *self.told, *map(str, words)], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, timeout=600
        )
        if done.returncode != 0:
            raise Failed(f"{self.name}: {' '.join(map(str, words))}")
        return json.loads(done.stdout.splitlines()[-1])


class Running:
    """A process that says things line by line, and ends when its standard input does."""

    def __init__(self, program, *words):
        self.name = f"{program.name} {' '.join(map(str, words))}"
        command = [program.path, *program.told, *map(str, words)]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)

    def hear(self):
        line = self.process.stdout.readline()
        if not line:
            raise Failed(self.name)
        return json.loads(line)

    def ask(self, order):
        self.process.stdin.write(order.encode() + b"\n")
        self.process.stdin.flush()
        return self.hear()

    def processor(self):
        """Its processor time so far, in seconds."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / TICKS

    def end(self):
        self.process.stdin.close()
        try:
            self.process.wait(timeout=30)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.process.stdout.close()


@contextlib.contextmanager
def running(program, *words):
    process = Running(program, *words)
    try:
        yield process
    finally:
        process.end()


@contextlib.contextmanager
def serving(program, *words):
    """The process and the addresses that it listens on."""
    with running(program, "serve", *words) as server:
        yield server, ",".join(server.hear()["listening"])


def drive(program, serve_words, drive_words):
    """What driving came to, with the processor time of both sides for one operation."""
    with serving(program, *serve_words) as (server, addresses):
        before = server.processor()
        outcome = program.run("drive", "--to", addresses, *drive_words)
        both = outcome["processor"] + server.processor() - before
    outcome["processor_each"] = both / max(outcome["count"], 1)
    return outcome


@contextlib.contextmanager
def crowd(program, transport, peers, serve_words=()):
    """A server with so many idle peers, which another process holds; and what it had before they came."""
    ports = ("--ports", 8, "--transport", transport)
    with serving(program, *ports, *serve_words) as (server, addresses):
        before = server.ask("settle")["resident"]
        if peers == 0:
            yield server, before
            return
        words = ("drive", "--to", addresses, "--work", "idle", "--connections", peers, "--transport", transport)
        with running(program, *words) as holder:
            holder.hear()
            time.sleep(1 + peers / 10_000)  # the last ones come up on the other side, too
            yield server, before


def told_to_all(server, peers, rounds=15):
    outcome = server.ask(f"fanout {rounds}")
    if outcome["peers"] != peers:
        raise Failed(f"{server.name}: {outcome['peers']} of {peers} peers were there")
    return {"each": outcome["per_peer"], "processor_each": outcome["processor_per_peer"]}


# To gather a crowd takes longer than all that is done with it: what one was told is kept for `fan_out`.
_told = {}


def resident(program, transport, peers):
    """Bytes of the server's memory: all of it, and for each peer."""
    with crowd(program, transport, peers) as (server, before):
        now = server.ask("settle")["resident"]
        if transport == 1 and peers > 0:
            _told.setdefault((program.name, peers), []).append(told_to_all(server, peers))
    return {"resident": now, "each": (now - before) / max(peers, 1)}


def fan_out(program, peers, serve_words=()):
    """Seconds for each peer, from giving one message to all until all is written."""
    known = _told.get((program.name, peers))
    if known:
        return known.pop(0)
    with crowd(program, 1, peers, serve_words) as (server, _):
        return told_to_all(server, peers)
