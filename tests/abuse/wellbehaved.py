"""Peers that only want the chain, in the middle of it all: the tool itself, with its verb `blocks`."""

import subprocess
import threading
import time

import deadline
from program import Program

PATIENCE = 60  # seconds for one answer, under any abuse


def blocks(tool, address, network, *options):
    return Program("bitpeer", [tool, "blocks", address, "--network", network, "--json", "--timeout", PATIENCE,
                               *options], subprocess.DEVNULL)


class Resident:
    """Was there before the abuse, stays, and is told of every block."""

    def __init__(self, tool, address, network):
        self.program = blocks(tool, address, network, "--follow")
        self.hashes = {}

    def take_until(self, tip, seconds):
        """Reads what it has told until it has this block; checks that none was left out."""
        end = time.monotonic() + seconds
        while self.hashes.get(tip["height"]) != tip["hash"]:
            event = self.program.next_event(end - time.monotonic())
            if event is None:
                raise AssertionError(f"the resident was sent away. {self.program}")
            if event["event"] == "block":
                self.hashes[event["height"]] = event["hash"]
        missing = [height for height in range(1, tip["height"] + 1) if height not in self.hashes]
        if missing:
            raise AssertionError(f"the resident lacks the blocks {missing[:5]}")

    def stop(self):
        self.program.process.stop()


class Newcomers:
    """One after the other takes over the whole chain; in v1 and encrypted in turn."""

    def __init__(self, tool, address, network, known):
        self.tool, self.address, self.network = tool, address, network
        self.known = known        # the hash by height of what every newcomer must get
        self.seconds = []         # of each that got all of it
        self.refused = []         # why, of each that was not let in or was sent away
        self.wrong = []           # what was wrong, of each that got something else
        self.stopped = threading.Event()
        self.thread = threading.Thread(target=self.run, daemon=True)
        self.thread.start()

    def run(self):
        transports = ["v1", "v2"]
        while not self.stopped.is_set():
            began = time.monotonic()
            with blocks(self.tool, self.address, self.network, "--transport", transports[0]) as program:
                try:
                    self.judge(program, began)
                except (deadline.Expired, AssertionError) as error:
                    self.wrong.append(str(error))
            transports.reverse()
            self.stopped.wait(1)  # more often a host may not come

    def judge(self, program, began):
        end = began + 3 * PATIENCE
        while program.next_event(end - time.monotonic()):
            pass
        code = program.process.wait(max(end - time.monotonic(), 1))
        if code == 0:
            told = {event["height"]: event["hash"] for event in program.of("block")}
            if any(told.get(height) != hash_ for height, hash_ in self.known.items()):
                self.wrong.append("it ended well, without the whole chain")
            else:
                self.seconds.append(time.monotonic() - began)
        elif code == 1:
            errors = program.of("error")
            self.refused.append(errors[-1]["message"] if errors else "no word")
        else:
            self.wrong.append(f"exit code {code}. {program}")

    def stop(self):
        self.stopped.set()
        self.thread.join(4 * PATIENCE)
