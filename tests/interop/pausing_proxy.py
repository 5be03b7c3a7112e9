"""Stands between the tool and a node and holds the node's bytes back after so many messages of one command.

So a download stops half way for certain, however fast the machine is."""

import socket
import threading

HEADER_BYTES = 24


class PausingProxy:
    def __init__(self, node_port, after, command):
        self.left = after
        self.command = command.encode().ljust(12, b"\0")
        self.paused = threading.Event()
        self.ended = threading.Event()
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.address = "127.0.0.1:%d" % self.listener.getsockname()[1]
        self.sockets = [self.listener]
        self.threads = []
        self.run(self.accept, node_port)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.ended.set()
        for end in self.sockets:
            try:
                end.shutdown(socket.SHUT_RDWR)  # wakes whoever waits on it
            except OSError:
                pass
            end.close()
        for thread in self.threads:
            thread.join()

    def await_pause(self, seconds=20):
        if not self.paused.wait(seconds):
            raise AssertionError("the node never sent that much")

    def run(self, target, *arguments):
        self.threads.append(threading.Thread(target=self.until_closed, args=(target, *arguments), daemon=True))
        self.threads[-1].start()

    @staticmethod
    def until_closed(target, *arguments):
        try:
            target(*arguments)
        except OSError:
            pass

    def accept(self, node_port):
        tool_end, _ = self.listener.accept()
        node_end = socket.create_connection(("127.0.0.1", node_port))
        self.sockets += [tool_end, node_end]
        self.run(self.pass_bytes, tool_end, node_end)
        self.run(self.pass_messages, node_end, tool_end)

    def pass_bytes(self, source, target):
        while data := source.recv(65536):
            target.sendall(data)
        target.shutdown(socket.SHUT_WR)

    def pass_messages(self, source, target):
        reader = source.makefile("rb")
        while len(header := reader.read(HEADER_BYTES)) == HEADER_BYTES:
            payload = reader.read(int.from_bytes(header[16:20], "little"))
            self.left -= header[4:16] == self.command
            if self.left < 0:
                self.paused.set()
                self.ended.wait()
            target.sendall(header + payload)
        target.shutdown(socket.SHUT_WR)
