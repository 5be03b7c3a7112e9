"""Watches a process from outside: its memory and its open descriptors, five times a second."""

import csv
import os
import threading
import time
from dataclasses import astuple, dataclass, fields

INTERVAL = 0.2


@dataclass
class Sample:
    seconds: float
    resident: int      # bytes
    descriptors: int


def resident_bytes(pid):
    with open(f"/proc/{pid}/status", encoding="ascii", errors="replace") as status:
        for line in status:
            if line.startswith("VmRSS:"):
                return int(line.split()[1]) * 1024
    return 0


def descriptors(pid):
    return len(os.listdir(f"/proc/{pid}/fd"))


class Sampler:
    """Samples in a thread of its own until it is stopped or the process is gone."""

    def __init__(self, pid):
        self.pid = pid
        self.began = time.monotonic()
        self.samples = []
        self.stopped = threading.Event()
        self.thread = threading.Thread(target=self.run, daemon=True)
        self.thread.start()

    def now(self):
        """Seconds on the samples' clock."""
        return time.monotonic() - self.began

    def run(self):
        while not self.stopped.is_set():
            try:
                self.samples.append(Sample(self.now(), resident_bytes(self.pid), descriptors(self.pid)))
            except OSError:
                return
            self.stopped.wait(INTERVAL)

    def stop(self):
        self.stopped.set()
        self.thread.join()

    def peak(self):
        return max((sample.resident for sample in self.samples), default=0)

    def quarters(self, from_, until):
        """The mean memory, in bytes, in each quarter of that time: alike, when it is flat."""
        means = []
        for part in range(4):
            begin, end = (from_ + (until - from_) * edge / 4 for edge in (part, part + 1))
            within = [sample.resident for sample in self.samples if begin <= sample.seconds < end]
            means.append(sum(within) / len(within) if within else 0)
        return means

    def write(self, path):
        with open(path, "w", newline="", encoding="ascii") as file:
            table = csv.writer(file)
            table.writerow(field.name for field in fields(Sample))
            for sample in self.samples:
                table.writerow(round(value, 2) for value in astuple(sample))
