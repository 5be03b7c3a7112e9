"""Runs the bitpeer tool and reads the events it prints, one JSON object a line."""

import json
import queue
import signal
import subprocess
import tempfile
import threading
import time
from pathlib import Path

import deadline
import installation
from process import Process


class Tool:
    """One run of the tool. With `with`, it is ended on the way out."""

    def __init__(self, verb, *arguments, network, json_lines=True, standard_input=""):
        folder = Path(tempfile.mkdtemp(prefix=f"bitpeer-{verb}-"))
        (folder / "stdin").write_text(standard_input, encoding="ascii")
        command = [installation.tool, verb, *arguments, "--network", network, *(["--json"] if json_lines else [])]
        self.command = " ".join(map(str, ["bitpeer", *command[1:]]))
        self.events = []      # those taken so far
        self.lines = []       # all of standard output
        self.arrived = queue.SimpleQueue()
        with open(folder / "stdin", "rb") as stdin:
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

    def finish(self, seconds=60):
        """Waits for its own end; gives the exit code. All events are then in `events`."""
        end = time.monotonic() + seconds
        while self.next_event(end - time.monotonic()):
            pass
        return self.process.wait(max(end - time.monotonic(), 1))

    def interrupt(self, number=signal.SIGINT, seconds=20):
        """Ends it as a person with a keyboard would; gives the exit code."""
        self.process.signal(number)
        return self.finish(seconds)

    def of(self, name):
        return [event for event in self.events if event["event"] == name]

    def __str__(self):
        last = "".join(self.lines[-8:])
        return f"\n$ {self.command}\nlast of its output:\n{last}standard error:\n{self.process.last_lines()}"


def run(verb, *arguments, network, expect=0, seconds=60, standard_input=""):
    """Runs it to its end and checks the exit code; gives the finished Tool."""
    with Tool(verb, *arguments, network=network, standard_input=standard_input) as tool:
        code = tool.finish(seconds)
        if code != expect:
            raise AssertionError(f"it ended with exit code {code}, not {expect}. {tool}")
        return tool


def run_for_text(verb, *arguments, network, expect=0, seconds=60):
    """The same without --json; gives standard output."""
    with Tool(verb, *arguments, network=network, json_lines=False) as tool:
        code = tool.process.wait(seconds)
        tool.reader.join(seconds)
        if code != expect:
            raise AssertionError(f"it ended with exit code {code}, not {expect}. {tool}")
        return "".join(tool.lines)
