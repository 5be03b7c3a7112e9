"""What the tests against a shared node have in common. A test is written once and run with each kind of node."""

import tempfile
from pathlib import Path

import deadline
import node_pool


class NodeTest:
    """Mixed into a unittest.TestCase that names its `kind` of node."""

    kind = None

    def setUp(self):
        self.node = node_pool.shared(self.kind)
        deadline.until(lambda: not self.node.peers(), 20, "the node has let go of the peers of the test before")
        deadline.until(self.node.admits_us, 20, "the node answers us again")
        self.addCleanup(self.check_refusals, self.node.refusals())
        self.folder = Path(tempfile.mkdtemp(prefix="test-"))

    def check_refusals(self, before):
        """Where there are some, we have gone back to v1 without a word."""
        self.assertEqual(self.node.refusals(), before, "connections too many a second")

    def connected(self, inbound):
        """Us, as the node's getpeerinfo shows us, once the handshake is done on both sides.

        The node pings us too and shows a time when our pong is there: it has our verack by then. Before that it would
        announce nothing to us."""
        def listed():
            return self.node.peer(inbound)

        def answered():
            peer = listed()
            return peer if peer and peer.get("pingtime") else None

        deadline.until(listed, 20, f"{self.node.name} lists us as a peer")
        self.node.rpc("ping")
        return deadline.until(answered, 20, f"{self.node.name} has had our pong")
