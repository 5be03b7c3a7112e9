"""Runs the bitpeer tool and reads the events it prints."""

import signal
import tempfile
import time

import installation
from program import Program


class Tool(Program):
    """One run of the tool."""

    def __init__(self, verb, *arguments, network, json_lines=True, standard_input=""):
        command = [installation.tool, verb, *arguments, "--network", network, *(["--json"] if json_lines else [])]
        with tempfile.TemporaryFile() as stdin:
            stdin.write(standard_input.encode("ascii"))
            stdin.seek(0)
            super().__init__("bitpeer", command, stdin)

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
