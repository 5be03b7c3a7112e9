"""A socket that speaks by hand, well or badly, to see what a peer makes of it."""

import hashlib
import socket
from struct import pack, unpack

HEADER_BYTES = 24


def sha256(data):
    return hashlib.sha256(data).digest()


class Stranger:
    """The other end of one connection, on one network."""

    def __init__(self, magic, digest):
        """`digest` of a payload begins with its checksum."""
        self.magic = magic
        self.digest = digest
        self.socket = None
        self.listener = None
        self.heard = []  # the commands

    def listen(self):
        """The address to dial."""
        self.listener = socket.create_server(("127.0.0.1", 0))
        return "127.0.0.1:%d" % self.listener.getsockname()[1]

    def accept(self):
        self.listener.settimeout(20)
        self.attend(self.listener.accept()[0])

    def dial(self, address):
        host, port = address.rsplit(":", 1)
        self.attend(socket.create_connection((host, int(port))))

    def attend(self, connected):
        self.socket = connected
        self.socket.settimeout(20)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        for end in (self.socket, self.listener):
            if end is not None:
                end.close()

    def frame(self, command, payload=b"", magic=None, checksum=None, size=None):
        """What is given takes the place of what would be right."""
        named = command if isinstance(command, bytes) else command.encode()
        return (pack("<4s12sI4s", magic or self.magic, named, len(payload) if size is None else size,
                     checksum or self.digest(payload)[:4]) + payload)

    def send(self, command, payload=b"", **wrong):
        self.send_bytes(self.frame(command, payload, **wrong))

    def send_bytes(self, data):
        try:
            self.socket.sendall(data)
        except (BrokenPipeError, ConnectionResetError):
            pass  # the end, which is then read

    def read(self):
        """The next command and its payload; None at the end."""
        try:
            header = self.read_bytes(HEADER_BYTES)
            if header is None:
                return None
            magic, command, size, checksum = unpack("<4s12sI4s", header)
            payload = self.read_bytes(size)
        except ConnectionResetError:
            return None
        if payload is None:
            return None
        if magic != self.magic or self.digest(payload)[:4] != checksum:
            raise AssertionError(f"a bad frame came: {header.hex()} {payload.hex()}")
        self.heard.append(command.rstrip(b"\0").decode())
        return self.heard[-1], payload

    def read_bytes(self, size):
        data = b""
        while len(data) < size:
            more = self.socket.recv(size - len(data))
            if not more:
                return None
            data += more
        return data

    def await_payload(self, command):
        """That of the next message of this name."""
        while message := self.read():
            if message[0] == command:
                return message[1]
        raise AssertionError(f"the end came before a {command}, after {self.heard}")

    def is_answered(self, nonce=0x5eed):
        """Whether a ping still gets its pong; otherwise the connection has ended."""
        self.send("ping", pack("<Q", nonce))
        while message := self.read():
            if message == ("pong", pack("<Q", nonce)):
                return True
        return False
