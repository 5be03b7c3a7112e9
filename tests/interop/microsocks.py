"""Debian's microsocks: a SOCKS5 proxy."""

import socket
import tempfile
from pathlib import Path

import deadline
import installation
from free_port import free_port
from process import Process


class Microsocks:
    """One that runs. With `with`, it is ended on the way out. With a user and a password it lets in nobody else."""

    def __init__(self, user=None, password=None):
        self.port = free_port()
        login = ["-u", user, "-P", password] if user else []
        self.process = Process([installation.MICROSOCKS, "-i", "127.0.0.1", "-p", str(self.port), *login],
                               Path(tempfile.mkdtemp(prefix="microsocks-")) / "output.log")
        deadline.until(self.listens, 20, "microsocks listens")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.stop()

    @property
    def address(self):
        return f"127.0.0.1:{self.port}"

    def listens(self):
        try:
            socket.create_connection(("127.0.0.1", self.port), timeout=1).close()
            return True
        except OSError:
            return False

    def connected_to(self, target):
        """Whether it says so. It says it before it tells its client, and names the target as it was named to it."""
        return f"connected to {target}\n" in self.process.last_lines()
