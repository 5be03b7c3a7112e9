"""A program that prints events, one JSON object a line."""

import json
import queue
import subprocess
import tempfile
import threading
import time
from pathlib import Path

import deadline
from process import Process


class Program:
    """One run of it. With `with`, it is ended on the way out."""

    def __init__(self, name, command, stdin):
        folder = Path(tempfile.mkdtemp(prefix=f"{name}-"))
        self.command = " ".join(map(str, [name, *command[1:]]))
        self.events = []      # those taken so far
        self.lines = []       # all of standard output
        self.arrived = queue.SimpleQueue()
        self.process = Process(command, folder / "stderr", stdin=stdin, stdout=subprocess.PIPE)
        self.reader = threading.Thread(target=self.read, daemon=True)
        self.reader.start()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.stop()
        self.reader.join()

    def read(self):
        with self.process.popen.stdout as output:
            for line in output:
                self.lines.append(line.decode(errors="replace"))
                self.arrived.put(self.lines[-1])
        self.arrived.put(None)

    def next_event(self, seconds):
        """The next one, or None at the end of its output."""
        try:
            line = self.arrived.get(timeout=max(seconds, 0.001))
        except queue.Empty:
            raise deadline.Expired(f"no further event. {self}") from None
        if line is None:
            self.arrived.put(None)
            return None
        try:
            event = json.loads(line)
        except json.JSONDecodeError as error:
            raise AssertionError(f"a line of its output is no JSON: {error}. {self}") from None
        self.events.append(event)
        return event

    def await_event(self, name, seconds=20, where=lambda event: True):
        """The next event of that name for which `where` holds; those before it are skipped but kept."""
        end = time.monotonic() + seconds
        while event := self.next_event(end - time.monotonic()):
            if event["event"] == name and where(event):
                return event
        raise AssertionError(f"its output ended before the event {name}. {self}")

    def of(self, name):
        return [event for event in self.events if event["event"] == name]

    def __str__(self):
        last = "".join(line if len(line) < 1000 else line[:1000] + "…\n" for line in self.lines[-8:])
        return f"\n$ {self.command}\nlast of its output:\n{last}standard error:\n{self.process.last_lines()}"
