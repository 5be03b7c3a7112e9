"""A process of ours: started by us, ended by its own id, with its output in a file for when something fails."""

import atexit
import subprocess

import deadline

running = []


class Process:
    def __init__(self, command, log, environment=None, stdin=subprocess.DEVNULL, stdout=None):
        """Standard error goes to the file `log`, standard output too unless `stdout` is given."""
        self.log = log
        with open(log, "ab") as output:
            # setpriv: should this suite be killed outright, the process dies with it.
            self.popen = subprocess.Popen(["setpriv", "--pdeathsig", "KILL", *map(str, command)],
                                          stdin=stdin, stdout=stdout or output, stderr=output, env=environment)
        running.append(self)

    def alive(self):
        return self.popen.poll() is None

    def signal(self, number):
        if self.alive():
            self.popen.send_signal(number)

    def wait(self, seconds):
        """The exit code."""
        try:
            return self.popen.wait(seconds)
        except subprocess.TimeoutExpired:
            raise deadline.Expired(f"{self.popen.args[3:5]} did not end within {seconds} s") from None

    def stop(self, seconds=20):
        """Asks it to end, then makes it end. Safe to call twice."""
        if self in running:
            running.remove(self)
        if self.alive():
            self.popen.terminate()
            try:
                self.popen.wait(seconds)
            except subprocess.TimeoutExpired:
                self.popen.kill()
                self.popen.wait()

    def last_lines(self, count=15):
        with open(self.log, encoding="utf-8", errors="replace") as lines:
            return "".join(lines.readlines()[-count:])


@atexit.register
def stop_all():
    for process in list(running):
        process.stop()
